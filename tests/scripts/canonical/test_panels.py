"""Is each kind of panel written as a save in Grafana 12.4 writes it?"""

import copy

import pytest

from scripts.canonical import canonical, comparable
from scripts.canonical.plugins import plugins
from scripts.jsonvalue import Json

SOURCE = {"type": "prometheus", "uid": "${datasource}"}
PLACE = {"x": 0, "y": 0, "w": 12, "h": 8}


def saved(**panel: object) -> Json:
    """Save a dashboard with one panel; return the panel."""
    made: Json = canonical({"title": "Board", "panels": [{"gridPos": dict(PLACE), **panel}]})["panels"][0]
    return made


def compared(**panel: object) -> Json:
    """Compare a dashboard with one panel; return the panel."""
    made: Json = comparable({"title": "Board", "panels": [{"gridPos": dict(PLACE), **panel}]})["panels"][0]
    return made


@pytest.mark.parametrize("kind", sorted(plugins()))
def test_a_bare_panel_gets_the_defaults_of_its_type(kind: str) -> None:
    """Options and field defaults come from the plugin, and the plugin's version is written."""
    made = saved(type=kind)
    plugin = plugins()[kind]
    assert made["pluginVersion"] == "12.4.0"
    assert made.get("options", {}) == plugin.bare
    assert made.get("fieldConfig", {"defaults": {}})["defaults"] == plugin.defaults


def test_defaults_cannot_be_changed_through_a_panel() -> None:
    """Whoever changes a canonical dashboard changes that one only."""
    before = copy.deepcopy(plugins()["timeseries"].defaults)
    saved(type="timeseries")["fieldConfig"]["defaults"]["thresholds"]["steps"].clear()
    assert plugins()["timeseries"].defaults == before


def test_given_options_win_and_arrays_win_whole() -> None:
    """Objects are filled in key by key, arrays are not."""
    made = saved(type="stat", options={"reduceOptions": {"calcs": ["max"]}, "textMode": "name"})
    assert made["options"]["reduceOptions"] == {"calcs": ["max"], "fields": "", "values": False}
    assert made["options"]["textMode"] == "name"
    assert made["options"]["graphMode"] == "area"


def test_an_unknown_type_is_left_as_it_is() -> None:
    """What somebody else's plugin fills in is not known."""
    made = saved(type="their-plugin", options={"a": 1}, pluginVersion="2.0.0")
    assert (made["options"], made["pluginVersion"]) == ({"a": 1}, "2.0.0")


def test_the_first_threshold_has_no_lower_bound() -> None:
    """Null, nothing and any number are written as 0, in defaults and in overrides."""
    steps = [{"color": "green", "value": None}, {"color": "red", "value": 2.0}]
    override = {"matcher": {"id": "byName", "options": "a"}, "properties": [{"id": "thresholds", "value": {}}]}
    override["properties"] = [{"id": "thresholds", "value": {"steps": [{"color": "blue", "value": 7}]}}]
    config = saved(type="stat", fieldConfig={"defaults": {"thresholds": {"steps": steps}}, "overrides": [override]})[
        "fieldConfig"
    ]
    assert config["defaults"]["thresholds"] == {
        "mode": "absolute",
        "steps": [{"color": "green", "value": 0}, {"color": "red", "value": 2}],
    }
    assert config["overrides"][0]["properties"][0]["value"]["steps"] == [{"color": "blue", "value": 0}]


def test_field_properties_that_a_type_does_not_know_are_dropped() -> None:
    """A heatmap has no thresholds, a time series no cell options."""
    assert (
        "thresholds"
        not in saved(type="heatmap", fieldConfig={"defaults": {"thresholds": {"mode": "absolute"}}})["fieldConfig"][
            "defaults"
        ]
    )
    custom = saved(type="timeseries", fieldConfig={"defaults": {"custom": {"cellOptions": {"type": "auto"}}}})
    assert "cellOptions" not in custom["fieldConfig"]["defaults"]["custom"]


def test_a_property_that_only_another_version_knows_is_still_compared() -> None:
    """Somebody may have set it there, and see it."""
    made = compared(type="timeseries", fieldConfig={"defaults": {"custom": {"newInThirteen": 3}}})
    assert made["fieldConfig"]["defaults"]["custom"]["newInThirteen"] == 3


