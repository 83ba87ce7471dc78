"""Does the view of a dashboard show rows, panels and languages, whatever the file holds?"""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.lint.board import Board
from scripts.lint.context import Context
from scripts.lint.engine import Subject, findings

KEYS = """
panels rows templating list type title targets expr gridPos x y w h fieldConfig defaults overrides properties id value
links url options matcher annotations thresholds steps mappings datasource uid name query custom unit transformations
collapsed repeat libraryPanel refId legendFormat hide panelId
"""
LEAVES = st.none() | st.integers(-3, 30) | st.floats(allow_nan=False) | st.sampled_from([True, "", "$a", "row", "up"])
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["panels", "rows", "templating", "annotations", "links", "title", "uid"]), JSON))
def test_no_rule_fails_on_a_file_that_holds_anything(spec: dict[str, Any]) -> None:
    """Whatever stands at whatever place, every rule judges and none crashes."""
    assert isinstance(findings(Subject(spec=spec)), list)


CASES = [
    case.get("dashboard", case)
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for kind in yaml.safe_load(path.read_text(encoding="utf-8")).values()
    for case in kind.values()
]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_rule_fails_when_a_part_of_a_dashboard_is_something_else(data: st.DataObject) -> None:
    """One value anywhere in a dashboard becomes any other, as in a file that a person edited."""
    spec = copy.deepcopy(data.draw(st.sampled_from(CASES)))
    node: Any = spec
    for _ in range(data.draw(st.integers(0, 8))):
        inner = [
            one for one in (node.values() if isinstance(node, dict) else node) if one and isinstance(one, dict | list)
        ]
        if not inner:
            break
        node = data.draw(st.sampled_from(inner))
    if node:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        node[data.draw(st.sampled_from(keys))] = data.draw(
            LEAVES | st.sampled_from([[None], {}, {"a": []}, [[]], [{}]])
        )

    assert isinstance(findings(Subject(spec=spec)), list)


def row(title: str, y: int, *inside: object, collapsed: bool = False) -> dict[str, object]:
    """Make a row panel."""
    return {"type": "row", "title": title, "gridPos": {"y": y}, "panels": list(inside), "collapsed": collapsed}


def test_panels_belong_to_the_row_above_them_or_around_them() -> None:
    """Open rows own what follows on the screen, collapsed ones what they hold."""
    board = Board(
        {
            "panels": [
                {"type": "stat", "title": "C", "gridPos": {"y": 2}},
                {"type": "stat", "title": "A", "gridPos": {"y": 0}},
                row("One", 1),
                row("Two", 3, {"type": "stat", "title": "D"}, collapsed=True),
            ]
        }
    )

    assert [(panel.row, panel.title, panel.inside) for panel in board.panels] == [
        ("", "A", False),
        ("One", "C", False),
        ("Two", "D", True),
    ]
    assert [found.title for found in board.rows] == ["", "One", "Two"]


def test_rows_of_old_dashboards_are_rows() -> None:
    """Before Grafana 5 rows were a list of their own."""
    board = Board({"rows": [{"title": "One", "panels": [{"type": "graph", "title": "A"}]}]})

    assert [(panel.row, panel.title) for panel in board.panels] == [("One", "A")]


@pytest.mark.parametrize(
    ("reference", "language"),
    [
        ({"type": "prometheus", "uid": "x"}, "promql"),
        ({"type": "loki", "uid": "x"}, "logql"),
        ({"uid": "${logs}"}, "logql"),
        ("$metrics", "promql"),
        ("Loki", "logql"),
        ("somewhere", ""),
        (None, ""),
        ({"type": "datasource", "uid": "-- Mixed --"}, ""),
        ({"type": "influxdb", "uid": "x"}, None),
        ("$other", None),
    ],
)
def test_the_language_is_that_of_the_data_source(reference: object, language: str | None) -> None:
    """By its type, by the variable that names it, or by its name."""
    variables = [("metrics", "prometheus"), ("logs", "loki"), ("other", "influxdb")]
    board = Board(
        {"templating": {"list": [{"type": "datasource", "name": name, "query": kind} for name, kind in variables]}},
        Context(),
    )

    assert board.language(reference) == language
    assert board.main_source == "prometheus"


def test_a_problem_knows_its_place() -> None:
    """Dashboard, row, panel and query are named as a person sees them."""
    spec = {
        "title": "T",
        "uid": "t",
        "panels": [row("R", 0), {"type": "stat", "title": "P", "id": 7, "targets": [{"expr": "up"}]}],
    }
    spec["panels"][1]["gridPos"] = {"y": 1}  # type: ignore[index] # a literal of mixed types

    problem = Board(spec).panels[0].targets[0].problem("is wrong")

    assert str(problem.place) == "R / P / query 0"
    assert (problem.place.dashboard, problem.place.uid, problem.place.panel_id, problem.place.index) == ("T", "t", 7, 0)
