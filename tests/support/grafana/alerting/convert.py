"""Rules imported from Prometheus: /api/convert/prometheus. They can be given back as they came."""

import uuid

import yaml
from support.grafana import folders
from support.grafana.alerting import groups, rules
from support.grafana.alerting.content import CONVERTED
from support.grafana.alerting.durations import milliseconds, tidy, written
from support.grafana.alerting.export import YAML_TYPE, to_yaml
from support.grafana.alerting.nodes import stored_query
from support.grafana.datasources import by_uid
from support.grafana.folders import Wish
from support.grafana.roles import require
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import Stored
from support.grafana.wire import Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

PATH = "/api/convert/prometheus/config/v1/rules"
LABEL = "__converted_prometheus_rule__"
_DONE = {"status": "success", "errorType": "", "error": ""}
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NOTHING: Json = {"basicAuth": False, "withCredentials": False, "isDefault": False, "readOnly": False}
_EXPRESSIONS: Json = {
    **_NOTHING,
    **dict.fromkeys(("access", "apiVersion", "basicAuthUser", "database", "url", "user"), ""),
    **dict.fromkeys(("created", "updated"), "0001-01-01T00:00:00Z"),
    **dict.fromkeys(("name", "type", "uid"), "__expr__"),
    "IsPrunable": False,
    "id": -100,
    "jsonData": {},
    "secureJsonData": {},
}


def folder_uid(title: str, org: int) -> str:
    """The uid of a folder that an import makes: a hash of its title, so that it is the same everywhere."""
    number = 0xCBF29CE484222325
    for byte in b"\0" + title.encode() + b"\0" + str(org).encode():
        number = (number ^ byte) * 0x100000001B3 % 2**64
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _LETTERS[digit] + digits
    return f"alerting-{digits}"


def _folder(call: Call, title: str) -> Stored:
    state = call.state
    known = (each for each in state.folders.values() if each.now.title == title and not each.now.folder)
    found = next(known, None)
    if found is None:
        uid = folder_uid(title, state.org)
        wish = Wish(uid=uid, title=title, annotations={}, labels={}, sent={"title": title, "description": ""})
        found = folders.create(state, wish, call.who)
    return found


@route("POST", PATH + "/{title}")
def post(call: Call) -> Answer:
    """Import one group into a folder, by its title; again gives the same uids."""
    require(call, "alert.rules:create")
    state = call.state
    source = by_uid(state, call.request.headers.get("x-grafana-alerting-datasource-uid", ""))
    if source is None:
        return message(400, "data source not found")
    sent = call.request.json if isinstance(call.request.json, dict) else yaml.safe_load(call.request.body)
    folder = _folder(call, call["title"])
    name, interval = str(sent.get("name", "")), milliseconds(sent.get("interval") or "1m") // 1000
    wanted = []
    for index, rule in enumerate(sent.get("rules") or []):
        uid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{state.org}|{folder.name}|{name}|{index}"))
        wanted.append(_converted(rule, source) | {"uid": uid, "folder": folder.name, "group": name})
    groups.replace(state, groups.Place(folder.name, name, interval), wanted, call.who, CONVERTED)
    return answer(_DONE, 202)


def _converted(rule: Json, source: Json) -> Json:
    recorded = rule.get("record")
    data = [_query(str(rule.get("expr", "")), source), *([] if recorded else _nodes())]
    record = {"metric": recorded, "from": "query", "target_datasource_uid": source["uid"]} if recorded else None
    return {
        "title": str(recorded or rule.get("alert") or ""),
        "condition": data[-1]["refId"],
        "data": [stored_query(query) for query in data],
        "noDataState": "OK",
        "execErrState": "OK",
        "for": tidy(rule.get("for")),
        "keep_firing_for": tidy(rule.get("keep_firing_for")),
        "annotations": rule.get("annotations") or {},
        "labels": {**(rule.get("labels") or {}), LABEL: "true"},
        "isPaused": False,
        "notification_settings": None,
        "record": record,
        "missing": None if recorded else 1,
        "original": yaml.safe_dump(rule, sort_keys=False),
    }


def _query(expr: str, source: Json) -> Json:
    model = {
        "datasource": {"type": source["type"], "uid": source["uid"]},
        "expr": expr,
        "instant": True,
        "range": False,
    }
    times = {"from": 660, "to": 60}
    return {
        "refId": "query",
        "queryType": source["type"],
        "relativeTimeRange": times,
        "datasourceUid": source["uid"],
        "model": model | {"refId": "query"},
    }


def _nodes() -> list[Json]:
    number = {"expression": "is_number($query) || is_nan($query) || is_inf($query)"}
    above = {"expression": "prometheus_math", "conditions": [{"evaluator": {"params": [0], "type": "gt"}}]}
    return [_node("prometheus_math", "math", number), _node("threshold", "threshold", above)]


def _node(name: str, kind: str, more: Json) -> Json:
    model = {"datasource": _EXPRESSIONS, "refId": name, "type": kind, **more}
    return {"refId": name, "queryType": kind, "datasourceUid": "__expr__", "model": model}


@route("GET", PATH)
def list_all(call: Call) -> Answer:
    """The originals of all imported rules, as YAML."""
    if "application/json" in call.request.headers.get("accept", ""):
        return answer(_originals(call.state))
    return Answer(200, to_yaml(_originals(call.state)), YAML_TYPE)


def _originals(state: State) -> Json:
    found: Json = {}
    for rule in rules.ordered(state):
        folder = state.folders.get(rule["folder"])
        if not rule["original"] or folder is None:
            continue
        inside = found.setdefault(folder.now.title, [])
        group = next((each for each in inside if each["name"] == rule["group"]), None)
        if group is None:
            group = {"name": rule["group"], "interval": written(rule["interval"] * 1000), "rules": []}
            inside.append(group)
        group["rules"].append(yaml.safe_load(rule["original"]))
    return found


@route("DELETE", PATH + "/{title}/{group}")
def delete(call: Call) -> Answer:
    """Take an imported group back; its folder stays."""
    require(call, "alert.rules:delete")
    for folder in call.state.folders.values():
        if folder.now.title == call["title"]:
            found = rules.group(call.state, folder.name, call["group"])
            for rule in found:
                rules.remove(call.state, rule)
            return answer(_DONE, 202)
    raise RefusedError(message(404, "folder not found"))
