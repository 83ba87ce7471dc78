"""Silences, and the choice of Alertmanager: /api/alertmanager/grafana and /api/v1/ngalert/admin_config."""

import uuid
from datetime import UTC, datetime

from support.grafana.access import is_admin
from support.grafana.alerting.guard import ready
from support.grafana.roles import require_any
from support.grafana.routing import Call, route
from support.grafana.wire import ACCESS_TYPE, Answer, answer, errutil, message

from scripts.jsonvalue import Json

PATH = "/api/alertmanager/grafana/api/v2/"
CHOICE = "/api/v1/ngalert/admin_config"
CHOICES = ("all", "internal", "external")
_ERRORS = "alerting.notifications.silences."
_WRITE = (
    "all of any of alert.instances:read, alert.silences:read, any of alert.instances:create, alert.instances:write, "
    "alert.silences:create, alert.silences:write"
)
_WRITERS = ("alert.instances:create", "alert.instances:write", "alert.silences:create", "alert.silences:write")
_RANK = {"active": 0, "pending": 1, "expired": 2}


def _seconds(text: object) -> float:
    return datetime.fromisoformat(str(text)).timestamp()


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _check_ready(call: Call) -> Answer | None:
    if ready(call.state):
        return None
    where = "alerting.notifications.alertmanager.notFound"
    return errutil(404, where, f"[{where}] Alertmanager does not exist for org {call.state.org}")


@route("GET", PATH + "silences")
def list_all(call: Call) -> Answer:
    """Active ones first, then those to come, then those that are over."""
    refusal = _check_ready(call)
    return refusal or answer(sorted((_shown(call, each) for each in call.state.alerting.silences), key=_order))


def _order(silence: Json) -> tuple[int, float]:
    state = silence["status"]["state"]
    if state == "expired":
        return _RANK[state], -_seconds(silence["endsAt"])
    return _RANK[state], _seconds(silence["endsAt" if state == "active" else "startsAt"])


def _shown(call: Call, silence: Json) -> Json:
    now = call.state.clock.seconds()
    over, begun = _seconds(silence["endsAt"]) <= now, _seconds(silence["startsAt"]) <= now
    return silence | {"status": {"state": "expired" if over else "active" if begun else "pending"}}


@route("GET", PATH + "silence/{ident}")
def get(call: Call) -> Answer:
    """One of them."""
    found = next((each for each in call.state.alerting.silences if each["id"] == call["ident"]), None)
    return answer(_shown(call, found)) if found else _missing(call["ident"])


def _missing(ident: str) -> Answer:
    return errutil(404, _ERRORS + "notFound", f"[{_ERRORS}notFound] silence {ident} not found")


@route("POST", PATH + "silences")
def post(call: Call) -> Answer:
    """Make one, with a new identifier each time; or replace one of ours."""
    require_any(call, _WRITERS, _WRITE)
    refusal = _check_ready(call)
    if refusal is not None:
        return refusal
    sent, state = call.request.object, call.state
    now, known = state.clock.seconds(), state.alerting.silences
    ident = str(sent.get("id") or "")
    if ident and all(each["id"] != ident for each in known):
        return _missing(ident)
    if _seconds(sent["endsAt"]) <= now:
        text = "invalid silence: end time can't be in the past: unable to create silence"
        return errutil(400, _ERRORS + "badRequest", f"[{_ERRORS}badRequest] {text}")
    made: Json = {
        "id": ident or str(uuid.uuid4()),
        "comment": sent.get("comment", ""),
        "createdBy": sent.get("createdBy", ""),
        "startsAt": _stamp(max(_seconds(sent["startsAt"]), now)),
        "endsAt": _stamp(_seconds(sent["endsAt"])),
        "matchers": [{"isEqual": True, **matcher} for matcher in sent.get("matchers") or []],
        "updatedAt": _stamp(now),
    }
    known[:] = [each for each in known if each["id"] != ident] + [made]
    state.serial += 1
    return answer({"silenceID": made["id"]}, 202)


@route("DELETE", PATH + "silence/{ident}")
def delete(call: Call) -> Answer:
    """End one; it is still told for days."""
    require_any(call, _WRITERS, _WRITE)
    found = next((each for each in call.state.alerting.silences if each["id"] == call["ident"]), None)
    if found is None:
        return _missing(call["ident"])
    found["endsAt"] = found["updatedAt"] = _stamp(call.state.clock.seconds())
    call.state.serial += 1
    return message(200, "silence deleted")


def _denied() -> Answer:
    return answer({"message": "Permission denied"}, 403, ACCESS_TYPE)


@route("GET", CHOICE)
def choice(call: Call) -> Answer:
    """Which Alertmanager gets the alerts, if somebody chose."""
    if not is_admin(call.who):
        return _denied()
    chosen = call.state.alerting.choice
    return answer({"alertmanagersChoice": chosen}) if chosen else message(404, "no admin configuration available")


@route("POST", CHOICE)
def choose(call: Call) -> Answer:
    """Choose."""
    if not is_admin(call.who):
        return _denied()
    wanted = str(call.request.object.get("alertmanagersChoice") or "")
    if wanted not in CHOICES:
        return message(400, "Invalid alertmanager choice specified")
    outside = any(source["type"] == "alertmanager" for source in call.state.datasources)
    if wanted == "external" and not outside:
        text = "At least one Alertmanager must be provided or configured as a datasource that handles alerts"
        return message(400, f"{text} to choose this option")
    call.state.alerting.choice = wanted
    return message(201, "admin configuration updated")


@route("DELETE", CHOICE)
def unchoose(call: Call) -> Answer:
    """Let the default hold again."""
    if not is_admin(call.who):
        return _denied()
    call.state.alerting.choice = ""
    return message(200, "admin configuration deleted")
