"""What dashboards need beside themselves."""

from typing import Any

import pytest

from scripts import references
from scripts.references import Reference

VARIABLE = {"name": "ds", "type": "datasource", "query": "prometheus"}


def board(*panels: dict[str, Any], variables: tuple[dict[str, Any], ...] = (VARIABLE,)) -> dict[str, Any]:
    """Make a dashboard of these panels."""
    return {"panels": list(panels), "templating": {"list": list(variables)}}


def found(*panels: dict[str, Any]) -> set[tuple[str, str, str, str]]:
    """List what panels refer to, the variable itself left out."""
    return {
        (one.kind, one.name, one.type, one.where)
        for one in references.of(board(*panels))
        if not one.where.startswith("variable")
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"type": "prometheus", "uid": "p1"}, ("data source", "p1", "prometheus", "panel A")),
        ({"type": "prometheus", "uid": "${ds}"}, ("data source", "", "prometheus", "panel A")),
        ({"type": "prometheus", "uid": "$ds"}, ("data source", "", "prometheus", "panel A")),
        ({"uid": "${ds:raw}"}, ("data source", "", "prometheus", "panel A")),
        ({"type": "loki", "uid": "${unknown}"}, ("data source", "", "loki", "panel A")),
        ("By name", ("data source", "By name", "", "panel A")),
    ],
)
def test_a_data_source_is_found_directly_and_through_a_variable(
    source: object, expected: tuple[str, str, str, str]
) -> None:
    """Objects, variables in all their spellings, and the names of old dashboards."""
    assert found({"title": "A", "targets": [{"refId": "A", "datasource": source}]}) == {expected}


@pytest.mark.parametrize(
    "source",
    [
        {"type": "grafana", "uid": "-- Grafana --"},
        {"type": "datasource", "uid": "grafana"},
        {"uid": "-- Mixed --"},
        {"type": "__expr__", "uid": "__expr__"},
        None,
        "",
    ],
)
def test_what_every_grafana_has_is_not_needed(source: object) -> None:
    """Grafana's own, mixed and expressions."""
    assert found({"title": "A", "datasource": source}) == set()


def test_plugins_library_panels_and_folders_are_found() -> None:
    """The type of a panel, the library panel it shows, the folder that a list is limited to."""
    panels = (
        {"title": "A", "type": "stat"},
        {"title": "B", "type": "x", "libraryPanel": {"uid": "lib"}},
        {"title": "C", "type": "dashlist", "options": {"folderUID": "f"}},
        {"title": "D", "type": "alertlist", "options": {"folder": {"uid": "g"}}},
    )

    assert found(*panels) == {
        ("plugin", "stat", "", "panel A"),
        ("library panel", "lib", "", "panel B"),
        ("plugin", "dashlist", "", "panel C"),
        ("folder", "f", "", "panel C"),
        ("plugin", "alertlist", "", "panel D"),
        ("folder", "g", "", "panel D"),
    }


def test_panels_of_collapsed_rows_count_and_rows_do_not() -> None:
    """A row is no plugin; what lies in it is looked at."""
    row = {"type": "row", "title": "R", "panels": [{"title": "A", "type": "stat"}]}

    assert found(row) == {("plugin", "stat", "", "panel A")}


def test_the_same_source_of_panel_and_queries_counts_once_a_panel() -> None:
    """Ten queries of a panel are one thing that breaks."""
    source = {"type": "prometheus", "uid": "p1"}
    panel = {"title": "A", "datasource": source, "targets": [{"datasource": source}] * 10}

    assert len(list(references.of(board(panel, variables=())))) == 1


def test_variables_and_annotations_need_their_sources() -> None:
    """A data source variable needs its type; queries of variables and annotations name theirs."""
    spec = {
        "templating": {"list": [VARIABLE, {"name": "q", "type": "query", "datasource": {"uid": "p1"}}]},
        "annotations": {"list": [{"name": "a", "datasource": {"uid": "p2", "type": "loki"}}]},
    }

    assert list(references.of(spec)) == [
        Reference(kind="data source", name="", type="prometheus", where="variable ds"),
        Reference(kind="data source", name="p1", where="variable q"),
        Reference(kind="data source", name="p2", type="loki", where="annotation a"),
    ]
