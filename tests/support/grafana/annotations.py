"""Annotations: /api/annotations."""

from support.grafana.access import denied
from support.grafana.avatars import avatar
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

PATH = "/api/annotations"


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Write one down, of the organisation or of a dashboard."""
    if call.who.role == "Viewer":
        raise denied("annotations:create")
    state, sent = call.state, call.request.object
    board = sent.get("dashboardUID", "")
    if board and board not in state.dashboards:
        return message(500, "Error while checking annotation permissions")
    if not sent.get("text"):
        return message(400, "Failed to save annotation")
    now = state.clock.milliseconds()
    start = sent.get("time") or now
    times = sorted((start, sent.get("timeEnd") or start))
    line: Json = {
        "id": max([each["id"] for each in state.annotations], default=0) + 1,
        "dashboardUID": board,
        "created": now,
        "updated": now,
        "time": times[0],
        "timeEnd": times[1],
        "text": sent["text"],
        "login": call.who.login,
        "email": call.who.email,
        "avatarUrl": avatar(call.who.email),
        "data": sent.get("data") or {},
    }
    line |= {"tags": sent["tags"]} if sent.get("tags") else {}
    line |= {"panelId": sent["panelId"]} if sent.get("panelId") else {}
    state.annotations.append(line)
    return answer({"id": line["id"], "message": "Annotation added"})


@route("GET", PATH)
def lines(call: Call) -> Answer:
    """Those within a time range, of a dashboard, with all the tags asked for; newest first."""
    request = call.request
    start, end = int(request.first("from") or 0), int(request.first("to") or 2**62)
    tags, board = set(request.query.get("tags", [])), request.first("dashboardUID")
    found = [
        line
        for line in call.state.annotations
        if line["timeEnd"] >= start
        and line["time"] <= end
        and (not board or line["dashboardUID"] == board)
        and tags <= set(line.get("tags", []))
        and request.first("type") != "alert"
    ]
    found.sort(key=lambda line: (-line["timeEnd"], line["time"]))
    return answer(found[: int(request.first("limit") or 100)])


@route("DELETE", PATH + "/{ident}")
def delete(call: Call) -> Answer:
    """Take one back."""
    kept = [line for line in call.state.annotations if str(line["id"]) != call["ident"]]
    if len(kept) == len(call.state.annotations):
        return message(404, "Annotation not found")
    call.state.annotations[:] = kept
    return message(200, "Annotation deleted")
