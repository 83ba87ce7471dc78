"""The history of a dashboard in the legacy API: /api/dashboards/uid/X/versions and restore."""

import base64
import json

from support.grafana import api_dashboards
from support.grafana.access import EDIT
from support.grafana.conversion import convert
from support.grafana.modes import V0
from support.grafana.naming import shown_name
from support.grafana.routing import Call, route
from support.grafana.stored import Revision, Stored
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

PATH = "/api/dashboards/uid/{uid}/versions"


@route("GET", PATH)
def versions(call: Call) -> Answer:
    """All kept versions, newest first."""
    stored = api_dashboards.find(call, EDIT, "dashboards:write")
    limit = int(call.request.first("limit") or 1000)
    shown = [_line(call, stored, revision, listed=True) for revision in reversed(stored.revisions)]
    if not call.state.mode.versions_object:
        return answer([{key: value for key, value in line.items() if key != "data"} for line in shown[:limit]])
    return answer({"continueToken": _token(call, stored, limit), "versions": shown[:limit]})


def _token(call: Call, stored: Stored, limit: int) -> str:
    if limit >= len(stored.revisions):
        return ""
    if not call.state.mode.unified:
        return f"org:1/start:{stored.revisions[-limit].generation}/folder:"
    place = {"o": limit, "v": stored.now.number, "s": False}
    return base64.b64encode(json.dumps(place, separators=(",", ":")).encode()).decode()


@route("GET", PATH + "/{number}")
def version(call: Call) -> Answer:
    """One version; a missing one is an internal error, as in Grafana."""
    stored = api_dashboards.find(call, EDIT, "dashboards:write")
    revision = _revision(stored, call["number"])
    if revision is None:
        return message(500, f"Dashboard version {call['number']} not found for dashboardId {stored.ident}")
    return answer(_line(call, stored, revision, listed=False))


def _revision(stored: Stored, number: str) -> Revision | None:
    found = (each for each in reversed(stored.revisions) if str(each.generation) == number)
    return next(found, None)


def _line(call: Call, stored: Stored, revision: Revision, *, listed: bool) -> Json:
    first = revision.generation == 1
    spec = convert(revision.spec, revision.version, V0, call.state.default_datasource())
    return {
        "id": revision.generation,
        "dashboardId": stored.ident,
        "uid": stored.name,
        "parentVersion": revision.generation - 1,
        "restoredFrom": 0,
        "version": revision.generation,
        "created": revision.when,
        "message": "Initial save" if first and listed else revision.message,
        "data": spec | {"uid": stored.name, "version": revision.generation},
        "createdBy": _author(call, revision, listed=listed),
    }


def _author(call: Call, revision: Revision, *, listed: bool) -> str:
    anonymous = call.state.mode.unified and revision.generation == 1 and not listed
    return "Anonymous" if anonymous else shown_name(call.state, revision.who)


@route("POST", "/api/dashboards/uid/{uid}/restore")
def restore(call: Call) -> Answer:
    """Save an old version as the newest."""
    stored = api_dashboards.find(call, EDIT, "dashboards:write")
    number = call.request.object.get("version")
    revision = _revision(stored, str(number))
    if revision is None:
        return message(404, "Dashboard version not found")
    if revision.spec == stored.now.spec:
        return message(400, "Current dashboard is identical to the specified version")
    sent = {
        "dashboard": revision.spec | {"uid": stored.name, "version": stored.now.generation},
        "folderUid": stored.now.folder,
        "message": f"Restored from version {number}",
    }
    return api_dashboards.save(call, sent)
