"""What becomes of rules, library panels, correlations and variables that move, or that ask another data source."""

from typing import Any

from support.twosites import Sites, objects
from support.workshop import board

GROUPS = "/api/v1/provisioning/folder"


def rule(uid: str) -> dict[str, Any]:
    """Make a rule that asks `prom`."""
    query = {"refId": "A", "datasourceUid": "prom", "model": {"expr": "up == 0", "refId": "A", "instant": True}}
    return {
        "uid": uid,
        "title": uid,
        "ruleGroup": "g",
        "folderUID": "team",
        "condition": "A",
        "for": "1m",
        "noDataState": "NoData",
        "execErrState": "Error",
        "orgID": 1,
        "data": [{**query, "queryType": "", "relativeTimeRange": {"from": 600, "to": 0}}],
    }


def fill(both: Sites) -> None:
    """A group of rules and a library panel in a folder, a correlation between two data sources."""
    ask = both.source.call
    both.source.add_folder("team", "Team")
    both.source.add_datasource("prom", name="Prom")
    both.source.add_datasource("loki", name="Loki")
    group = {"title": "g", "folderUid": "team", "interval": 60, "rules": [rule("r1"), rule("r2")]}
    ask("PUT", f"{GROUPS}/team/rule-groups/g", group)
    panel = {"uid": "lib", "folderUid": "team", "name": "L", "kind": 1, "model": {"type": "stat", "title": "L"}}
    ask("POST", "/api/library-elements", panel)
    link = {"targetUID": "loki", "label": "logs", "type": "query", "config": {"field": "f", "target": {}}}
    ask("POST", "/api/datasources/uid/prom/correlations", link)


def test_rules_and_library_panels_move_into_another_folder(both: Sites) -> None:
    """Where theirs is not restored with them; a second run finds them there, and an undo takes them away."""
    fill(both)
    saved = both.backup("a", *(f"--only={kind}" for kind in ("rule-groups", "library-panels")))
    both.target.add_folder("new", "New")
    both.target.add_datasource("prom")

    said = both.restore(saved, "--into-folder", "new")

    assert (said.code, said.last) == (0, "2 created"), said
    assert both.target.call("GET", "/api/library-elements/lib")["result"]["folderUid"] == "new"
    rules = both.target.call("GET", f"{GROUPS}/new/rule-groups/g")["rules"]
    assert [(one["uid"], one["folderUID"]) for one in rules] == [("r1", "new"), ("r2", "new")]
    assert both.restore(saved, "--into-folder", "new").last == "2 equal"
    assert both.dash("undo", "--env", "b", "--yes").code == 0
    assert both.target.call("GET", "/api/v1/provisioning/alert-rules") == []


def test_a_library_panel_in_another_folder_is_made_anew_there(both: Sites) -> None:
    """Grafana moves only a part of it."""
    fill(both)
    saved = both.backup("a", "--only", "library-panels", "--only", "folders")
    assert both.restore(saved).code == 0
    both.target.add_folder("new", "New")
    panel = {"uid": "lib", "folderUid": "new", "name": "L", "kind": 1, "model": {"type": "stat", "title": "L"}}
    both.target.call("DELETE", "/api/library-elements/lib")
    both.target.call("POST", "/api/library-elements", panel)

    assert both.restore(saved, "--overwrite", "--yes").last == "1 replaced, 1 equal"
    assert both.target.call("GET", "/api/library-elements/lib")["result"]["folderUid"] == "team"


def test_rules_correlations_and_variables_ask_another_data_source(both: Sites) -> None:
    """Wherever one is named, by uid or by name, alone or in a list; what else looks alike stays."""
    fill(both)
    chosen = {"text": ["Prom", "Loki"], "value": ["prom", "loki"], "selected": True}
    variable = {"name": "source", "type": "datasource", "query": "prometheus", "current": chosen}
    both.source.add_dashboard("one", board("prom", templating={"list": [variable]}), folder="team")
    saved = both.backup("a")
    both.target.add_datasource("other", name="Other")

    said = both.restore(saved, "--map-datasource", "prom=other")

    assert said.code == 0, said
    spec = both.target.spec("one")
    assert spec["title"] == "prom"
    assert spec["templating"]["list"][0]["current"]["value"] == ["other", "loki"]
    assert spec["templating"]["list"][0]["current"]["selected"] is True
    found = {(kind, name): one.body for (kind, _, name), one in objects(both.backup("b")).items()}
    asked = {query["datasourceUid"] for one in found["rule-groups", "team/g"]["rules"] for query in one["data"]}
    assert asked == {"other"}
    (link,) = [body for (kind, _), body in found.items() if kind == "correlations"]
    assert (link["sourceUID"], link["targetUID"]) == ("other", "loki")
    again = both.report(saved, "--map-datasource", "prom=other")
    assert {one["action"] for one in again["objects"]} <= {"equal", "skip"}
