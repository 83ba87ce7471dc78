"""How are alert rules kept, put into groups and taken out of them?"""

import copy
import re
import uuid
from collections.abc import Iterable

from support.grafana.alerting.content import API, CONVERTED
from support.grafana.alerting.durations import spelled, tidy
from support.grafana.alerting.nodes import stored_query
from support.grafana.identity import Identity, short_uid
from support.grafana.state import State
from support.grafana.wire import RefusedError, answer, errutil, message

from scripts.jsonvalue import Json

STEP = 10
"""The scheduler's interval in seconds; every group's is a multiple of it."""
DEFAULT_INTERVAL = 60
LONGEST = 190
_UID = re.compile(r"[a-zA-Z0-9\-_]*")
_STATES = {"noDataState": "NoData", "execErrState": "Error"}
EDITOR = {"simplified_query_and_expressions_section": False, "simplified_notifications_section": False}


def ordered(state: State) -> list[Json]:
    """All rules, by folder, group, place in the group and number."""
    return sorted(state.alerting.rules.values(), key=place)


def place(rule: Json) -> tuple[str, str, int, int]:
    """Where a rule stands."""
    return rule["folder"], rule["group"], rule["index"], rule["id"]


def group(state: State, folder: str, name: str) -> list[Json]:
    """The rules of one group, in their order."""
    return [rule for rule in ordered(state) if rule["folder"] == folder and rule["group"] == name]


def invalid(text: str) -> RefusedError:
    """A 400 that says what is wrong with a rule."""
    return RefusedError(message(400, text))


def check_group(state: State, folder: str, interval: int) -> None:
    """Refuse an interval that the scheduler does not know, and a folder that is not there.

    Raises:
        RefusedError: 400.
    """
    if interval <= 0 or interval % STEP:
        text = f"interval ({spelled(interval)}) should be non-zero and divided exactly by scheduler interval: {STEP}"
        raise invalid(f"invalid alert rule: {text}")
    check_folder(state, folder)


def check_folder(state: State, folder: str) -> None:
    """Refuse a folder that is not there; the root passes, though nobody will see the rule.

    Raises:
        RefusedError: 400.
    """
    if not folder:
        raise invalid("invalid alert rule: folderUID must be set")
    if folder not in state.folders and folder != "general" and not state.mode.folder_status:
        raise invalid("invalid alert rule: folder does not exist")


def check_uid(uid: str) -> None:
    """Refuse a uid that Grafana does not like.

    Raises:
        RefusedError: 400.
    """
    start = f'invalid alert rule: cannot create rule with UID "{uid}"'
    if len(uid) > 40:
        raise invalid(f"{start}: UID is longer than 40 symbols")
    if not _UID.fullmatch(uid):
        raise invalid(f"{start}: invalid format of UID. Only letters, numbers, '-' and '_' are allowed")


def check_rule(rule: Json, name: str) -> None:
    """Refuse names that are too long and states that are none.

    Raises:
        RefusedError: 400.
    """
    start = "failed to insert alert rules: invalid alert rule"
    if len(rule["title"].encode()) > LONGEST:
        raise invalid(f"{start}: name length should not be greater than {LONGEST}")
    if len(name.encode()) > LONGEST:
        raise invalid(f"{start}: rule group name length should not be greater than {LONGEST}")
    if not rule["record"] and not rule["execErrState"]:
        raise invalid(f"{start}: unknown Error state option ")
    if not rule["record"] and not rule["noDataState"]:
        raise invalid(f"{start}: unknown NoData state option ")


def check_settings(state: State, rules: Iterable[Json]) -> None:
    """Refuse rules that name a contact point or a timing that is not there.

    Raises:
        RefusedError: 400.
    """
    for rule in rules:
        settings = rule["notification_settings"] or {}
        receiver = settings.get("receiver")
        if receiver and receiver not in state.alerting.receivers:
            raise invalid(f"invalid alert rule\nreceiver {receiver} does not exist")
        for name in [*settings.get("mute_time_intervals", []), *settings.get("active_time_intervals", [])]:
            if name not in state.alerting.timings:
                raise invalid(f"invalid alert rule\ntime interval {name} does not exist")


def conflict(state: State, uid: str, columns: str) -> RefusedError:
    """The 409 with which the database refuses a rule whose uid or number is taken."""
    why = f"UNIQUE constraint failed: {columns}"
    text = f"Failed to save alert rule '{uid}' in organization {state.org} due to conflict: {why}"
    extra = {"Error": why, "OrgID": state.org, "RuleUID": uid}
    body = {"statusCode": 409, "messageId": "alerting.alert-rule.conflict", "message": text, "extra": extra}
    return RefusedError(answer(body, 409))


