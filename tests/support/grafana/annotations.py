"""Annotations: /api/annotations."""

from support.grafana.access import VIEW, denied, permitted
from support.grafana.avatars import avatar
from support.grafana.identity import Identity
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

PATH = "/api/annotations"
DEFAULT_LIMIT = 100


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Write one down, of the organisation or of a dashboard; never refused because there is such a one."""
    require(call, "annotations:create")
    state, sent = call.state, call.request.object
    board = sent.get("dashboardUID") or _uid_of(state, sent.get("dashboardId"))
    if board is None:
        return message(400, "Invalid dashboard ID in annotation request")
    if board and board not in state.dashboards:
        return message(500, "Error while checking annotation permissions")
    if not sent.get("text"):
        return message(400, "Failed to save annotation")
    line = add(state, sent | {"dashboardUID": board}, call.who)
    return answer({"id": line["id"], "message": "Annotation added"})


def _uid_of(state: State, number: object) -> str | None:
    """The dashboard of a number; empty for none, None for one that is not there."""
    if not number:
        return ""
    return next((each.name for each in state.dashboards.values() if each.ident == number), None)


def add(state: State, sent: Json, who: Identity) -> Json:
    """Keep an annotation; a region that ends before it begins is turned round."""
    now = state.clock.milliseconds()
    start = sent.get("time") or now
    times = sorted((start, sent.get("timeEnd") or start))
    board = sent.get("dashboardUID") or ""
    stored = state.dashboards.get(board)
    state.root.last_annotation += 1
    line: Json = {
        "id": state.root.last_annotation,
        "dashboardUID": board,
        "created": now,
        "updated": now,
        "time": times[0],
        "timeEnd": times[1],
        "text": sent["text"],
        "login": who.login,
        "email": who.email,
        "avatarUrl": avatar(who.email),
        "data": sent.get("data") or {},
    }
    line |= {"dashboardId": stored.ident} if stored else {}
    line |= {"tags": sent["tags"]} if sent.get("tags") else {}
    line |= {"panelId": sent["panelId"]} if sent.get("panelId") else {}
    state.annotations.append(line)
    return line


@route("POST", PATH + "/graphite")
def graphite(call: Call) -> Answer:
    """Write one down as Graphite does."""
    require(call, "annotations:create")
    sent = call.request.object
    text = f"{sent.get('what', '')}\n{sent['data']}" if sent.get("data") else str(sent.get("what", ""))
    tags = sent.get("tags") or []
    tags = tags.split(" ") if isinstance(tags, str) else tags
    wanted: Json = {"text": text, "tags": tags, "time": int(sent.get("when") or 0) * 1000}
    return answer({"id": add(call.state, wanted, call.who)["id"], "message": "Graphite annotation added"})


def _visible(call: Call, line: Json) -> bool:
    """Those of a dashboard that is gone are hidden; legacy storage looks for it by number."""
    if not line["dashboardUID"]:
        return True
    stored = call.state.dashboards.get(line["dashboardUID"])
    if stored is None or (not call.state.mode.unified and stored.ident != line.get("dashboardId")):
        return False
    return permitted(call.state, call.who, stored, VIEW)


@route("GET", PATH)
def lines(call: Call) -> Answer:
    """Those that overlap a time range, of a dashboard, with the tags asked for; newest first, without pages."""
    request = call.request
    start, end = int(request.first("from") or 0), int(request.first("to") or 2**62)
    tags, board = set(request.query.get("tags", [])), request.first("dashboardUID")
    alerts = {"alert": True, "annotation": False}.get(request.first("type"))
    enough = any if request.first("matchAny") == "true" else all
    found = [
        line
        for line in call.state.annotations
        if line["timeEnd"] >= start
        and line["time"] <= end
        and (not board or line["dashboardUID"] == board)
        and (not tags or enough(tag in line.get("tags", []) for tag in tags))
        and alerts in {None, "alertId" in line}
        and _visible(call, line)
    ]
    found.sort(key=lambda line: (-line["timeEnd"], -line["time"], -line["id"]))
    return answer(found[: int(request.first("limit") or 0) or DEFAULT_LIMIT])


@route("GET", PATH + "/tags")
def tags(call: Call) -> Answer:
    """All tags, and how often each stands there."""
    everything = [tag for line in call.state.annotations for tag in line.get("tags", [])]
    counted = [{"tag": tag, "count": everything.count(tag)} for tag in sorted(set(everything))]
    return answer({"result": {"tags": counted}})


def _find(call: Call) -> Json:
    for line in call.state.annotations:
        if str(line["id"]) == call["ident"]:
            return line
    raise RefusedError(message(404, "Annotation not found"))


@route("GET", PATH + "/{ident}")
def get(call: Call) -> Answer:
    """One of them."""
    return answer(_find(call))


@route("PUT", PATH + "/{ident}")
def put(call: Call) -> Answer:
    """Replace; an end that is not sent stays."""
    _change(call, ("text", "tags", "time", "timeEnd", "data"))
    return message(200, "Annotation updated")


@route("PATCH", PATH + "/{ident}")
def patch(call: Call) -> Answer:
    """Change what is sent."""
    _change(call, ("text", "tags", "time", "timeEnd", "data"))
    return message(200, "Annotation patched")


def _change(call: Call, keys: tuple[str, ...]) -> None:
    if call.who.role == "Viewer":
        raise denied("annotations:write")
    line, sent = _find(call), call.request.object
    line |= {key: sent[key] for key in keys if sent.get(key)}
    line["updated"] = call.state.clock.milliseconds()


@route("DELETE", PATH + "/{ident}")
def delete(call: Call) -> Answer:
    """Take one back; a missing one is no error."""
    if call.who.role == "Viewer":
        raise denied("annotations:delete")
    call.state.annotations[:] = [line for line in call.state.annotations if str(line["id"]) != call["ident"]]
    return message(200, "Annotation deleted")
