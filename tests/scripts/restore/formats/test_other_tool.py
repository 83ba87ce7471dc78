"""Everything that grafana-backup-tool saves and that can be restored: from one Grafana to another."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.twosites import Sites, objects
from support.workshop import board

TIME = "202611281600"
PROVISIONING = "/api/v1/provisioning"
KINDS = (
    "library-panels",
    "data-sources",
    "contact-points",
    "rule-groups",
    "annotations",
    "teams",
    "notification-policies",
)


def rule(uid: str, group: str) -> dict[str, Any]:
    """Make a rule that asks a data source."""
    query = {"refId": "A", "datasourceUid": "prom", "model": {"expr": "up == 0", "refId": "A", "instant": True}}
    return {
        "uid": uid,
        "title": uid,
        "ruleGroup": group,
        "folderUID": "team",
        "condition": "A",
        "for": "1m",
        "noDataState": "NoData",
        "execErrState": "Error",
        "orgID": 1,
        "data": [{**query, "queryType": "", "relativeTimeRange": {"from": 600, "to": 0}}],
    }


@pytest.fixture
def export(both: Sites) -> Path:
    """Fill the source, and write what the tool writes of it."""
    ask = both.source.call
    both.source.add_folder("team", "Team")
    both.source.add_datasource("prom")
    both.source.add_dashboard("one", board("One"), folder="team")
    panel = {"uid": "lib", "folderUid": "team", "name": "L", "kind": 1, "model": {"type": "stat", "title": "L"}}
    ask("POST", "/api/library-elements", panel)
    for uid, name in (("m1", "ops"), ("m2", "ops"), ("m3", "dev")):
        point = {"uid": uid, "name": name, "type": "email", "settings": {"addresses": f"{uid}@example.com"}}
        ask("POST", f"{PROVISIONING}/contact-points", point)
    ask("PUT", f"{PROVISIONING}/policies", {"receiver": "ops", "group_by": ["alertname"]})
    for uid, group in (("r1", "g"), ("r2", "g"), ("r3", "h")):
        ask("POST", f"{PROVISIONING}/alert-rules", rule(uid, group))
    for text, time in (("a", 1700000000000), ("b", 1700000000001), ("c", 1700100000000)):
        ask("POST", "/api/annotations", {"time": time, "tags": ["t"], "text": text})
    for grafana in (both.source, both.target):
        user = {"login": "eve", "name": "Eve", "email": "eve@example.com", "password": "pw-12345"}
        grafana.call("POST", "/api/admin/users", user)
    number = ask("POST", "/api/teams", {"name": "ops", "email": "ops@example.com"})["teamId"]
    ask("PUT", f"/api/teams/{number}/members", {"members": ["eve@example.com"], "admins": []})
    return written(both, number)


def written(both: Sites, team: int) -> Path:
    """Ask as the tool does, and write a file for each answer."""
    ask = both.source.call
    files: dict[str, object] = {
        "dashboards/one.dashboard": ask("GET", "/api/dashboards/uid/one"),
        "folders/team.folder": ask("GET", "/api/folders/team"),
        "library_elements/lib.library_element": ask("GET", "/api/library-elements/lib")["result"],
        "contact_points/all.contact_point": ask("GET", f"{PROVISIONING}/contact-points"),
        "notification_policies/all.notification_policys": ask("GET", f"{PROVISIONING}/policies"),
    }
    files |= {f"datasources/{one['uid']}.datasource": one for one in ask("GET", "/api/datasources")}
    files |= {f"alert_rules/{one['uid']}.alert_rule": one for one in ask("GET", f"{PROVISIONING}/alert-rules")}
    files |= {f"annotations/{one['id']}.annotation": one for one in ask("GET", "/api/annotations")}
    files["annotations/999.annotation"] = {"id": 999, "alertId": 7, "time": 1700000000000, "text": "by a rule"}
    files |= {f"teams/{one['id']}.team": one for one in ask("GET", "/api/teams/search")["teams"]}
    members = ask("GET", f"/api/teams/{team}/members")
    files |= {f"team_members/{one['userId']}_{team}.team_member": one for one in members}
    files["snapshots/s.snapshot"] = {}
    folder = both.root / "_OUTPUT_"
    for name, content in files.items():
        kind, _, rest = name.partition("/")
        file = folder / kind / TIME / rest
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    return folder


def test_every_kind_of_it_comes_back(both: Sites, export: Path) -> None:
    """Equal to the source but for what the tool does not save; what is left out is named with the reason."""
    said = both.restore(export)

    assert said.code == 0, said
    assert "1 file left out, such as" in said.out
    assert "the tool does not save its key" in said.out
    only = [f"--only={kind}" for kind in KINDS]
    mine, theirs = objects(both.backup("a", *only)), objects(both.backup("b", *only))
    assert {key: one.body for key, one in theirs.items()} == {key: one.body for key, one in mine.items()}
    assert {key[0] for key in mine} == set(KINDS)
    assert both.restore(export).last.endswith(" equal")


@pytest.mark.parametrize("name", ["alert_rules/r1.alert_rule", "annotations/999.annotation", "folders/team.folder"])
def test_a_damaged_file_of_it_stops_the_restore(both: Sites, export: Path, name: str) -> None:
    """Exit 5 with its name; nothing is written."""
    kind, _, rest = name.partition("/")
    (export / kind / TIME / rest).write_text('{"half": ')
    both.target.forget()

    said = both.restore(export)

    assert (said.code, rest in said.err) == (5, True), said
    assert both.target.writes == []
