"""How is a report written: for people, programs, GitHub's annotations, and code scanning (SARIF)?"""

import json
from collections.abc import Callable, Iterator

from scripts.lint.engine import Report
from scripts.lint.exceptions import UNUSED_ID
from scripts.lint.finding import Finding, Severity
from scripts.lint.rules import rules
from scripts.output import coloured

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(report: Report) -> str:
    """Say the result in one line."""
    parts = [
        counted(len(found), str(severity))
        for severity in sorted(Severity, reverse=True)
        if (found := [finding for finding in report.findings if finding.severity == severity])
    ]
    excused = f", {len(report.excused)} excused in .lint" if report.excused else ""
    return f"{' and '.join(parts) or 'No findings'} in {counted(report.dashboards, 'dashboard')}{excused}."


def text(report: Report) -> Iterator[str]:
    """Write for people: by dashboard, each finding with what to do."""
    for title in dict.fromkeys(finding.place.dashboard for finding in report.findings):
        yield title or "(every dashboard)"
        for finding in report.findings:
            if finding.place.dashboard == title:
                severity = coloured(f"{finding.severity!s:<7}", COLOURS[finding.severity])
                where = f"{finding.place}: " if str(finding.place) else ""
                yield f"  {severity} {where}{finding.message}  [{finding.rule}]"
                yield f"          {finding.fix}{f'  ({finding.source})' if finding.source else ''}"
        yield ""
    yield summary(report)


def as_json(report: Report) -> Iterator[str]:
    """Write for programs."""
    document = {
        "dashboards": report.dashboards,
        "findings": [finding.to_json() for finding in report.findings],
        "excused": [finding.to_json() for finding in report.excused],
    }
    yield json.dumps(document, indent=2, ensure_ascii=False)


def _escaped(text: str, more: str = "") -> str:
    """Escape a text for a workflow command of GitHub."""
    for character, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *((one, f"%{ord(one):02X}") for one in more)):
        text = text.replace(character, code)
    return text


def github(report: Report) -> Iterator[str]:
    """Write workflow commands, which GitHub shows beside the changed lines."""
    for finding in report.findings:
        file, line = finding.location
        named = {"file": file, "line": str(line or ""), "title": finding.rule}
        properties = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in named.items() if value)
        where = " / ".join(part for part in (finding.place.dashboard, str(finding.place)) if part)
        message = _escaped(f"{where}: {finding.message} {finding.fix}".strip())
        yield f"::{GITHUB[finding.severity]} {properties}::{message}"
    yield summary(report)


def _result(finding: Finding) -> dict[str, object]:
    file, line = finding.location
    place = finding.place
    names = [part for part in (place.dashboard, place.row, place.panel, place.target) if part]
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": " / ".join(names)}]}
    if file:
        physical: dict[str, object] = {"artifactLocation": {"uri": file}}
        location["physicalLocation"] = {**physical, "region": {"startLine": line}} if line else physical
    return {
        "ruleId": finding.rule,
        "level": SARIF[finding.severity],
        "message": {"text": f"{' / '.join(names)}: {finding.message} {finding.fix}".strip()},
        "locations": [location],
    }


def sarif(report: Report) -> Iterator[str]:
    """Write SARIF 2.1.0, which code-scanning services read."""
    described: list[dict[str, object]] = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "help": {"text": rule.fix},
            "defaultConfiguration": {"level": SARIF[rule.severity]},
        }
        for rule in rules()
    ]
    described.append({"id": UNUSED_ID, "shortDescription": {"text": "Every exception in .lint excuses something."}})
    run = {
        "tool": {"driver": {"name": "dash lint", "rules": described}},
        "results": [_result(finding) for finding in report.findings],
    }
    document = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(document, indent=2, ensure_ascii=False)


FORMATS: dict[str, Callable[[Report], Iterator[str]]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
"""What `--format` offers."""
