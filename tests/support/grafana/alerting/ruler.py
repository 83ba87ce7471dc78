"""Alert rules as the browser reads and writes them: /api/ruler/grafana."""

from support.grafana.access import EDIT, VIEW, denied, listed, permitted
from support.grafana.alerting import groups, rules
from support.grafana.alerting.api_rules import seconds
from support.grafana.alerting.content import API, CONVERTED, FILE
from support.grafana.alerting.durations import milliseconds, tidy, written
from support.grafana.alerting.nodes import stored_query
from support.grafana.alerting.paths import title_path
from support.grafana.datasources import by_uid
from support.grafana.identity import Identity
from support.grafana.roles import actions
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import Stored
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

PATH = "/api/ruler/grafana/api/v1"


def shown(rule: Json, *, told: bool = True) -> Json:
    """A rule as the ruler tells it."""
    alert: Json = {
        "title": rule["title"],
        "condition": rule["condition"],
        "data": rule["data"],
        "updated": seconds(rule["updated"]),
        "updated_by": rule["updated_by"],
        "intervalSeconds": rule["interval"],
        "version": rule["version"],
        "uid": rule["uid"],
        "namespace_uid": rule["folder"],
        "rule_group": rule["group"],
        "no_data_state": rule["noDataState"],
        "exec_err_state": rule["execErrState"],
        "is_paused": rule["isPaused"],
        "metadata": {"editor_settings": rule["editor"]},
        "guid": rule["guid"],
    }
    optional = {
        "provenance": rule["provenance"] if told else "",
        "notification_settings": rule["notification_settings"],
    }
    optional |= {"record": rule["record"], "missing_series_evals_to_resolve": rule["missing"]}
    alert |= {key: value for key, value in optional.items() if value}
    body: Json = {"expr": "", "for": rule["for"], "keep_firing_for": rule["keep_firing_for"], "grafana_alert": alert}
    return body | {key: rule[key] for key in ("labels", "annotations") if rule[key]}


def _groups(found: list[Json]) -> list[Json]:
    """Rules in their groups."""
    names = dict.fromkeys(rule["group"] for rule in found)
    return [_group(name, [rule for rule in found if rule["group"] == name]) for name in names]


def _group(name: str, found: list[Json]) -> Json:
    interval = written(found[0]["interval"] * 1000)
    return {"name": name, "interval": interval, "rules": [shown(rule) for rule in found]}


def _visible(call: Call) -> list[tuple[Stored, list[Json]]]:
    """Folders with rules that the caller may see; rules at the root are in none."""

    def seen(state: State, who: Identity, folder: Stored) -> bool:
        return permitted(state, who, folder, VIEW)

    everything = rules.ordered(call.state)
    uids = dict.fromkeys(rule["folder"] for rule in everything)
    folders = [call.state.folders[uid] for uid in uids if uid in call.state.folders]
    return [
        (folder, [rule for rule in everything if rule["folder"] == folder.name])
        for folder in folders
        if (listed if call.state.mode.unified else seen)(call.state, call.who, folder)
    ]


@route("GET", PATH + "/rules")
def list_all(call: Call) -> Answer:
    """All groups by the path of their folder; or what was deleted."""
    if call.request.first("deleted"):
        gone = [shown(rule, told=False) for rule in call.state.alerting.deleted]
        for rule, kept in zip(gone, call.state.alerting.deleted, strict=True):
            rule["grafana_alert"] |= {"uid": "", "version": kept["changed"]}
        interval = written(call.state.alerting.deleted[0]["interval"] * 1000) if gone else ""
        return answer({"": [{"name": "", "interval": interval, "rules": gone}]} if gone else {})
    return answer({title_path(call.state, folder): _groups(found) for folder, found in _visible(call)})


@route("GET", PATH + "/rules/{folder}")
def in_folder(call: Call) -> Answer:
    """The groups of one folder."""
    for folder, found in _visible(call):
        if folder.name == call["folder"]:
            return answer({title_path(call.state, folder): _groups(found)}, 202)
    if call["folder"] not in call.state.folders:
        return message(404, "folder not found")
    return answer({}, 202)


@route("GET", PATH + "/rules/{folder}/{group}")
def one_group(call: Call) -> Answer:
    """One group."""
    found = rules.group(call.state, call["folder"], call["group"])
    if not found:
        raise rules.not_found()
    return answer(_group(call["group"], found), 202)