def test_what_says_nothing_is_not_written() -> None:
    """Empty and usual values go."""
    made = saved(
        type="timeseries",
        title="",
        description="",
        transparent=False,
        links=[],
        transformations=[],
        repeatDirection="h",
        repeat="",
        interval="",
        timeFrom=None,
        targets=[{"refId": "A", "expr": "up", "hide": False}],
    )
    assert set(made) == {"id", "type", "gridPos", "fieldConfig", "options", "pluginVersion", "targets"}
    assert made["targets"] == [{"expr": "up", "refId": "A"}]


def test_queries_get_free_names_and_the_panel_their_source() -> None:
    """A query without refId gets the next free letter; a panel without source that of its first query."""
    made = saved(type="timeseries", targets=[{"expr": "a"}, {"refId": "A", "expr": "b", "datasource": SOURCE}])
    assert [one["refId"] for one in made["targets"]] == ["B", "A"]
    assert made["datasource"] == SOURCE


def test_a_query_without_source_asks_the_panels() -> None:
    """To name it on both, or on the panel alone, is the same."""
    named = compared(type="stat", datasource=SOURCE, targets=[{"refId": "A", "expr": "up", "datasource": SOURCE}])
    assert compared(type="stat", datasource=SOURCE, targets=[{"refId": "A", "expr": "up"}]) == named


def test_a_panel_without_queries_has_no_source() -> None:
    """A text keeps neither queries nor a data source."""
    made = saved(type="text", datasource=SOURCE, targets=[{"refId": "A"}], options={"content": "Hello"})
    assert "datasource" not in made
    assert "targets" not in made


def test_a_library_panel_is_reduced_to_its_reference() -> None:
    """Its content is the library's."""
    made = saved(type="library-panel-ref", id=3, title="Shared", libraryPanel={"uid": "x", "name": "X"}, options={})
    assert made == {"id": 3, "title": "Shared", "gridPos": PLACE, "libraryPanel": {"uid": "x", "name": "X"}}


def test_a_repeated_panel_spans_the_grid_unless_it_goes_down() -> None:
    """Grafana divides the whole width among the repetitions."""
    assert saved(type="stat", repeat="service")["gridPos"]["w"] == 24
    assert saved(type="stat", repeat="service")["repeatDirection"] == "h"
    assert saved(type="stat", repeat="service", repeatDirection="v")["gridPos"]["w"] == 12


def test_time_settings_are_kept_only_where_there_is_one() -> None:
    """To hide a time override means nothing without one."""
    assert "hideTimeOverride" not in saved(type="stat", hideTimeOverride=True)
    assert saved(type="stat", hideTimeOverride=True, timeFrom="1h")["hideTimeOverride"] is True


def test_the_browser_fills_in_only_what_it_shows() -> None:
    """A closed row keeps its panels as they are; compared, they are filled in like the others."""
    inner = {"type": "stat", "gridPos": dict(PLACE), "title": "Inside", "options": {"textMode": "name"}}
    board = {"panels": [{"type": "row", "collapsed": True, "gridPos": dict(PLACE), "panels": [inner]}]}
    assert canonical(board)["panels"][0]["panels"][0]["options"] == {"textMode": "name"}
    assert comparable(board)["panels"][0]["panels"][0]["options"]["graphMode"] == "area"


def test_an_open_row_holds_no_panels() -> None:
    """Grafana shows only those that stand below it."""
    inner = {"type": "stat", "gridPos": dict(PLACE)}
    assert saved(type="row", collapsed=False, panels=[inner], title="Now")["panels"] == []


def test_rows_span_the_grid() -> None:
    """Whatever the file says."""
    assert saved(type="row", gridPos={"x": 3, "y": 0, "w": 7, "h": 9})["gridPos"] == {"x": 0, "y": 0, "w": 24, "h": 1}


def test_a_gauge_that_grafana_13_brought_up_to_date_is_the_same() -> None:
    """Its new options say what the old gauge did."""
    new: Json = {
        **plugins()["gauge"].options,
        "shape": "gauge",
        "sparkline": False,
        "effects": {"gradient": False},
        "segmentCount": 1,
        "showThresholdMarkers": False,
    }
    assert compared(type="gauge", options=new) == compared(type="gauge")
    assert compared(type="gauge", options={**new, "shape": "circle"}) != compared(type="gauge")
    by_thresholds = {"defaults": {"color": {"mode": "thresholds"}}}
    shown = compared(type="gauge", fieldConfig=by_thresholds)
    assert compared(type="gauge", fieldConfig=by_thresholds, options={"showThresholdMarkers": False}) != shown
