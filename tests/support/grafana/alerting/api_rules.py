"""Alert rules: /api/v1/provisioning/alert-rules and rule-groups."""

from support.grafana.access import VIEW, denied, permitted
from support.grafana.alerting import groups, rules
from support.grafana.alerting.content import API
from support.grafana.alerting.durations import tidy
from support.grafana.alerting.nodes import shown_query
from support.grafana.clock import ZERO_TIME
from support.grafana.roles import require_any
from support.grafana.routing import Call, route
from support.grafana.wire import Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/alert-rules"
GROUP = "/api/v1/provisioning/folder/{folder}/rule-groups/{group}"
_WRITERS = ("alert.provisioning:write", "alert.rules.provisioning:write")
_READ = (
    "any of alert.provisioning:read, alert.rules.provisioning:read, alert.provisioning.secrets:read, "
    "all of alert.rules:read, folders:read"
)
_WRITE = (
    "any of alert.provisioning:write, alert.rules.provisioning:write, all of alert.rules:read, folders:read, "
    "alert.provisioning.provenance:write, any of alert.rules:write, alert.rules:create, alert.rules:delete"
)


def provenance(call: Call) -> str:
    """How what is written shall be marked: by the API, unless the request says otherwise."""
    return "" if call.request.headers.get("x-disable-provenance") else API


def _check_writer(call: Call) -> None:
    require_any(call, (*_WRITERS, "alert.rules:write"), _WRITE)


def shown(call: Call, rule: Json, *, told: bool = True) -> Json:
    """A rule as it is read; a group never tells the provenance."""
    body: Json = {
        "id": rule["id"],
        "uid": rule["uid"],
        "orgID": call.state.org,
        "folderUID": rule["folder"],
        "ruleGroup": rule["group"],
        "title": rule["title"],
        "condition": rule["condition"],
        "data": rule["data"],
        "updated": seconds(rule["updated"]),
        "noDataState": rule["noDataState"],
        "execErrState": rule["execErrState"],
        "for": rule["for"],
        "keep_firing_for": rule["keep_firing_for"],
        "isPaused": rule["isPaused"],
        "notification_settings": rule["notification_settings"],
        "record": rule["record"],
    }
    optional = {"annotations": rule["annotations"], "labels": rule["labels"]}
    optional |= {"provenance": rule["provenance"] if told else "", "missingSeriesEvalsToResolve": rule["missing"]}
    return body | {key: value for key, value in optional.items() if value}


def seconds(stamp: str) -> str:
    """A time without its fraction."""
    return stamp.partition(".")[0].removesuffix("Z") + "Z"


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """Every rule in the folders that the caller may see, and at the root; there are no pages."""
    return answer([shown(call, rule) for rule in rules.ordered(call.state) if _visible(call, rule["folder"])])


def _visible(call: Call, uid: str) -> bool:
    folder = call.state.folders.get(uid)
    return folder is None or permitted(call.state, call.who, folder, VIEW)


def _find(call: Call) -> Json:
    found = call.state.alerting.rules.get(call["uid"])
    if found is None:
        raise RefusedError(Answer(404, b"", ""))
    return found


@route("GET", PATH + "/{uid}")
def get(call: Call) -> Answer:
    """One rule; the 404 says nothing."""
    rule = _find(call)
    uid = rule["folder"]
    if not _visible(call, uid):
        scope = f"scopes:folders:uid:{uid}"
        extra = {"permissions": f"all(action:alert.rules:read {scope} action:folders:read {scope})"}
        text = f"user is not authorized to access rules in folder '{uid}'"
        return answer({"statusCode": 403, "messageId": "alerting.unauthorized", "message": text, "extra": extra}, 403)
    return answer(shown(call, rule))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create one, in the interval of its group."""
    _check_writer(call)
    state, sent = call.state, call.request.object
    rule = rules.parsed(sent, str(sent.get("folderUID") or ""), str(sent.get("ruleGroup") or ""))
    rules.check_folder(state, rule["folder"])
    rules.check_uid(rule["uid"])
    rules.check_settings(state, [rule])
    rules.check_rule(rule, rule["group"])
    others = rules.group(state, rule["folder"], rule["group"])
    interval = others[0]["interval"] if others else rules.DEFAULT_INTERVAL
    made = rules.add(state, rule, call.who, provenance(call), interval)
    return answer(shown(call, made) | {"updated": made["updated"]}, 201)


@route("PUT", PATH + "/{uid}")
def put(call: Call) -> Answer:
    """Replace one; what the API or a file made cannot become nobody's."""
    _check_writer(call)
    state, sent, rule = call.state, call.request.object, _find(call)
    given = provenance(call)
    if rule["provenance"] not in {"", given}:
        return message(500, "Internal Server Error")
    new = rules.parsed(sent, str(sent.get("folderUID") or ""), str(sent.get("ruleGroup") or ""))
    rules.check_folder(state, new["folder"])
    rules.check_settings(state, [new])
    rules.check_rule(new, new["group"])
    rules.change(state, rule, new, call.who, given)
    return answer(shown(call, rule) | {"updated": rule["updated"]})


