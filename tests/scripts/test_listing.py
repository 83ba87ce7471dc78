"""`dash show` draws a dashboard as a reader sees it, and `dash list` counts what is in it."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from support.small import dashboard, panel, row
from support.workshop import dash

from scripts.listing import names


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Be a project with one dashboard: a panel above the rows, a row, and a folded one."""
    (tmp_path / "boards").mkdir()
    (tmp_path / "dash.toml").write_text('[sources]\ncatalog = ""\nfiles = ["boards/*.json"]\n')
    unit = {"defaults": {"unit": "s"}}
    logs = panel("Logs", '{job="api"} |= "error"')
    logs["targets"][0]["datasource"] = {"type": "loki", "uid": "loki"}
    made = dashboard(
        panel("Above", "up"),
        row("Now"),
        panel("Latency", "max(delay_seconds)", fieldConfig=unit),
        row("Folded", panel("Inside", "sum(rate(hits_total[5m])) / sum(up)"), logs),
        uid="team",
    )
    (tmp_path / "boards/team.json").write_text(json.dumps(made, indent=1))
    return tmp_path


def test_show_draws_rows_and_panels_as_a_tree(team: Path) -> None:
    """In the order of the screen, each panel with its type, its unit and the place in the source that makes it."""
    said = dash(team, "show", "team")

    assert (said.code, said.err) == (0, "")
    lines = [line.partition("boards/")[0].rstrip() for line in said.out.splitlines()]
    assert lines == [
        "Small  (team,",
        "├─ (no row)",
        "│  └─ Above  timeseries",
        "├─ Now",
        "│  └─ Latency  timeseries [s]",
        "└─ Folded",
        "   ├─ Inside  timeseries",
        "   └─ Logs  timeseries",
    ]


def test_show_with_queries_puts_each_below_its_panel(team: Path) -> None:
    """As it stands in the source, with the variables in it."""
    lines = dash(team, "show", "team", "--queries").out.splitlines()

    after = {line.lstrip("│├└─ ").partition("  ")[0]: below for line, below in pairwise(lines)}
    assert after["Latency"].endswith("    max(delay_seconds)")
    assert after["Logs"].endswith('    {job="api"} |= "error"')


def test_show_as_json_holds_all_of_it(team: Path) -> None:
    """Rows in their order, and the queries without being asked for."""
    tree = json.loads(dash(team, "show", "team", "--format", "json").out)

    assert (tree["uid"], tree["rows"], tree["panels"], tree["queries"], tree["metrics"]) == ("team", 2, 4, 4, 3)
    inside = next(one for one in tree["layout"] if one["row"] == "Folded")["panels"]
    assert [one["title"] for one in inside] == ["Inside", "Logs"]
    assert inside[0]["queries"] == [{"legend": "", "expr": "sum(rate(hits_total[5m])) / sum(up)"}]
    assert inside[0]["source"].startswith("boards/team.json:")


def test_show_of_an_unknown_dashboard_names_it(team: Path) -> None:
    """A typing mistake is a usage error."""
    said = dash(team, "show", "taem")

    assert said.code == 2
    assert "taem" in said.err


@pytest.mark.parametrize(
    ("query", "read"),
    [("sum(a) / on(x) b", {"a", "b"}), ('{__name__=~"a.*"}', set()), ("1 + 1", set()), ("sum(((", set())],
)
def test_the_metrics_of_a_query_are_those_of_its_tree(query: str, read: set[str]) -> None:
    """Labels and functions are none, and what is no PromQL reads nothing."""
    assert names(query) == read
