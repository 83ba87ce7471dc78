"""Notification templates: /api/v1/provisioning/templates."""

import re
import textwrap

from support.grafana.alerting.guard import check_provenance, check_ready, check_writer, conflict, given, version
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/templates"
_ERRORS = "alerting.notifications.templates."


def shown(name: str, template: Json) -> Json:
    """A template with its version."""
    body = {"name": name, "template": template["content"], "version": version(template["content"])}
    return body | ({"provenance": template["provenance"]} if template["provenance"] else {})


def tidy(name: str, text: str) -> str:
    """A template as it is kept: without blanks around, inside of a definition.

    Raises:
        RefusedError: 400, it is empty or broken.
    """
    content = text.strip()
    if not content:
        raise _wrong("template must have content")
    if not re.search(r"\{\{-?\s*define", content):
        content = f'{{{{ define "{name}" }}}}\n{textwrap.indent(content, "  ")}\n{{{{ end }}}}'
    opened = re.search(r"\{\{\s*(\w+)(?![^{]*\}\})", content)
    if opened:
        raise _wrong(f'invalid template: template: :2: function "{opened.group(1)}" not defined')
    return content


def _wrong(text: str) -> RefusedError:
    full = "Template is in invalid format. Correct the payload and try again."
    body = {"statusCode": 400, "messageId": _ERRORS + "invalidFormat", "message": full, "extra": {"Error": text}}
    return RefusedError(answer(body, 400))


def store(state: State, name: str, content: str, provenance: str) -> None:
    """Keep a template."""
    state.alerting.templates[name] = {"content": content, "provenance": provenance}
    state.serial += 1


def _check_ready(call: Call) -> None:
    check_ready(call, message(500, "Internal Server Error"))


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """All, by name; where there are none, the answer is null."""
    _check_ready(call)
    return answer([shown(name, each) for name, each in sorted(call.state.alerting.templates.items())] or None)


@route("GET", PATH + "/{name}")
def get(call: Call) -> Answer:
    """One of them."""
    found = call.state.alerting.templates.get(call["name"])
    if found is None:
        return errutil(404, _ERRORS + "notFound", "Template not found.")
    return answer(shown(call["name"], found))


@route("PUT", PATH + "/{name}")
def put(call: Call) -> Answer:
    """Create or replace."""
    check_writer(call)
    _check_ready(call)
    state, sent, name = call.state, call.request.object, call["name"]
    content = tidy(name, str(sent.get("template") or ""))
    old = state.alerting.templates.get(name)
    if old is not None:
        check_provenance(old["provenance"], given(call))
        if sent.get("version") not in {None, "", version(old["content"])}:
            raise conflict()
    store(state, name, content, given(call))
    return answer(shown(name, state.alerting.templates[name]), 202)


@route("DELETE", PATH + "/{name}")
def delete(call: Call) -> Answer:
    """Delete; a missing one is no error."""
    check_writer(call)
    old = call.state.alerting.templates.get(call["name"])
    if old is not None:
        check_provenance(old["provenance"], given(call))
        del call.state.alerting.templates[call["name"]]
        call.state.serial += 1
    return Answer(204, b"")