@route("DELETE", PATH + "/{uid}")
def delete(call: Call) -> Answer:
    """Delete one; a missing one is no error."""
    _check_writer(call)
    rule = call.state.alerting.rules.get(call["uid"])
    if rule is not None:
        rules.check_provenance([rule], provenance(call), "delete")
        rules.remove(call.state, rule)
    return Answer(204, b"")


@route("GET", GROUP)
def get_group(call: Call) -> Answer:
    """One group with its interval."""
    if not _visible(call, call["folder"]):
        raise denied(_READ)
    found = rules.group(call.state, call["folder"], call["group"])
    if not found:
        raise rules.not_found()
    body = {"title": call["group"], "folderUid": call["folder"], "interval": found[0]["interval"]}
    return answer({**body, "rules": [shown(call, rule, told=False) for rule in found]})


@route("PUT", GROUP)
def put_group(call: Call) -> Answer:
    """Replace one; the answer repeats what was sent."""
    _check_writer(call)
    sent, folder, name = call.request.object, call["folder"], call["group"]
    interval = int(sent.get("interval") or 0)
    rules.check_group(call.state, folder, interval)
    wanted = [rules.parsed(rule, folder, name) for rule in sent.get("rules") or []]
    groups.replace(call.state, groups.Place(folder, name, interval), wanted, call.who, provenance(call))
    body = {"title": name, "folderUid": folder, "interval": interval}
    return answer({**body, "rules": [_echo(rule) for rule in sent.get("rules") or []]})


@route("PUT", "/api/v1/provisioning/folder//rule-groups/{group}")
def put_nowhere(call: Call) -> Answer:
    """A group without a folder."""
    rules.check_folder(call.state, "")
    return message(400, "")


def _echo(sent: Json) -> Json:
    """A rule as it was sent, every key in it."""
    body: Json = {
        "id": sent.get("id", 0),
        "uid": sent.get("uid", ""),
        "orgID": sent.get("orgID", sent.get("orgId", 0)),
        "folderUID": sent.get("folderUID", ""),
        "ruleGroup": sent.get("ruleGroup", ""),
        "title": sent.get("title", ""),
        "condition": sent.get("condition", ""),
        "data": [shown_query(query) for query in sent.get("data") or []],
        "updated": sent.get("updated", ZERO_TIME),
        "noDataState": sent.get("noDataState", ""),
        "execErrState": sent.get("execErrState", ""),
        "for": tidy(sent.get("for")),
        "keep_firing_for": tidy(sent.get("keep_firing_for")),
        "isPaused": bool(sent.get("isPaused")),
        "notification_settings": sent.get("notification_settings"),
        "record": sent.get("record"),
    }
    optional = ("annotations", "labels", "missingSeriesEvalsToResolve")
    return body | {key: sent[key] for key in optional if sent.get(key)}


@route("DELETE", GROUP)
def delete_group(call: Call) -> Answer:
    """Delete one."""
    _check_writer(call)
    found = rules.group(call.state, call["folder"], call["group"])
    if not found:
        raise rules.not_found()
    rules.check_provenance(found, provenance(call), "delete")
    for rule in found:
        rules.remove(call.state, rule)
    return Answer(204, b"")
