"""The policy tree: /api/v1/provisioning/policies."""

import copy
import re

from support.grafana.alerting import export, receivers
from support.grafana.alerting.guard import check_provenance, check_ready, check_writer, given
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/policies"
_MATCHER = re.compile(r"\s*([^=!~\s]+)\s*(=~|!~|!=|=)\s*(.*?)\s*")
_KEYS = (
    *("receiver", "group_by", "match", "match_re", "matchers", "object_matchers", "mute_time_intervals"),
    *("active_time_intervals", "continue", "routes", "group_wait", "group_interval", "repeat_interval"),
)


def _check_ready(call: Call) -> None:
    check_ready(call, message(404, "could not find an Alertmanager configuration"))


def made_by(state: State) -> str:
    """The provenance of the tree."""
    return str(state.alerting.tree.get("provenance") or "")


def plain(state: State) -> Json:
    """The tree without its provenance."""
    return {key: value for key, value in receivers.tree(state).items() if key != "provenance"}


def tidy(sent: Json) -> Json:
    """A route as it is kept: what is empty is left out, old matchers are quoted."""
    kept = {key: copy.deepcopy(sent[key]) for key in _KEYS if sent.get(key)}
    if "matchers" in kept:
        kept["matchers"] = [_quoted(str(text)) for text in kept["matchers"]]
    if "routes" in kept:
        kept["routes"] = [tidy(each) for each in kept["routes"]]
    return kept


def parts(text: str) -> tuple[str, str, str]:
    """Name, operator and value of a matcher that is written as text."""
    match = _MATCHER.fullmatch(text)
    if match is None:
        return text, "=", ""
    value = match.group(3)
    return match.group(1), match.group(2), value[1:-1] if value[:1] == '"' == value[-1:] else value


def _quoted(text: str) -> str:
    name, operator, value = parts(text)
    return f'{name}{operator}"{value}"'


def check(state: State, tree: Json) -> None:
    """Refuse contact points and timings that are not there.

    Raises:
        RefusedError: 400.
    """
    receiver = tree.get("receiver")
    if receiver and receiver not in receivers.everyone(state):
        raise _wrong(f"receiver '{receiver}' does not exist")
    for key, word in (("mute_time_intervals", "mute"), ("active_time_intervals", "active")):
        for name in tree.get(key) or []:
            if name not in state.alerting.timings:
                raise _wrong(f"{word} time interval '{name}' does not exist")
    for each in tree.get("routes") or []:
        check(state, each)


def _wrong(text: str) -> RefusedError:
    full = f"Invalid format of the submitted route: {text}. Correct the payload and try again."
    where = "alerting.notifications.routes.invalidFormat"
    return RefusedError(answer({"statusCode": 400, "messageId": where, "message": full, "extra": {"Error": text}}, 400))


@route("GET", PATH)
def get(call: Call) -> Answer:
    """The whole tree."""
    _check_ready(call)
    made = made_by(call.state)
    return answer(plain(call.state) | ({"provenance": made} if made else {}))


@route("GET", PATH + "/export")
def exported(call: Call) -> Answer:
    """The tree for a provisioning file."""
    return export.answer(call, {"apiVersion": 1, "policies": [{"orgId": call.state.org, **plain(call.state)}]})


@route("PUT", PATH)
def put(call: Call) -> Answer:
    """Replace the whole tree; the last one wins."""
    check_writer(call)
    _check_ready(call)
    state = call.state
    tree = tidy(call.request.object)
    check(state, tree)
    check_provenance(made_by(state), given(call))
    store(state, tree, given(call))
    return message(202, "policies updated")


def store(state: State, tree: Json, provenance: str) -> None:
    """Keep a tree."""
    state.alerting.tree = tree | {"provenance": provenance}
    state.serial += 1


@route("DELETE", PATH)
def delete(call: Call) -> Answer:
    """Go back to the default tree."""
    check_writer(call)
    _check_ready(call)
    check_provenance(made_by(call.state), given(call))
    call.state.alerting.tree = {}
    call.state.serial += 1
    return answer(plain(call.state), 202)
