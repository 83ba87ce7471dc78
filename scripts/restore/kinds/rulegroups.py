"""How does a group of alert rules come back: imported, made by the API, or made in the browser?"""

from collections.abc import Mapping
from typing import ClassVar

from scripts.backup.kinds.rulegroups import CONVERTED
from scripts.backup.model import Saved
from scripts.errors import Conflict
from scripts.grafana import rulegroups
from scripts.jsonvalue import Json
from scripts.restore import reading
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.kinds.protocol import FILE
from scripts.restore.place import Place

OURS = ("provenance", "editor_settings")
"""Keys that the backup has put into a rule."""


class RuleGroups(Notifying):
    """A group is always written whole and without a version, so that it is looked at right before."""

    kind: ClassVar[str] = "rule-groups"

    def owned(self, saved: Saved) -> str:
        """One rule of a file makes the whole group the file's."""
        return FILE if "file" in _owners(saved) else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it the way it was made before: that decides who may change it afterwards."""
        if saved.body.get("prometheus"):
            original: Json = saved.body["prometheus"]
            rulegroups.convert(place.client, original["namespace"], original["group"], original["datasource"])
            return
        if _owners(saved) == {""} and any(rule.get("editor_settings") for rule in saved.body["rules"]):
            rulegroups.post_ruler(place.client, saved.body["folderUid"], _for_ruler(saved.body))
            return
        self._put(place, saved)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Replace it, if it is still as it was read; imported ones are made anew."""
        now = next(iter(reading.live(place, self.kind, {live.name})), None)
        if now is None or now.body != live.body:
            raise Conflict(f"somebody else changed the rule group {live.name} meanwhile", "run it again")
        if CONVERTED in _owners(live) or saved.body.get("prometheus"):
            self.delete(place, live)
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it with its rules."""
        owner = "api" if "api" in _owners(live) else ""
        rulegroups.delete(place.client, live.body["folderUid"], live.body["title"], owner)

    def _put(self, place: Place, saved: Saved) -> None:
        """Write the group, then those of its rules that have another provenance."""
        body, owners = saved.body, _owners(saved)
        common = "api" if owners == {"api"} else ""
        rules = [_rule(rule, body) for rule in body["rules"]]
        whole: Json = {"title": body["title"], "folderUid": body["folderUid"], "interval": body["interval"]}
        rulegroups.put(place.client, body["folderUid"], body["title"], {**whole, "rules": rules}, common)
        for rule, sent in zip(body["rules"], rules, strict=True):
            if rule["provenance"] == "api" and not common:
                rulegroups.put_rule(place.client, rule["uid"], sent, "api")


def _owners(saved: Saved) -> set[str]:
    return {str(rule.get("provenance") or "") for rule in saved.body["rules"]}


def _rule(rule: Json, group: Json) -> Json:
    """Make a rule as the provisioning API takes it; no numeric id, which would be stored."""
    kept = {key: value for key, value in rule.items() if key not in OURS}
    return {**kept, "folderUID": group["folderUid"], "ruleGroup": group["title"]}


NAMES: Mapping[str, str] = {
    "uid": "uid",
    "title": "title",
    "condition": "condition",
    "data": "data",
    "noDataState": "no_data_state",
    "execErrState": "exec_err_state",
    "isPaused": "is_paused",
    "notification_settings": "notification_settings",
    "record": "record",
    "missingSeriesEvalsToResolve": "missing_series_evals_to_resolve",
}
"""How the ruler calls what the provisioning API has."""


def _for_ruler(group: Json) -> Json:
    """Make a group as the browser sends it, with every field that the ruler wants."""
    return {
        "name": group["title"],
        "interval": f"{group['interval']}s",
        "rules": [_ruler_rule(rule) for rule in group["rules"]],
    }


def _ruler_rule(rule: Json) -> Json:
    alert: Json = {theirs: rule[ours] for ours, theirs in NAMES.items() if ours in rule}
    alert.setdefault("missing_series_evals_to_resolve", 0)
    alert["metadata"] = {"editor_settings": rule.get("editor_settings") or {}}
    return {
        "for": rule.get("for", "0s"),
        "keep_firing_for": rule.get("keep_firing_for", "0s"),
        "labels": rule.get("labels") or {},
        "annotations": rule.get("annotations") or {},
        "grafana_alert": alert,
    }
