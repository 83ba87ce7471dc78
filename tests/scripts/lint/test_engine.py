"""Do all rules together report once, worst first, with the line that made the panel?"""

from scripts.jsonvalue import Json
from scripts.lint.engine import Subject, findings, lint
from scripts.lint.exceptions import parse
from scripts.lint.finding import Severity
from scripts.lint.rules import rules

SPEC: Json = {
    "title": "T",
    "uid": "t",
    "editable": True,
    "templating": {"list": [{"type": "datasource", "query": "loki", "name": "datasource", "label": "Data source"}]},
    "panels": [
        {
            "type": "timeseries",
            "id": 3,
            "title": "P",
            "description": "What it shows.",
            "datasource": {"type": "prometheus", "uid": "$datasource"},
            "gridPos": {"x": 0, "y": 0, "w": 24, "h": 8},
            "fieldConfig": {"defaults": {"unit": "seconds"}},
            "targets": [{"refId": "A", "expr": "up", "legendFormat": "{{job}}"}],
        }
    ],
}


def test_a_finding_has_rule_severity_place_fix_and_line() -> None:
    """All that a report prints."""
    found = {finding.rule: finding for finding in findings(Subject(spec=SPEC, file="a.py", lines={3: "a.py:7"}))}

    assert set(found) == {"panel-units-rule", "uneditable-dashboard"}
    unit = found["panel-units-rule"]
    assert (unit.severity, unit.source, unit.location) == (Severity.ERROR, "a.py:7", ("a.py", 7))
    assert unit.fix
    assert found["uneditable-dashboard"].location == ("a.py", None)


def test_findings_come_worst_first_and_the_run_fails() -> None:
    """An error stands above a warning."""
    report = lint([Subject(spec=SPEC)])

    assert [finding.severity for finding in report.findings] == [Severity.ERROR, Severity.WARNING]
    assert (report.failed, report.dashboards) == (True, 1)


def test_remarks_alone_do_not_fail_the_run() -> None:
    """`info` is a comment."""
    report = lint([])

    assert not report.failed
    assert min(rule.severity for rule in rules()) == Severity.INFO


def test_what_lint_excuses_is_counted_and_not_reported() -> None:
    """The rest is reported, and so is an exception that excuses nothing."""
    exceptions = parse(
        "exclusions:\n"
        "  uneditable-dashboard: {reason: r}\n"
        "  panel-units-rule:\n"
        "    entries: [{dashboard: U, reason: r}]\n"
    )

    report = lint([Subject(spec=SPEC)], exceptions)

    assert [finding.rule for finding in report.excused] == ["uneditable-dashboard"]
    assert [finding.rule for finding in report.findings] == ["panel-units-rule", "unused-exception"]
    assert report.findings[1].source == ".lint:4"


def test_an_exception_is_called_useless_only_when_everything_was_judged() -> None:
    """A part of the dashboards, or files judged without the contract, cannot show that."""
    exceptions = parse("exclusions:\n  panel-units-rule:\n    entries: [{dashboard: U, reason: r}]\n")

    report = lint([Subject(spec=SPEC)], exceptions, whole=False)

    assert "unused-exception" not in {finding.rule for finding in report.findings}
