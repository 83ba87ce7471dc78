"""A runbook is there when somebody needs it, and what it says exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import promql_parser
import pytest

from dashboards import rules
from scripts import settings, sources
from scripts.lint.logql import parse as parse_logql
from scripts.listing import panels

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/runbooks"
RUNBOOKS = sorted(FOLDER.glob("*_RUNBOOK.md"))
NAMES = [path.name for path in RUNBOOKS]
INDEX = (FOLDER / "README.md").read_text(encoding="utf-8")
SCREEN = re.compile(r"`([A-Z][^`>]+) > ([^`>]+) > ([^`]+)`")


@pytest.fixture(scope="module")
def boards() -> dict[str, sources.Source]:
    """All dashboards, by their title without the prefix."""
    return {one.title.removeprefix("Bot-Core / "): one for one in sources.load(settings.load(ROOT))}


def blocks(path: Path, language: str) -> Iterator[str]:
    """List the queries of a page, one a line."""
    for body in re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield from (line for line in body.splitlines() if line.strip() and not line.startswith("#"))


def test_every_runbook_that_a_panel_links_to_is_there(boards: dict[str, sources.Source]) -> None:
    """A dead link at three in the morning is worse than none."""
    linked = {name for one in boards.values() for name in re.findall(r"[A-Z_]+_RUNBOOK\.md", str(one.spec))}

    assert linked
    assert sorted(linked - set(NAMES)) == []


def test_the_index_names_every_runbook_and_every_alert_once() -> None:
    """The list of active alerts links to `README.md#<alert>`."""
    assert [name for name in NAMES if f"({name})" not in INDEX] == []
    told = [
        alert
        for path in RUNBOOKS
        for alert in re.findall(r"^- \*\*(\w+)\*\* \(", path.read_text("utf-8"), re.MULTILINE)
    ]
    anchors = re.findall(r'<a id="(\w+)">', INDEX)
    assert len(anchors) == len(set(anchors))
    assert sorted(set(told) - set(anchors)) == []


NUMBER = re.compile(r"\d+(?: \d{3})*(?:\.\d+)?")
IN_WORDS = {
    "PrometheusNotConnectedToAlertmanager",
    "PrometheusRuleGroupSlow",
    "RabbitMQDown",
    "WebSocketDisconnectStorm",
}
"""Alerts whose numbers a runbook says in words: none, longer than, half."""


@pytest.mark.parametrize("alert", list(rules.every_alert()), ids=lambda alert: alert.name)
def test_the_numbers_of_an_alert_are_those_of_its_runbook(alert: rules.Alert) -> None:
    """Whoever reads it compares them with what the message says: limit, and how long it lasted."""
    text = (FOLDER / f"{alert.runbook}_RUNBOOK.md").read_text(encoding="utf-8")
    told = re.search(rf"^- \*\*{alert.name}\*\* \((\w+)\): (.*?)(?=^- |\n\n)", text, re.MULTILINE | re.DOTALL)

    assert told is not None
    assert told[1] == alert.severity
    if alert.name in IN_WORDS:
        return
    said = " ".join(told[2].replace(",", "").split())
    limits = [n for n in NUMBER.findall(alert.trigger.limit) if n.replace(" ", "") not in said.replace(" ", "")]
    count, unit = alert.hold[:-1], alert.hold[-1]
    held = {"s": "", "m": f"{count} min", "h": f"{count} h"}[unit]

    assert limits == []
    assert held in said, said


@pytest.mark.parametrize("path", RUNBOOKS, ids=lambda path: path.stem)
def test_every_screen_that_a_runbook_names_exists(path: Path, boards: dict[str, sources.Source]) -> None:
    """Dashboard, row and panel by the titles that the reader will see."""
    for dashboard, row, panel in SCREEN.findall(path.read_text(encoding="utf-8").replace("\n", " ")):
        titles = {(one.row, str(one.panel["title"]).split(": $")[0]) for one in panels(boards[dashboard].spec)}

        assert (row, panel) in titles, f"{dashboard} > {row} > {panel}"


@pytest.mark.parametrize("path", RUNBOOKS, ids=lambda path: path.stem)
def test_every_query_of_a_runbook_parses(path: Path) -> None:
    """It is pasted into Explore as it stands."""
    for query in blocks(path, "promql"):
        promql_parser.parse(query)
    for query in blocks(path, "logql"):
        parse_logql(query)