@route("GET", PATH + "/rule/{uid}")
def one(call: Call) -> Answer:
    """One rule."""
    found = call.state.alerting.rules.get(call["uid"])
    if found is None:
        raise rules.not_found()
    return answer(shown(found))


@route("GET", PATH + "/rule/{uid}/versions")
def versions(call: Call) -> Answer:
    """The present state of one rule; of older ones nobody reads."""
    found = call.state.alerting.rules.get(call["uid"])
    return answer([shown(found, told=False)] if found else [])


def _check_writer(call: Call, folder: Stored) -> None:
    if "alert.rules:write" not in actions(call.who) or not permitted(call.state, call.who, folder, EDIT):
        raise denied("alert.rules:write")


def parsed(sent: Json, folder: str, name: str) -> Json:
    """A rule as the ruler takes it, as it will be kept."""
    alert = sent.get("grafana_alert") or {}
    return {
        "uid": str(alert.get("uid") or ""),
        "folder": folder,
        "group": name,
        "title": str(alert.get("title") or ""),
        "condition": str(alert.get("condition") or ""),
        "data": [stored_query(query) for query in alert.get("data") or []],
        "noDataState": str(alert.get("no_data_state") or ""),
        "execErrState": str(alert.get("exec_err_state") or ""),
        "for": tidy(sent.get("for")),
        "keep_firing_for": tidy(sent.get("keep_firing_for")),
        "annotations": sent.get("annotations") or {},
        "labels": sent.get("labels") or {},
        "isPaused": bool(alert.get("is_paused")),
        "notification_settings": alert.get("notification_settings"),
        "record": alert.get("record"),
        "missing": alert.get("missing_series_evals_to_resolve") or None,
        "editor": rules.EDITOR | ((alert.get("metadata") or {}).get("editor_settings") or {}),
    }


def _wrong(state: State, rule: Json, sent: Json) -> str:
    """What the ruler refuses of a rule: data sources that are not there, and of a new one whatever is left out."""
    for query in rule["data"]:
        if query["datasourceUid"] != "__expr__" and by_uid(state, query["datasourceUid"]) is None:
            return (
                f"invalid alert rule '{rule['title']}': failed to build query '{query['refId']}': data source not found"
            )
    alert = sent.get("grafana_alert") or {}
    wrong = {
        "field `missing_series_evals_to_resolve` must be greater than 0": "missing_series_evals_to_resolve"
        not in alert,
        "field `keep_firing_for` cannot be negative": "keep_firing_for" not in sent,
        "field `for` cannot be negative": "for" not in sent,
    }
    text = next((text for text, holds in wrong.items() if holds), "") if rule["uid"] not in state.alerting.rules else ""
    return f"failed to add rules: invalid alert rule: {text}" if text else ""


@route("POST", PATH + "/rules/{folder}")
def post(call: Call) -> Answer:
    """Replace a group as the browser does; refused where the API, a file or an import made it."""
    state, sent, uid = call.state, call.request.object, call["folder"]
    folder = state.folders.get(uid)
    if folder is None:
        return message(404, "folder not found")
    _check_writer(call, folder)
    name, interval = str(sent.get("name") or ""), milliseconds(sent.get("interval") or "1m") // 1000
    start = "failed to update rule group"
    locked = {rule["provenance"] for rule in rules.group(state, uid, name)} & {API, FILE, CONVERTED}
    if locked:
        key = f"{{orgID: {state.org}, namespaceUID: {uid}, groupName: {name}}}"
        text = f"request affects resources created via provisioning API: alert rule group [{key}]"
        return message(400, f"{start}: {text}")
    wanted = [parsed(rule, uid, name) for rule in sent.get("rules") or []]
    for rule, told in zip(wanted, sent.get("rules") or [], strict=True):
        wrong = _wrong(state, rule, told)
        if wrong:
            return message(400, f"{start}: {wrong}")
    done = groups.replace(state, groups.Place(uid, name, interval), wanted, call.who, "")
    changed = {key: uids for key, uids in done.items() if uids}
    return message(202, "rule group updated successfully", **changed)


@route("DELETE", PATH + "/rules/{folder}/{group}")
def delete(call: Call) -> Answer:
    """Delete a group."""
    folder = call.state.folders.get(call["folder"])
    found = rules.group(call.state, call["folder"], call["group"])
    if folder is None or not found:
        raise rules.not_found()
    _check_writer(call, folder)
    if any(rule["provenance"] for rule in found):
        return message(400, "request affects resources created via provisioning API")
    for rule in found:
        rules.remove(call.state, rule)
    return message(202, "rules deleted")
