"""A runbook is there when somebody needs it, and what it says exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.commands import blocks, commands, judged
from support.small import dashboard, panel

from dashboards.rules import Alert, every_alert
from scripts import settings, sources
from scripts.lint import world
from scripts.lint.board import Board
from scripts.lint.rules import rules
from scripts.listing import panels

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/runbooks"
RUNBOOKS = sorted(FOLDER.glob("*_RUNBOOK.md"))
NAMES = [path.name for path in RUNBOOKS]
INDEX = (FOLDER / "README.md").read_text(encoding="utf-8")
EACH = pytest.mark.parametrize("path", RUNBOOKS, ids=lambda path: path.stem)

FORM = ["What it means", "How bad", "Look first", "Checks", "Causes and their fix", "Escalate", "After"]
OPTIONAL = {"Checks"}
"""Sometimes there is nothing to ask a machine."""

GRAFANA = "http://localhost:3001"
LINK = re.compile(r"^\[([^\]]+ > [^\]]+ > [^\]]+)\]: (\S+)$", re.MULTILINE)
SHOWN = re.compile(r"\[([A-Z][^\]>]+ > [^\]>]+ > [^\]]+)\]\[\]")
QUERY_RULES = {
    "target-promql-rule",
    "target-logql-rule",
    "contract-metric-rule",
    "contract-label-rule",
    "contract-bucket-rule",
    "rate-before-sum-rule",
    "rate-of-gauge-rule",
}


@pytest.fixture(scope="module")
def boards() -> dict[str, sources.Source]:
    """All dashboards, by their title without the prefix."""
    return {one.title.removeprefix("Bot-Core / "): one for one in sources.load(settings.load(ROOT))}


def told() -> dict[str, tuple[str, str]]:
    """Read alert -> (severity, runbook) from the runbooks' first lines."""
    found = {}
    for path in RUNBOOKS:
        head = path.read_text(encoding="utf-8").partition("\n## ")[0]
        for alert, severity in re.findall(r"^- \*\*(\w+)\*\* \((\w+)\)", head, re.MULTILINE):
            assert alert not in found, f"{alert} has two runbooks"
            found[alert] = (severity, path.name)
    return found


def test_every_runbook_that_a_panel_links_to_is_there(boards: dict[str, sources.Source]) -> None:
    """A dead link at three in the morning is worse than none."""
    linked = {name for one in boards.values() for name in re.findall(r"[A-Z_]+_RUNBOOK\.md", str(one.spec))}

    assert linked
    assert sorted(linked - set(NAMES)) == []


def test_every_alert_is_told_in_the_runbook_that_it_links_to() -> None:
    """By name and severity."""
    alerts = list(every_alert())

    assert alerts
    found = told()
    assert {one.name: (one.severity, f"{one.runbook}_RUNBOOK.md") for one in alerts} == {
        one.name: found.get(one.name, ("", "")) for one in alerts
    }


def test_the_index_names_every_runbook_and_every_alert_once() -> None:
    """The list of active alerts links to `README.md#<alert>`; its row says what the runbook says."""
    rows = re.findall(r'^\| <a id="(\w+)"></a>(\w+) \| (\w+) \| \[\w+\]\((\w+\.md)\) \|$', INDEX, re.MULTILINE)

    assert [name for name in NAMES if f"({name})" not in INDEX] == []
    assert len(rows) == len({row[0] for row in rows}) == INDEX.count('<a id="')
    assert {anchor: (severity, file) for anchor, _, severity, file in rows} == told()
    assert all(anchor == name for anchor, name, _, _ in rows)


NUMBER = re.compile(r"\d+(?: \d{3})*(?:\.\d+)?")
IN_WORDS = {
    "PrometheusNotConnectedToAlertmanager",
    "PrometheusRuleGroupSlow",
    "RabbitMQDown",
    "WebSocketDisconnectStorm",
}
"""Alerts whose numbers a runbook says in words: none, longer than, half."""


