"""Can people, programs, GitHub and code scanning read a report?"""

import json

from scripts.lint.engine import Report
from scripts.lint.finding import Finding, Place, Severity
from scripts.lint.formats import as_json, github, sarif, text

PLACE = Place(dashboard="Board", uid="board", row="Row", panel="Panel, 5 %", panel_id=3, target="A", index=0)
ERROR = Finding(
    rule="panel-units-rule",
    severity=Severity.ERROR,
    place=PLACE,
    message="has the unit `x`",
    fix="Use s.",
    source="a.py:7",
)
WARNING = Finding(
    rule="uneditable-dashboard", severity=Severity.WARNING, place=Place(dashboard="Board"), message="can be edited"
)
REPORT = Report(findings=(ERROR, WARNING), excused=(WARNING,), dashboards=2)


def test_text_names_the_place_the_rule_the_fix_and_the_line() -> None:
    """A person finds it without searching."""
    assert list(text(REPORT)) == [
        "Board",
        "  error   Row / Panel, 5 % / query A: has the unit `x`  [panel-units-rule]",
        "          Use s.  (a.py:7)",
        "  warning can be edited  [uneditable-dashboard]",
        "          ",
        "",
        "1 error and 1 warning in 2 dashboards, 1 excused in .lint.",
    ]


def test_text_says_that_nothing_was_found() -> None:
    """Silence could mean that nothing was judged."""
    assert list(text(Report(findings=(), dashboards=1))) == ["No findings in 1 dashboard."]


def test_json_has_every_finding_and_what_was_excused() -> None:
    """Programs get names, numbers and places apart."""
    document = json.loads("\n".join(as_json(REPORT)))

    assert document["dashboards"] == 2
    assert document["findings"][0] == {
        "rule": "panel-units-rule",
        "severity": "error",
        "dashboard": "Board",
        "uid": "board",
        "row": "Row",
        "panel": "Panel, 5 %",
        "panelId": 3,
        "target": "A",
        "message": "has the unit `x`",
        "fix": "Use s.",
        "file": "a.py",
        "line": 7,
    }
    assert [one["rule"] for one in document["excused"]] == ["uneditable-dashboard"]


def test_github_gets_workflow_commands_with_what_it_needs_escaped() -> None:
    """A comma or a per cent sign in a title ends nothing early."""
    first, second, last = github(REPORT)

    assert first.startswith("::error file=a.py,line=7,title=panel-units-rule::Board / Row / Panel, 5 %25 / query A: ")
    assert second.startswith("::warning title=uneditable-dashboard::Board: can be edited")
    assert last.startswith("1 error")


def test_sarif_has_results_rules_and_places() -> None:
    """Code scanning refuses a result whose rule it does not know."""
    document = json.loads("\n".join(sarif(REPORT)))
    (run,) = document["runs"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    first, second = run["results"]

    assert document["version"] == "2.1.0"
    assert {first["ruleId"], second["ruleId"], "unused-exception"} <= known
    assert (first["level"], second["level"]) == ("error", "warning")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.py"},
        "region": {"startLine": 7},
    }
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Board / Row / Panel, 5 % / A"}]
    assert "physicalLocation" not in second["locations"][0]
