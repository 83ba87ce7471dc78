"""Are dashboards of schema 36 to 41 raised as Grafana raises them?"""

import pytest

from scripts.canonical import canonical, comparable
from scripts.canonical.raising import raised
from scripts.jsonvalue import Json


def board(version: int, **panel: object) -> Json:
    """Make a dashboard with one panel."""
    place = {"x": 0, "y": 0, "w": 12, "h": 8}
    return {"schemaVersion": version, "panels": [{"type": "timeseries", "gridPos": place, **panel}]}


@pytest.mark.parametrize("version", range(36, 42))
def test_the_newest_version_is_written(version: int) -> None:
    """Grafana 10 and 11 store 36 to 41, and mean the same."""
    assert canonical(board(version))["schemaVersion"] == 42
    assert comparable(board(version)) == comparable(board(42))


def test_what_is_older_is_left_to_the_server() -> None:
    """Its migrations need the server's data sources; to claim the newest version would skip them."""
    old = board(30)
    raised(old)
    assert old["schemaVersion"] == 30
    assert canonical(board(30))["schemaVersion"] == 30


def test_a_hidden_legend_says_so() -> None:
    """37: `displayMode: hidden` becomes `showLegend: false`; every other legend is shown."""
    given = board(36, options={"legend": {"displayMode": "hidden"}})
    raised(given)
    assert given["panels"][0]["options"]["legend"] == {"displayMode": "list", "showLegend": False}
    shown = board(36, options={"legend": {"displayMode": "table"}})
    raised(shown)
    assert shown["panels"][0]["options"]["legend"]["showLegend"] is True


def test_cells_of_tables_get_their_options() -> None:
    """38: the display mode of cells becomes an object, in defaults and overrides, also in closed rows."""
    config = {
        "defaults": {"custom": {"displayMode": "lcd-gauge"}},
        "overrides": [{"matcher": {}, "properties": [{"id": "custom.displayMode", "value": "color-text"}]}],
    }
    given = board(37, type="row", panels=[{"type": "table", "fieldConfig": config}])
    raised(given)
    config = given["panels"][0]["panels"][0]["fieldConfig"]
    assert config["defaults"] == {"custom": {"cellOptions": {"type": "gauge", "mode": "lcd"}}}
    assert config["overrides"][0]["properties"] == [{"id": "custom.cellOptions", "value": {"type": "color-text"}}]


def test_statistics_of_a_trend_column_move() -> None:
    """39: `refIdToStat` becomes options by query."""
    given = board(38, transformations=[{"id": "timeSeriesTable", "options": {"refIdToStat": {"A": "max"}}}])
    raised(given)
    assert given["panels"][0]["transformations"][0]["options"] == {"A": {"stat": "max"}}


def test_refresh_is_a_text() -> None:
    """40: `false` becomes empty."""
    given = {**board(39), "refresh": False}
    raised(given)
    assert given["refresh"] == ""


def test_what_is_hidden_is_hidden_in_the_tooltip_too() -> None:
    """42: hiding a series in the graph hides it in the tooltip."""
    properties = [{"id": "custom.hideFrom", "value": {"viz": True, "legend": False, "tooltip": False}}]
    given = board(41, fieldConfig={"overrides": [{"matcher": {}, "properties": properties}]})
    raised(given)
    assert properties[0]["value"] == {"viz": True, "legend": False, "tooltip": True}