@pytest.mark.parametrize("alert", list(every_alert()), ids=lambda alert: alert.name)
def test_the_numbers_of_an_alert_are_those_of_its_runbook(alert: Alert) -> None:
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


@EACH
def test_every_runbook_has_the_one_form(path: Path) -> None:
    """Whoever has read one finds his way in all."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)

    assert headings == [one for one in FORM if one in headings]
    assert set(FORM) - set(headings) <= OPTIONAL
    for body in re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]:
        assert body.strip()
    assert re.search(r"^1\. ", text, re.MULTILINE), "causes are numbered"


@EACH
def test_every_link_to_a_panel_leads_to_it(path: Path, boards: dict[str, sources.Source]) -> None:
    """Dashboard, row and panel by the titles that the reader will see; the link opens that panel alone."""
    text = path.read_text(encoding="utf-8")
    links = dict(LINK.findall(text))
    shown = {re.sub(r"\s+", " ", one) for one in SHOWN.findall(text)}

    assert shown == links.keys()
    for name, link in links.items():
        title, row, wanted = name.split(" > ")
        known = {
            (one.row, str(one.panel["title"]).split(": $")[0]): one.panel["id"] for one in panels(boards[title].spec)
        }
        assert (row, wanted) in known, name
        assert link == f"{GRAFANA}/d/{boards[title].uid}?viewPanel=panel-{known[row, wanted]}", name


def queries() -> Iterator[tuple[str, str, str]]:
    """List page, language and query of all runbooks; each is pasted into Explore as it stands."""
    for path in RUNBOOKS:
        for language, kind in (("promql", "prometheus"), ("logql", "loki")):
            yield from ((path.stem, kind, query) for query in blocks(path, language))


def test_every_query_parses_and_uses_the_contract() -> None:
    """Judged by the rules that judge a panel's query: metrics, labels, values, buckets, rates."""
    asked = list(queries())
    made = [
        panel(f"{page} {number}", query, datasource={"type": kind, "uid": kind})
        for number, (page, kind, query) in enumerate(asked)
    ]
    board = Board(dashboard(*made), world.context(settings.load(ROOT), ()))
    found = [problem for rule in rules() if rule.id in QUERY_RULES for problem in rule.check(board)]

    assert len(asked) > len(RUNBOOKS)
    assert {rule.id for rule in rules()} >= QUERY_RULES
    assert [f"{problem.place.panel}: {problem.message}" for problem in found] == []


@EACH
def test_every_command_works_on_the_stack(path: Path) -> None:
    """Its program has a package, its container and port are those of the compose files, its tool is in the image."""
    for line in blocks(path, "sh"):
        for words in commands(line):
            assert judged(words) == "", line


@EACH
def test_checks_change_nothing(path: Path) -> None:
    """They can be typed without thinking; what changes something says when it may."""
    text = path.read_text(encoding="utf-8")
    checks = text.partition("## Checks\n")[2].partition("\n## ")[0]
    fixes = text.partition("## Causes and their fix\n")[2].partition("\n## ")[0]

    assert not re.search(
        r"docker (restart|stop|start|update|image prune)|-X POST|systemctl restart|purge|truncate", checks
    )
    for body in re.findall(r"^```sh\n(.*?)^```", fixes, re.MULTILINE | re.DOTALL):
        assert all("  # " in line for line in body.splitlines())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("docker logs nobody", "names no container"),
        ("docker exec loki wget -qO- localhost:3100", "not in the image"),
        ("docker exec prometheus promtool check config /etc/prometheus/none.yml", "not mounted"),
        ("curl -s localhost:9999/x", "port 9999"),
        ("kubectl get pods", "in no package"),
        ("docker ps -a --filter name=nobody", "no container is called"),
    ],
)
def test_a_command_that_cannot_work_is_found(line: str, reason: str) -> None:
    """Else the checks above prove nothing."""
    assert any(reason in judged(words) for words in commands(line))