def not_found() -> RefusedError:
    """The 404 for a group."""
    return RefusedError(errutil(404, "alerting.alert-rule.notFound", "NotFound"))


def mismatch(stored: str, given: str, operation: str) -> RefusedError:
    """The 409 for a group whose rules came another way."""
    text = f"cannot {operation} with provided provenance '{given}', needs '{stored}'"
    extra = {"Operation": operation, "ProvidedProvenance": given, "StoredProvenance": stored}
    return RefusedError(
        answer({"statusCode": 409, "messageId": "alerting.provenanceMismatch", "message": text, "extra": extra}, 409)
    )


def check_provenance(rules: Iterable[Json], given: str, operation: str) -> None:
    """Refuse to change in a group what a file made, or to lock what was imported.

    Raises:
        RefusedError: 409.
    """
    for rule in rules:
        stored = rule["provenance"]
        if stored not in {"", given} and not (stored in {API, CONVERTED} and given == ""):
            raise mismatch(stored, given, operation)


def parsed(sent: Json, folder: str, name: str) -> Json:
    """A rule as /api/v1/provisioning takes it, as it will be kept."""
    settings = sent.get("notification_settings")
    return {
        "uid": str(sent.get("uid") or ""),
        "sent_id": int(sent.get("id") or 0),
        "folder": folder,
        "group": name,
        "title": str(sent.get("title") or ""),
        "condition": str(sent.get("condition") or ""),
        "data": [stored_query(query) for query in sent.get("data") or []],
        "noDataState": str(sent.get("noDataState") or ""),
        "execErrState": str(sent.get("execErrState") or ""),
        "for": tidy(sent.get("for")),
        "keep_firing_for": tidy(sent.get("keep_firing_for")),
        "annotations": sent.get("annotations") or {},
        "labels": sent.get("labels") or {},
        "isPaused": bool(sent.get("isPaused")),
        "notification_settings": copy.deepcopy(settings) if settings else None,
        "record": copy.deepcopy(sent.get("record")) or None,
        "missing": sent.get("missingSeriesEvalsToResolve"),
    }


def add(state: State, rule: Json, who: Identity, provenance: str, interval: int) -> Json:
    """Keep a rule that is not there yet.

    Raises:
        RefusedError: 409, its number belongs to another rule.
    """
    alerting, uid = state.alerting, rule["uid"] or short_uid()
    root = state.orgs[min(state.orgs)].alerting
    wanted = rule.get("sent_id", 0)
    if uid in alerting.rules:
        raise conflict(state, uid, "alert_rule.org_id, alert_rule.uid")
    if wanted and any(wanted == other["id"] for org in state.orgs.values() for other in org.alerting.rules.values()):
        raise conflict(state, uid, "alert_rule.id")
    root.last_rule = max(root.last_rule + (not wanted), wanted)
    kept = {
        **_recording(rule),
        "uid": uid,
        "id": wanted or root.last_rule,
        "guid": str(uuid.uuid4()),
        "version": 1,
        "changed": 1,
    }
    kept = {"editor": dict(EDITOR), "original": "", "index": 1, **kept}
    kept.pop("sent_id", None)
    kept |= {"provenance": provenance, "interval": interval}
    alerting.rules[uid] = stamp(state, kept, who)
    return kept


def _recording(rule: Json) -> Json:
    """A recording rule keeps nothing of what only alerts need."""
    if not rule["record"]:
        return rule
    none: Json = {"noDataState": "", "execErrState": "", "condition": "", "for": "0s", "keep_firing_for": "0s"}
    return rule | none | {"notification_settings": None, "missing": None}


def stamp(state: State, rule: Json, who: Identity) -> Json:
    """Say when and by whom a rule was written."""
    rule["updated"] = state.clock.fine_stamp()
    rule["updated_by"] = {"uid": who.uid, "name": who.login}
    state.serial += 1
    return rule


def change(state: State, rule: Json, new: Json, who: Identity, provenance: str) -> None:
    """Write another content over a rule; its number, its editor settings and what it was imported from stay."""
    changed = {key: value for key, value in _recording(new).items() if key not in {"uid", "id", "sent_id"}}
    if provenance == "" and rule["provenance"] == CONVERTED:
        rule["original"] = ""
    if any(rule.get(key) != value for key, value in changed.items()):
        rule["changed"] = rule["version"] + 1
    rule |= changed | {"version": rule["version"] + 1, "provenance": provenance}
    stamp(state, rule, who)


def remove(state: State, rule: Json) -> None:
    """Take a rule away; the ruler still tells it as deleted."""
    state.alerting.deleted.append(state.alerting.rules.pop(rule["uid"]))
    state.serial += 1
