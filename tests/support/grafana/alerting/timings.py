"""Mute timings: /api/v1/provisioning/mute-timings."""

import copy

from support.grafana.alerting import receivers
from support.grafana.alerting.guard import check_provenance, check_ready, check_writer, conflict, given, version
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, errutil, message, refuse

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/mute-timings"
_ERRORS = "alerting.notifications.time-intervals."
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_KEYS = ("times", "weekdays", "days_of_month", "months", "years", "location")


def interval(sent: Json) -> Json:
    """One interval as it is kept: months as numbers, nothing that is empty.

    Raises:
        RefusedError: 400, a day or month that is none.
    """
    kept = {key: copy.deepcopy(sent[key]) for key in _KEYS if sent.get(key)}
    for day in (day for span in kept.get("weekdays", []) for day in str(span).split(":")):
        if day.lower() not in _DAYS:
            raise refuse(400, "bad request data")
    if "months" in kept:
        kept["months"] = [":".join(_month(part) for part in str(span).split(":")) for span in kept["months"]]
    return kept


def _month(text: str) -> str:
    if text.lower() in _MONTHS:
        return str(_MONTHS.index(text.lower()) + 1)
    if not text.isdecimal():
        raise refuse(400, "bad request data")
    return text


def shown(name: str, timing: Json) -> Json:
    """A timing with its version."""
    body = {"name": name, "time_intervals": timing["intervals"], "version": number(name, timing)}
    return body | ({"provenance": timing["provenance"]} if timing["provenance"] else {})


def number(name: str, timing: Json) -> str:
    """The version of a timing."""
    return version([name, timing["intervals"]])


def not_found() -> RefusedError:
    """The 404."""
    return RefusedError(errutil(404, _ERRORS + "notFound", "NotFound"))


def add(state: State, sent: Json, provenance: str) -> str:
    """Keep a new timing, and say its name.

    Raises:
        RefusedError: 400, the name is taken or missing.
    """
    name = str(sent.get("name") or "")
    intervals = [interval(each) for each in sent.get("time_intervals") or []]
    if not name:
        raise refuse(400, "bad request data")
    if name in state.alerting.timings:
        text = "Time interval with this name already exists. Use a different name or update existing one."
        raise RefusedError(errutil(400, _ERRORS + "nameExists", text))
    state.alerting.timings[name] = {"intervals": intervals, "provenance": provenance}
    state.serial += 1
    return name


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """All, by name."""
    check_ready(call, message(500, "failed to get mute timings"))
    return answer([shown(name, timing) for name, timing in sorted(call.state.alerting.timings.items())])


@route("GET", PATH + "/{name}")
def get(call: Call) -> Answer:
    """One of them."""
    timing = call.state.alerting.timings.get(call["name"])
    if timing is None:
        raise not_found()
    return answer(shown(call["name"], timing))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create."""
    check_writer(call)
    check_ready(call, message(500, "failed to create mute timing"))
    name = add(call.state, call.request.object, given(call))
    return answer(shown(name, call.state.alerting.timings[name]), 201)


@route("PUT", PATH + "/{name}")
def put(call: Call) -> Answer:
    """Replace; no renaming, and no creating."""
    check_writer(call)
    state, sent = call.state, call.request.object
    name = str(sent.get("name") or call["name"])
    timing = state.alerting.timings.get(name)
    intervals = [interval(each) for each in sent.get("time_intervals") or []]
    if timing is None:
        raise not_found()
    check_provenance(timing["provenance"], given(call))
    if sent.get("version") not in {None, "", number(name, timing)}:
        raise conflict()
    timing |= {"intervals": intervals, "provenance": given(call)}
    state.serial += 1
    return answer(shown(name, timing), 202)


@route("DELETE", PATH + "/{name}")
def delete(call: Call) -> Answer:
    """Delete, unless it is used."""
    check_writer(call)
    state, name = call.state, call["name"]
    timing = state.alerting.timings.get(name)
    if timing is None:
        return Answer(204, b"")
    check_provenance(timing["provenance"], given(call))
    check_unused(state, name)
    del state.alerting.timings[name]
    state.serial += 1
    return Answer(204, b"")


def check_unused(state: State, name: str) -> None:
    """Refuse to delete a timing that policies or rules name.

    Raises:
        RefusedError: 409.
    """
    rules = (rule["notification_settings"] or {} for rule in state.alerting.rules.values())
    by_rules = any(
        name in [*each.get("mute_time_intervals", []), *each.get("active_time_intervals", [])] for each in rules
    )
    by_routes = _named(receivers.tree(state), name)
    extra = ({"UsedByRoutes": True} if by_routes else {}) | ({"UsedByRules": True} if by_rules else {})
    if extra:
        body = {"statusCode": 409, "messageId": _ERRORS + "used", "message": "Conflict", "extra": extra}
        raise RefusedError(answer(body, 409))


def _named(tree: Json, name: str) -> bool:
    own = [*(tree.get("mute_time_intervals") or []), *(tree.get("active_time_intervals") or [])]
    return name in own or any(_named(each, name) for each in tree.get("routes") or [])
