"""What is missing on the target is named before anything is written."""

from typing import Any

from support.descriptions import description
from support.loopback import Reply, routes, serving

from scripts import preflight
from scripts.grafana import Client, capabilities
from scripts.preflight import Missing
from scripts.settings import Environment


def missing(specs: dict[str, Any], table: dict[str, Reply] | None = None) -> tuple[list[Missing], list[str]]:
    """Check dashboards against a server; also list the paths it was asked for."""
    with (
        serving(routes({**description(), **(table or {})})) as server,
        Client(Environment(name="t", url=server.url)) as client,
    ):
        found = preflight.missing(client, capabilities.discover(client), specs)
    return found, [request.path for request in server.requests[2:]]


def board(*panels: dict[str, Any]) -> dict[str, Any]:
    """Make a dashboard of panels."""
    return {"panels": list(panels)}


def test_what_is_there_is_not_missing_and_costs_no_request() -> None:
    """Data sources and plugins are known from the greeting."""
    spec = board({"title": "A", "type": "stat", "datasource": {"type": "prometheus", "uid": "prom"}})

    assert missing({"x": spec}) == ([], [])


def test_each_missing_thing_names_the_panels_that_break() -> None:
    """One line a thing, whatever the number of panels; a name where the uid is not known."""
    lost = {"type": "loki", "uid": "logs"}
    specs = {
        "x": board({"title": "A", "type": "stat", "datasource": lost}, {"title": "B", "type": "rocket"}),
        "y": board(*({"title": f"P{n}", "type": "stat", "datasource": lost} for n in range(6))),
    }

    found, asked = missing(specs)

    assert [(one.kind, one.name, len(one.breaks)) for one in found] == [
        ("data source", "logs", 7),
        ("plugin", "rocket", 1),
    ]
    assert str(found[0]).startswith("data source logs is missing: needed by x: panel A, y: panel P0")
    assert str(found[0]).endswith(" and 2 more")
    assert str(found[1]) == "plugin rocket is missing: needed by x: panel B"
    assert asked == []


def test_a_variable_needs_any_data_source_of_its_type() -> None:
    """`${ds}` of type loki is missing where there is no Loki at all."""
    spec = {
        "templating": {"list": [{"name": "ds", "type": "datasource", "query": "loki"}]},
        "panels": [{"title": "A", "type": "stat", "datasource": {"uid": "${ds}"}}],
    }

    found, _ = missing({"x": spec})

    assert [(one.name, one.breaks) for one in found] == [("loki", ("x: variable ds", "x: panel A"))]


def test_library_panels_and_folders_are_asked_for_only_where_needed() -> None:
    """A request for the list of library panels, one for each folder, none for our own."""
    specs = {
        "x": board(
            {"title": "A", "libraryPanel": {"uid": "here"}},
            {"title": "B", "libraryPanel": {"uid": "gone"}},
            {"title": "C", "type": "text", "options": {"folderUID": "bot-core"}},
            {"title": "D", "type": "text", "options": {"folderUID": "nowhere"}},
            {"title": "E", "type": "text", "options": {"folderUID": "nowhere"}},
        )
    }
    library = Reply(body={"result": {"elements": [{"uid": "here", "name": "Here"}]}})

    found, asked = missing(specs, {"GET /api/library-elements": library})

    assert [(one.kind, one.name) for one in found] == [("folder", "nowhere"), ("library panel", "gone")]
    assert len(asked) == 2
