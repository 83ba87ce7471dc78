"""Is what belongs to the whole dashboard written as a save in Grafana 12.4 writes it?"""

import pytest

from scripts.canonical import canonical, comparable
from scripts.canonical.board import BUILT_IN
from scripts.jsonvalue import Json


def saved(**board: object) -> Json:
    """Save a dashboard."""
    return canonical({"panels": [], **board})


def test_an_empty_dashboard_gets_grafanas_defaults() -> None:
    """Exactly these keys."""
    assert canonical({}) == {
        "annotations": {"list": [BUILT_IN]},
        "editable": True,
        "fiscalYearStartMonth": 0,
        "graphTooltip": 0,
        "links": [],
        "panels": [],
        "preload": False,
        "schemaVersion": 42,
        "tags": [],
        "templating": {"list": []},
        "time": {"from": "now-6h", "to": "now"},
        "timepicker": {},
        "timezone": "browser",
        "title": "No Title",
        "weekStart": "",
    }


def test_identity_and_leftovers_go_but_the_uid_stays() -> None:
    """Files need the uid; everything that Grafana keeps elsewhere or no longer knows is dropped."""
    made = saved(uid="a", id=7, version=3, iteration=1, style="dark", gnetId=None, __inputs=[], meta={}, liveNow=False)
    assert set(made) == {*canonical({}), "uid"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"hidden": False, "quick_ranges": [], "time_options": ["5m"], "nowDelay": "1m"}, {"nowDelay": "1m"}),
        ({"refresh_intervals": ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"]}, {}),
        ({"refresh_intervals": ["10s"], "hidden": True}, {"refresh_intervals": ["10s"], "hidden": True}),
    ],
)
def test_the_time_picker_says_only_what_is_unusual(given: Json, expected: Json) -> None:
    """Its defaults are not written."""
    assert saved(timepicker=given)["timepicker"] == expected


def test_the_week_starts_on_a_day_that_grafana_knows() -> None:
    """Others are dropped."""
    assert saved(weekStart="monday")["weekStart"] == "monday"
    assert saved(weekStart="someday")["weekStart"] == ""


def test_annotations_say_whether_they_are_on_and_hidden() -> None:
    """The built-in one is added in front, once."""
    made = saved(annotations={"list": [{"name": "Alerts", "enable": 1, "builtIn": 0, "datasource": {}}]})
    assert made["annotations"]["list"] == [BUILT_IN, {"name": "Alerts", "enable": True, "hide": False}]
    assert canonical(made) == made


def test_panels_without_id_get_the_next_one() -> None:
    """As Grafana counts: in the order of the file, those inside rows after their row; a second one of an id as well."""
    place = {"x": 0, "y": 0, "w": 24, "h": 4}
    below = {**place, "y": 4}
    inner = {"type": "stat", "gridPos": place, "id": 5}
    row = {"type": "row", "id": 0, "collapsed": True, "panels": [inner], "gridPos": place}
    made = saved(panels=[row, {"type": "stat", "gridPos": below, "id": 5}])
    assert [one["id"] for one in made["panels"]] == [6, 7]
    assert made["panels"][0]["panels"][0]["id"] == 5


def test_copies_that_a_repeat_made_are_not_stored() -> None:
    """Old dashboards hold them."""
    assert saved(panels=[{"type": "stat", "repeatPanelId": 1}, {"type": "stat", "repeatedByRow": True}])["panels"] == []


def test_panels_stand_in_the_order_of_the_screen() -> None:
    """From top to bottom and from left to right."""
    places = [{"x": 12, "y": 8, "w": 12, "h": 4}, {"x": 0, "y": 0, "w": 24, "h": 8}, {"x": 0, "y": 8, "w": 12, "h": 4}]
    made = saved(panels=[{"id": n + 1, "type": "stat", "gridPos": place} for n, place in enumerate(places)])
    assert [one["id"] for one in made["panels"]] == [2, 3, 1]


def test_what_nobody_sees_is_not_compared() -> None:
    """The uid, the version of the model, and an empty text or interval."""
    seen = comparable({"uid": "a", "schemaVersion": 40, "refresh": "", "description": "", "panels": []})
    assert seen == comparable({"uid": "b", "panels": []})
    assert not {"uid", "schemaVersion", "refresh", "description"} & set(seen)


def test_a_closed_row_is_compared_by_what_opening_it_shows() -> None:
    """Where its panels stood when it was closed means nothing."""

    def row(y: int) -> Json:
        inner = {"type": "stat", "id": 2, "gridPos": {"x": 0, "y": y, "w": 12, "h": 4}}
        place = {"x": 0, "y": 0, "w": 24, "h": 1}
        return comparable(
            {"panels": [{"type": "row", "id": 1, "collapsed": True, "gridPos": place, "panels": [inner]}]}
        )

    assert row(1) == row(40)
