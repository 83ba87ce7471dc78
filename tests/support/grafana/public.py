"""Public dashboards: who has the token sees a dashboard without signing in."""

import re
import secrets

from support.grafana.access import VIEW, permitted
from support.grafana.identity import short_uid
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.slugs import slug
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, errutil

from scripts.jsonvalue import Json

PATH = "/api/dashboards/uid/{uid}/public-dashboards"
ANYBODY = "/api/public/dashboards/"
_ERRORS = "publicdashboards."
_TOKEN = re.compile(r"[0-9a-f]{32}")
_FLAGS = ("isEnabled", "annotationsEnabled", "timeSelectionEnabled")


def _refused(status: int, name: str, text: str) -> RefusedError:
    return RefusedError(errutil(status, _ERRORS + name, text))


def _of(call: Call) -> Json:
    found = next((each for each in call.state.public if each["dashboardUid"] == call["uid"]), None)
    if found is None:
        raise _refused(404, "notFound", "Dashboard not found")
    return found


@route("GET", "/api/dashboards/public-dashboards")
def list_all(call: Call) -> Answer:
    """A page of them, with their tokens for whoever asks; those whose dashboard is gone are hidden."""
    number, size = int(call.request.first("page") or 1), int(call.request.first("perpage") or 1000)
    boards = call.state.dashboards
    seen = [each for each in call.state.public if each["dashboardUid"] in boards]
    seen = [each for each in seen if permitted(call.state, call.who, boards[each["dashboardUid"]], VIEW)]
    seen.sort(key=lambda each: boards[each["dashboardUid"]].now.title)
    lines = []
    for each in seen[(number - 1) * size : number * size]:
        title = boards[each["dashboardUid"]].now.title
        kept = {key: each[key] for key in ("uid", "accessToken", "dashboardUid", "isEnabled")}
        lines.append(kept | {"title": title, "slug": slug(title)})
    return answer({"publicDashboards": lines, "totalCount": len(seen), "page": number, "perPage": size})


@route("GET", PATH)
def get(call: Call) -> Answer:
    """That of a dashboard."""
    return answer(_of(call))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Make a dashboard public, under a uid and a token of one's own or new ones."""
    require(call, "dashboards.public:write")
    state, sent = call.state, call.request.object
    if call["uid"] not in state.dashboards:
        raise _refused(404, "dashboardNotFound", "Dashboard not found")
    uid, token = str(sent.get("uid") or short_uid()), str(sent.get("accessToken") or secrets.token_hex(16))
    _check(state, call["uid"], uid, token)
    stamp = state.clock.stamp()
    line: Json = {
        "uid": uid,
        "dashboardUid": call["uid"],
        "accessToken": token,
        "createdBy": call.who.ident,
        "updatedBy": call.who.ident,
        "createdAt": stamp,
        "updatedAt": stamp,
        **{key: bool(sent.get(key)) for key in _FLAGS},
        "share": sent.get("share") or "public",
    }
    state.public.append(line)
    return answer(line)


def _check(state: State, board: str, uid: str, token: str) -> None:
    if any(each["dashboardUid"] == board for each in state.public):
        raise _refused(400, "dashboardIsPublic", "Dashboard is already public")
    if not _TOKEN.fullmatch(token):
        raise _refused(400, "invalidAccessToken", "Invalid access token")
    if any(each["uid"] == uid for each in state.public):
        raise _refused(400, "uidExists", "Dashboard Uid already exists")
    if any(each["accessToken"] == token for each in state.public):
        raise _refused(400, "accessTokenExists", "Dashboard Access Token already exists")


@route("PATCH", PATH + "/{public}")
def patch(call: Call) -> Answer:
    """Switch on or off; uid and token stay."""
    require(call, "dashboards.public:write")
    line, sent = _of(call), call.request.object
    line |= {key: bool(sent[key]) for key in _FLAGS if key in sent}
    line |= {"share": sent["share"]} if sent.get("share") else {}
    line |= {"updatedAt": call.state.clock.fine_stamp(), "updatedBy": call.who.ident}
    return answer(line)


@route("DELETE", PATH + "/{public}")
def delete(call: Call) -> Answer:
    """Make it private again."""
    require(call, "dashboards.public:write")
    call.state.public.remove(_of(call))
    return answer({})


def shown(state: State, token: str) -> Answer:
    """What anybody sees who has the token."""
    for org in state.orgs.values():
        for each in org.public:
            stored = org.dashboards.get(each["dashboardUid"])
            if each["accessToken"] == token and each["isEnabled"] and stored is not None:
                return answer({"dashboard": stored.now.spec, "meta": {"publicDashboardEnabled": True}})
    return errutil(404, _ERRORS + "notFound", "Dashboard not found")
