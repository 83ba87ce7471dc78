"""Links from one data source to another: /api/datasources/correlations."""

from support.grafana.datasources import NOT_FOUND, PATH, by_uid, check_admin, find
from support.grafana.identity import short_uid
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.wire import Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

ONE = PATH + "/uid/{uid}/correlations/{correlation}"
LARGEST = 1000
LOCKED = "Correlation can only be edited via provisioning"


@route("GET", PATH + "/correlations")
def correlations(call: Call) -> Answer:
    """A page of them; those whose source or target is gone are counted but not shown."""
    limit, page = int(call.request.first("limit") or 100), int(call.request.first("page") or 1)
    limit = min(limit, LARGEST)
    sources = set(call.request.query.get("sourceUID", []))
    known = [line for line in call.state.correlations if not sources or line["sourceUID"] in sources]
    shown = [line for line in known if _whole(call.state, line)][(page - 1) * limit : page * limit]
    return answer({"correlations": shown, "totalCount": len(known), "page": page, "limit": limit})


def _whole(state: State, line: Json) -> bool:
    target = line["targetUID"]
    return by_uid(state, line["sourceUID"]) is not None and (target is None or by_uid(state, target) is not None)


@route("GET", PATH + "/uid/{uid}/correlations")
def of_source(call: Call) -> Answer:
    """Those of one data source."""
    uid = find(call)["uid"]
    return answer([each for each in call.state.correlations if each["sourceUID"] == uid and _whole(call.state, each)])


@route("POST", PATH + "/uid/{uid}/correlations")
def post(call: Call) -> Answer:
    """Make one; never refused because there is such a one, always with a new uid."""
    check_admin(call, "datasources:write")
    source, sent = find(call), call.request.object
    target = sent.get("targetUID")
    if target and by_uid(call.state, target) is None:
        return message(404, NOT_FOUND)
    line: Json = {
        "uid": short_uid(),
        "sourceUID": source["uid"],
        "orgId": call.state.org,
        "targetUID": target,
        "label": sent.get("label", ""),
        "description": sent.get("description", ""),
        "config": sent.get("config", {}),
        "provisioned": bool(sent.get("provisioned")),
        "type": sent.get("type", "query"),
    }
    call.state.correlations.append(line)
    return answer({"result": line, "message": "Correlation created"})


def _one(call: Call) -> Json:
    source = find(call)
    for line in call.state.correlations:
        if line["uid"] == call["correlation"] and line["sourceUID"] == source["uid"]:
            return line
    raise RefusedError(message(404, "Correlation not found"))


@route("GET", ONE)
def get(call: Call) -> Answer:
    """One of them."""
    return answer(_one(call))


@route("PATCH", ONE)
def patch(call: Call) -> Answer:
    """Change label, description or parts of the config."""
    check_admin(call, "datasources:write")
    line, sent = _one(call), call.request.object
    if line["provisioned"]:
        return message(403, LOCKED)
    if not any(sent.get(key) is not None for key in ("label", "description", "config")):
        return message(400, "At least one of label, description or config is required")
    line |= {key: sent[key] for key in ("label", "description", "type") if sent.get(key) is not None}
    line["config"] = {**line["config"], **(sent.get("config") or {})}
    return answer({"result": line, "message": "Correlation updated"})


@route("DELETE", ONE)
def delete(call: Call) -> Answer:
    """Take one away, unless a file made it or somebody said so."""
    check_admin(call, "datasources:write")
    line = _one(call)
    if line["provisioned"]:
        return message(403, LOCKED)
    call.state.correlations.remove(line)
    return message(200, "Correlation deleted")
