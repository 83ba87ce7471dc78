"""The Kubernetes-style API of dashboards: /apis/dashboard.grafana.app."""

import secrets
from dataclasses import replace

from support.grafana import incoming as admission
from support.grafana import listing, refusals, rendering, strict, writing
from support.grafana.access import ADMIN, EDIT, VIEW, edits_at_root, forbidden, permitted
from support.grafana.clock import object_uid
from support.grafana.discovery import not_served
from support.grafana.incoming import Incoming
from support.grafana.namespaces import check_namespace
from support.grafana.routing import Call, route
from support.grafana.stored import DASHBOARDS, Stored
from support.grafana.wire import Answer, RefusedError, failure, success

from scripts.jsonvalue import Json

PATH = "/apis/dashboard.grafana.app/{version}/namespaces/{namespace}/dashboards"
_SAFE = "bcdfghjklmnpqrstvwxz2456789"


def _check(call: Call) -> None:
    check_namespace(call)
    if not call.state.mode.apis:
        raise RefusedError(not_served())
    if call["version"] not in call.state.mode.dashboard_versions:
        raise RefusedError(failure(404, "the server could not find the requested resource", "NotFound"))


def find(call: Call, name: str, needed: int) -> Stored:
    """A dashboard that the caller may treat so.

    Raises:
        RefusedError: 404 or 403, as Statuses.
    """
    stored = call.state.dashboards.get(name)
    if stored is None:
        details = {"name": name, "group": DASHBOARDS.group, "kind": DASHBOARDS.resource}
        raise RefusedError(failure(404, f'{DASHBOARDS.qualified} "{name}" not found', "NotFound", details))
    if not permitted(call.state, call.who, stored, needed):
        raise RefusedError(forbidden())
    return stored


@route("GET", PATH)
def list_dashboards(call: Call) -> Answer:
    """LIST: present ones, the history of one, or what was deleted."""
    _check(call)
    return listing.dashboards(call, call["version"])


