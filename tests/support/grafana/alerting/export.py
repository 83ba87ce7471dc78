"""Exports for provisioning files, as JSON or YAML: rules, contact points, policies."""

from collections.abc import Iterator

import yaml
from support.grafana import wire
from support.grafana.alerting import rules
from support.grafana.alerting.durations import written
from support.grafana.alerting.paths import title_path
from support.grafana.routing import Call, route
from support.grafana.wire import Answer

from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/"
YAML_TYPE = "text/yaml"


def to_yaml(value: Json) -> bytes:
    """YAML as Go writes it: four blanks deeper each time, the rest of a list's item under its first key."""
    return ("\n".join(_lines(value, 0) if value else ["{}"]) + "\n").encode()


def _lines(value: object, column: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _entry(" " * column + f"{_scalar(key)}:", child, column)
    elif isinstance(value, list):
        for child in value:
            first, *rest = _lines(child, column + 2)
            yield " " * column + "- " + first[column + 2 :]
            yield from rest
    else:
        yield " " * column + _scalar(value)


def _entry(head: str, child: object, column: int) -> Iterator[str]:
    if isinstance(child, dict | list) and child:
        yield head
        yield from _lines(child, (column // 4 + 1) * 4)
    else:
        yield f"{head} {_scalar(child)}"


def _scalar(value: object) -> str:
    return yaml.safe_dump(value, default_flow_style=True, width=10**6).removesuffix("...\n").strip()


def answer(call: Call, body: Json) -> Answer:
    """An export in the form that was asked for; YAML if none."""
    if call.request.first("format") == "json":
        return wire.answer(body)
    return Answer(200, to_yaml(body), YAML_TYPE)


@route("GET", PATH + "alert-rules/export")
def alert_rules(call: Call) -> Answer:
    """All rules in their groups."""
    found = rules.ordered(call.state)
    keys = dict.fromkeys((rule["folder"], rule["group"]) for rule in found)
    groups = [_group(call, folder, name, told=True) for folder, name in keys]
    return answer(call, {"apiVersion": 1, "groups": groups})


@route("GET", PATH + "folder/{folder}/rule-groups/{group}/export")
def one_group(call: Call) -> Answer:
    """One group; of its folder nothing is told."""
    return answer(call, {"apiVersion": 1, "groups": [_group(call, call["folder"], call["group"], told=False)]})


def _group(call: Call, uid: str, name: str, *, told: bool) -> Json:
    folder = call.state.folders.get(uid)
    found = rules.group(call.state, uid, name)
    return {
        "orgId": call.state.org,
        "name": name,
        "folder": title_path(call.state, folder) if folder and told else "",
        "interval": written(found[0]["interval"] * 1000) if found else "0s",
        "rules": [_rule(rule) for rule in found],
    }


def _rule(rule: Json) -> Json:
    body: Json = {"uid": rule["uid"], "title": rule["title"]}
    alerting = not rule["record"]
    body |= {"condition": rule["condition"]} if alerting else {}
    body["data"] = [_query(query) for query in rule["data"]]
    notes = rule["annotations"]
    if notes.get("__dashboardUid__"):
        body |= {"dashboardUid": notes["__dashboardUid__"], "panelId": int(notes.get("__panelId__") or 0)}
    if alerting:
        body |= {"noDataState": rule["noDataState"], "execErrState": rule["execErrState"], "for": rule["for"]}
    optional = {
        "keepFiringFor": rule["keep_firing_for"] if rule["keep_firing_for"] != "0s" else "",
        "annotations": notes,
        "labels": rule["labels"],
    }
    body |= {key: value for key, value in optional.items() if value} | {"isPaused": rule["isPaused"]}
    body |= {"notification_settings": rule["notification_settings"]} if rule["notification_settings"] else {}
    if rule["record"]:
        record = rule["record"]
        target = {"targetDatasourceUid": record["target_datasource_uid"]} if record.get("target_datasource_uid") else {}
        body["record"] = {"metric": record["metric"], "from": record["from"], **target}
    return body | ({"missing_series_evals_to_resolve": rule["missing"]} if rule["missing"] else {})


def _query(query: Json) -> Json:
    body = {key: value for key, value in query.items() if value != ""}
    return body | {"model": dict(sorted(query["model"].items()))} if "model" in body else body
