"""How is a smoke report printed?"""

import json
from collections import Counter
from collections.abc import Iterator

from scripts.jsonvalue import Json
from scripts.output import coloured
from scripts.smoke.asking import Result
from scripts.smoke.run import GOOD, Report

MARKS = {"data": ("ok", "green"), "checked": ("ok", "green"), "empty": ("EMPTY", "red"), "error": ("ERROR", "red")}


def as_text(report: Report, *, every: bool) -> Iterator[str]:
    """Print a line for each finding, or for each question, and the sums.

    Args:
        report: what was found.
        every: print what is good too.
    """
    for result in report.results:
        excuse = report.excused(result)
        if every or not (result.verdict in GOOD or excuse):
            yield _line(result, excuse)
    yield summary(report)


def _line(result: Result, excuse: str) -> str:
    word, colour = MARKS.get(result.verdict, (result.verdict.upper(), "yellow"))
    if excuse:
        word, colour = "may be empty", "dim"
    detail = excuse or (
        result.detail if result.verdict != "data" else f"{result.series} series, {result.seconds:.2f} s"
    )
    return f"{coloured(word, colour)}  {result.question.uid}: {result.question.place}: {detail}"


def summary(report: Report) -> str:
    """Say the sums in a line."""
    panels = report.panels()
    bad = {(one.question.uid, one.question.row, one.question.title) for one in report.findings()}
    empty = sum(1 for key, results in panels.items() if key in bad and any(one.verdict == "empty" for one in results))
    verdicts = Counter(result.verdict for result in report.results)
    kinds = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    return f"{len(panels)} panels, {empty} empty; {len(report.results)} queries: {kinds}"


def as_json(report: Report) -> str:
    """Print everything, for programs."""
    found: Json = {
        "version": 1,
        "summary": summary(report),
        "findings": len(report.findings()),
        "results": [_entry(result, report) for result in report.results],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _entry(result: Result, report: Report) -> Json:
    asked = result.question
    return {
        "dashboard": asked.uid,
        "kind": asked.kind,
        "row": asked.row,
        "title": asked.title,
        "query": asked.ref_id,
        "verdict": result.verdict,
        "excuse": report.excused(result),
        "detail": result.detail,
        "series": result.series,
        "seconds": round(result.seconds, 3),
    }


def as_markdown(report: Report) -> Iterator[str]:
    """Print a table of the findings, for a pull request."""
    yield f"**Smoke test**: {summary(report)}"
    findings = report.findings()
    if findings:
        yield ""
        yield "| dashboard | panel | verdict | detail |"
        yield "|---|---|---|---|"
    for one in findings:
        detail = one.detail.replace("|", "\\|").replace("\n", " ")
        yield f"| {one.question.uid} | {one.question.place} | {one.verdict} | {detail} |"


def as_github(report: Report) -> Iterator[str]:
    """Print annotations for GitHub Actions."""
    for one in report.findings():
        said = f"{one.question.uid}: {one.question.place}: {one.detail}".replace("%", "%25").replace("\n", "%0A")
        yield f"::error title=Smoke test, {one.verdict}::{said}"
    yield summary(report)