@route("GET", PATH + "/{name}")
def get(call: Call) -> Answer:
    """One dashboard."""
    _check(call)
    stored = find(call, call["name"], VIEW)
    return Answer(200, rendering.render(call.state, stored, stored.now, call["version"]))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create."""
    _check(call)
    sent = parse(call, "")
    return _create(call, sent)


def _create(call: Call, sent: Incoming) -> Answer:
    state = call.state
    if sent.name in state.dashboards or (not state.mode.unified and sent.name in state.folders):
        details = {"name": sent.name, "group": DASHBOARDS.group, "kind": DASHBOARDS.resource}
        raise RefusedError(failure(409, refusals.taken(sent.name), "AlreadyExists", details))
    checked = admission.mutate(state, sent, checked=_strict(call))
    admission.check(state, checked, None)
    folder = state.folders.get(checked.folder)
    if not (edits_at_root(call.who) if folder is None else permitted(state, call.who, folder, EDIT)):
        raise RefusedError(forbidden())
    written = writing.create(state, checked, call.who)
    if call.request.method == "PUT" and not state.mode.unified:
        written = replace(written, stored=replace(written.stored, uid=object_uid()))
    return _answer(call, written, 201)


@route("PUT", PATH + "/{name}")
def put(call: Call) -> Answer:
    """Replace, or create when it is missing and no version is named."""
    _check(call)
    state = call.state
    sent = parse(call, call["name"])
    stored = state.dashboards.get(call["name"])
    if stored is None:
        if sent.resource_version:
            raise RefusedError(failure(500, "resourceVersion should not be set on objects to be created"))
        return _create(call, sent)
    find(call, call["name"], EDIT)
    if sent.resource_version not in {"", str(stored.now.number)}:
        raise refusals.conflict(stored)
    checked = admission.mutate(state, sent, checked=_strict(call))
    admission.check(state, checked, stored)
    if not state.mode.unified:
        state.interrupt()
        checked = replace(checked, resource_version="")
    return _answer(call, writing.update(state, stored, checked, call.who), 200)


@route("DELETE", PATH + "/{name}")
def delete(call: Call) -> Answer:
    """Delete; options in the body take the place of those in the query, dryRun among them."""
    _check(call)
    stored = find(call, call["name"], EDIT)
    options = call.request.object
    _check_preconditions(stored, options.get("preconditions") or {})
    dry = "All" in options.get("dryRun", ()) if options else call.request.dry
    writing.delete(call.state, stored, call.who, dry=dry)
    return success(stored.name, DASHBOARDS.group, DASHBOARDS.resource, stored.uid)


def _check_preconditions(stored: Stored, wanted: Json) -> None:
    """Refuse to delete what is not the object, or not the state of it, that was meant."""
    known = {"UID": ("uid", stored.uid), "ResourceVersion": ("resourceVersion", str(stored.now.number))}
    for word, (key, value) in known.items():
        if wanted.get(key) not in {None, value}:
            text = f"the {word} in the precondition ({wanted[key]}) does not match the {word} in record ({value})."
            since = "have been deleted and then recreated" if key == "uid" else "have been modified"
            full = f'Operation cannot be fulfilled on Dashboard.{DASHBOARDS.group} "{stored.name}": {text}'
            details = {"name": stored.name, "group": DASHBOARDS.group, "kind": "Dashboard"}
            raise RefusedError(failure(409, f"{full} The object might {since}", "Conflict", details))


@route("GET", PATH + "/{name}/dto")
def dto(call: Call) -> Answer:
    """One dashboard with what the caller may do; as the browser opens it."""
    _check(call)
    stored = find(call, call["name"], VIEW)
    body = rendering.render(call.state, stored, stored.now, call["version"])
    edits = str(permitted(call.state, call.who, stored, EDIT)).lower()
    admin = str(permitted(call.state, call.who, stored, ADMIN)).lower()
    access = f'"access":{{"canSave":{edits},"canEdit":{edits},"canAdmin":{admin},"canDelete":{edits}}}'
    kind = body.replace(b'"kind":"Dashboard"', b'"kind":"DashboardWithAccessInfo"', 1)
    return Answer(200, b"{" + access.encode() + b"," + kind[1:])


def parse(call: Call, name: str) -> Incoming:
    """What the body says.

    Raises:
        RefusedError: it is no JSON object, or has no name.
    """
    body = call.request.json
    if not isinstance(body, dict) or not isinstance(body.get("spec", {}), dict):
        raise admission.bad("the object provided is unrecognized (must be of type Dashboard)")
    expected = f"{DASHBOARDS.group}/{call['version']}"
    if body.get("apiVersion", expected) != expected:
        text = (
            f"the API version in the data ({body['apiVersion']}) does not match the expected API version ({expected})"
        )
        raise admission.bad(text)
    if body.get("kind", "Dashboard") != "Dashboard":
        text = f'no kind "{body["kind"]}" is registered for version "{expected}" in scheme'
        raise admission.bad(f'{body["kind"]} in version "{call["version"]}" cannot be handled as a Dashboard: {text}')
    metadata = body.get("metadata") or {}
    generated = metadata.get("generateName", "")
    own = metadata.get("name") or (generated + "".join(secrets.choice(_SAFE) for _ in range(5)) if generated else "")
    if name and not own:
        text = f"the name of the object ({name} based on URL) was undeterminable: name must be provided"
        raise admission.bad(text)
    if name and own != name:
        text = f"the name of the object ({own}) does not match the name on the URL ({name})"
        raise admission.bad(text)
    if not own:
        required = "Required value: name or generateName is required"
        raise RefusedError(strict.invalid("", [("metadata.name", required)]))
    return Incoming(
        name=own,
        version=call["version"],
        manager=call.request.agent,
        sent=body.get("spec") or {},
        spec=body.get("spec") or {},
        annotations={key: text for key, text in (metadata.get("annotations") or {}).items() if text},
        labels=dict(metadata.get("labels") or {}),
        resource_version=str(metadata.get("resourceVersion") or ""),
        uid=str(metadata.get("uid") or "") if call.request.method == "PUT" else "",
        generate_name=generated,
        managed_sent=metadata.get("managedFields") or [],
        dry=call.request.dry,
    )


def _strict(call: Call) -> bool:
    return call.request.first("fieldValidation") in {"", "Strict"}


def _answer(call: Call, written: writing.Written, status: int) -> Answer:
    body = rendering.render(call.state, written.stored, written.shown, call["version"], numbered=written.changed)
    return Answer(status, body)
