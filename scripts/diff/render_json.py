"""How is a comparison written for programs? Its schema is `diff.schema.json`, beside this module."""

import json
from pathlib import Path

from scripts.diff.model import Change
from scripts.diff.report import VERSION, Compared, Report
from scripts.jsonvalue import Json

SCHEMA = Path(__file__).with_name("diff.schema.json")


def text(report: Report) -> str:
    """Write a report as JSON."""
    return json.dumps(document(report), indent=2, ensure_ascii=False)


def document(report: Report) -> Json:
    """Make the JSON document of a report."""
    return {
        "version": VERSION,
        "against": report.against,
        "drift": report.drift,
        "counts": report.counts,
        "notes": list(report.notes),
        "dashboards": [_dashboard(one) for one in report.dashboards],
    }


def _dashboard(one: Compared) -> Json:
    return {
        "uid": one.uid,
        "title": one.title,
        "status": one.status,
        "why": one.why,
        "drift": one.drift,
        "file": one.file,
        "changes": [change(each) for each in one.changes],
    }


def change(one: Change) -> Json:
    """Make the JSON object of a change."""
    return {
        "kind": str(one.kind),
        "weight": str(one.weight),
        "row": one.row,
        "panel": one.panel,
        "id": one.id,
        "path": one.path,
        "old": one.old,
        "new": one.new,
        "words": one.words,
        "line": one.line,
    }
