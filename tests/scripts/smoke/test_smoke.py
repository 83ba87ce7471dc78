"""Every query is asked as a panel asks it, and what comes is told in the right words."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.errors import ConfigurationError, DashError, Unreachable
from scripts.jsonvalue import Json
from scripts.smoke import allowed, render
from scripts.smoke.allowed import Allowed
from scripts.smoke.asking import Heard
from scripts.smoke.questions import Question, questions
from scripts.smoke.run import Report, smoke
from scripts.smoke.times import Span, seconds, span
from scripts.smoke.variables import resolve

PROMETHEUS = {"type": "prometheus", "uid": "${prometheus_datasource}"}


def variable(name: str, query: str, current: object, **more: object) -> Json:
    """Write a query variable."""
    return {"type": "query", "name": name, "query": {"query": query}, "current": {"value": current}, **more}


def target(ref_id: str, expr: str, **more: object) -> Json:
    """Write a target."""
    return {"refId": ref_id, "expr": expr, "datasource": PROMETHEUS, **more}


BOARD: Json = {
    "uid": "sample",
    "title": "Sample",
    "time": {"from": "now-6h", "to": "now"},
    "templating": {
        "list": [
            variable("environment", "label_values(up, environment)", ["$__all"], allValue=".+"),
            variable("mode", 'label_values(on{environment=~"$environment"}, mode)', "live"),
            {"type": "constant", "name": "runbooks", "query": "docs", "current": {"value": "docs"}},
        ]
    },
    "annotations": {"list": [{"name": "Alerts", "expr": "ALERTS", "step": "60s", "datasource": PROMETHEUS}]},
    "panels": [
        {"type": "row", "title": "Now", "panels": []},
        {"type": "stat", "title": "A", "targets": [target("A", 'x{e=~"$environment"}'), target("B", "y", hide=True)]},
        {
            "type": "row",
            "title": "Logs",
            "collapsed": True,
            "panels": [
                {"type": "table", "title": "B", "targets": [target("A", "z[$__rate_interval]", instant=True)]},
                {
                    "type": "logs",
                    "title": "C",
                    "interval": "1m",
                    "targets": [{"refId": "A", "expr": '{a="b"}', "datasource": {"type": "loki", "uid": "l"}}],
                },
            ],
        },
    ],
}


class Server:
    """Answers from a table: query -> what was heard; remembers what was asked."""

    def __init__(self, heard: dict[str, Heard | DashError | None]) -> None:
        """Know the answers; what is not in the table is empty."""
        self.heard = heard
        self.asked: list[tuple[str, bool]] = []
        self.selectors: list[str] = []

    def ask(self, question: Question, query: str) -> Heard | None:
        """Answer."""
        self.asked.append((query, question.instant))
        answer = self.heard.get(query, Heard(0, 0))
        if isinstance(answer, DashError):
            raise answer
        return answer

    def label_values(self, selector: str, label: str, span: Span) -> Sequence[str]:
        """List values: of `mode` paper only."""
        del span
        self.selectors.append(selector)
        return {"environment": ["production", "test"], "mode": ["paper"]}[label]


DATA = Heard(2, 10)


def test_hidden_and_folded_queries_are_found() -> None:
    """Collapsed rows are asked too; a hidden target is not what a reader sees."""
    found = [(one.kind, one.place) for one in questions(BOARD)]

    assert found == [
        ("variable", "variable environment"),
        ("variable", "variable mode"),
        ("annotation", "annotation Alerts"),
        ("panel", "Now / A A"),
        ("panel", "Logs / B A"),
        ("panel", "Logs / C A"),
    ]


def test_variables_are_those_of_a_reader_who_opens_the_dashboard() -> None:
    """All is its own pattern, and a default that is not there gives way to the first value."""
    chosen, found = resolve(BOARD, server := Server({}))

    assert chosen == {"environment": ".+", "mode": "paper", "runbooks": "docs"}
    assert found["environment"] == ["production", "test"]
    assert server.selectors == ["up", 'on{environment=~".+"}']


def test_queries_are_asked_with_everything_filled_in() -> None:
    """The dashboard's variables and Grafana's own."""
    server = Server({'x{e=~".+"}': DATA, "z[105s]": DATA, "ALERTS": DATA, '{a="b"}': None})

    report = smoke([BOARD], server)

    assert set(server.asked) == {("ALERTS", False), ("z[105s]", True), ('x{e=~".+"}', False), ('{a="b"}', False)}
    assert {one.question.place: one.verdict for one in report.results} == {
        "variable environment": "data",
        "variable mode": "data",
        "annotation Alerts": "data",
        "Now / A A": "data",
        "Logs / B A": "data",
        "Logs / C A": "checked",
    }
    assert report.findings() == []


def test_only_logs_are_asked_where_only_a_loki_is() -> None:
    """Its own labels stand for what the variables list."""
    server = Server({'{a="b"}': DATA})

    report = smoke([BOARD], server, logs_only=True)

    assert [(one.question.place, one.verdict) for one in report.results] == [("Logs / C A", "data")]


def test_a_repeated_panel_is_asked_once_for_each_value() -> None:
    """Each copy holds one value, and each may be empty on its own."""
    repeated = {"type": "stat", "title": "R", "repeat": "environment", "targets": [target("A", 'x{e="$environment"}')]}
    server = Server({'x{e="production"}': DATA, "ALERTS": DATA})

    report = smoke([{**BOARD, "panels": [repeated]}], server)

    assert [one.verdict for one in report.results if one.question.kind == "panel"] == ["data", "empty"]


def test_empty_and_broken_panels_are_findings() -> None:
    """And the sums count panels, not queries."""
    server = Server({"z[105s]": DashError("parse error"), "ALERTS": DATA, '{a="b"}': None})

    report = smoke([BOARD], server)

    assert [(one.question.place, one.verdict) for one in report.findings()] == [
        ("Now / A A", "empty"),
        ("Logs / B A", "error"),
    ]
    assert render.summary(report).startswith("3 panels, 1 empty; 6 queries: ")


def test_too_many_lines_are_a_finding() -> None:
    """A graph of 500 lines is read by nobody."""
    report = smoke([BOARD], Server({'x{e=~".+"}': Heard(500, 5000), "z[105s]": DATA, "ALERTS": DATA, '{a="b"}': None}))

    assert [one.verdict for one in report.findings()] == ["too many series"]


def test_a_server_that_is_down_ends_it_all() -> None:
    """A thousand lines of the same error help nobody."""
    with pytest.raises(Unreachable):
        smoke([BOARD], Server({"ALERTS": Unreachable("nobody")}))


def test_logql_is_judged_where_no_loki_is() -> None:
    """A wrong query is an error also without a server."""
    board = {
        **BOARD,
        "panels": [{"type": "logs", "title": "C", "targets": [{**target("A", "{a="), "datasource": {"type": "loki"}}]}],
    }

    report = smoke([board], Server({"ALERTS": DATA, "{a=": None}))

    assert [one.verdict for one in report.findings()] == ["error"]


def report_of(*exceptions: Allowed) -> Report:
    """Ask the sample, where panel A is empty."""
    return smoke([BOARD], Server({"z[105s]": DATA, "ALERTS": DATA, '{a="b"}': None}), exceptions)


@pytest.mark.parametrize("place", ["Now / A", "Now / A A"])
def test_an_exception_with_its_reason_excuses(place: str) -> None:
    """The panel, or one of its queries."""
    assert report_of(Allowed("sample", place, "no trade yet")).findings() == []


def test_an_exception_elsewhere_does_not() -> None:
    """Neither another dashboard nor another panel."""
    assert len(report_of(Allowed("other", "Now / A", "x"), Allowed("sample", "Now / B", "x")).findings()) == 1


@pytest.mark.parametrize(
    "text", ["- {dashboard: a, place: b}", "- {dashboard: a, place: b, reason: ''}", "- nothing", "a: ["]
)
def test_an_exception_without_a_reason_is_refused(tmp_path: Path, text: str) -> None:
    """The file is read, entry by entry."""
    (tmp_path / ".smoke").write_text(text)

    with pytest.raises(ConfigurationError, match=r"^\.smoke"):
        allowed.read(tmp_path)


def test_each_format_names_the_panel() -> None:
    """Text, JSON, Markdown and GitHub's annotations say the same."""
    report = report_of()

    texts = [
        "\n".join(render.as_text(report, every=False)),
        "\n".join(render.as_markdown(report)),
        "\n".join(render.as_github(report)),
    ]
    assert ["Now / A A" in text for text in texts] == [True, True, True]
    assert json.loads(render.as_json(report))["findings"] == 1


@pytest.mark.parametrize(
    ("text", "expected"), [("30s", 30), ("5m", 300), (">1m", 60), ("1d", 86400), ("", 0), ("auto", 0)]
)
def test_durations_are_read(text: str, expected: float) -> None:
    """A panel's minimum interval."""
    assert seconds(text) == expected


def test_the_rate_interval_is_grafanas() -> None:
    """max(step + scrape, 4 x scrape)."""
    assert span({"time": {"from": "now-1h"}}, 0).rate_interval == 60
    assert span({"time": {"from": "now-7d"}}, 300).rate_interval == 2520 + 15
