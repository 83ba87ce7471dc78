"""What becomes of the parts of an old dashboard, and which of them the reader is told about."""

import pytest

from scripts.jsonvalue import Json
from scripts.modernise import modernise, number

SOURCES = {"Metrics": {"type": "prometheus", "uid": "prom"}}


def modern(**old: object) -> tuple[Json, list[str]]:
    """Bring an old dashboard to today."""
    return modernise({"title": "Old", "schemaVersion": 14, **old}, SOURCES)


def panel(**old: object) -> Json:
    """Bring an old panel to today."""
    made: Json = modern(panels=[{"type": "timeseries", "title": "P", **old}])[0]["panels"][0]
    return made


def test_old_rows_become_a_grid_without_overlaps() -> None:
    """Spans are twelfths of the width, heights are pixels; what does not fit stands below what did."""
    wide = [{"type": "graph", "title": name, "span": 8} for name in "AB"]
    low = {"type": "graph", "title": "C", "span": 4, "height": 38}
    dashboard, _ = modern(
        rows=[{"title": "Top", "height": "380px", "panels": [*wide, low]}, {"height": 190, "panels": [{"title": "D"}]}]
    )

    places = {one["title"]: tuple(one["gridPos"][key] for key in "xywh") for one in dashboard["panels"]}
    assert places == {
        "Top": (0, 0, 24, 1),
        "A": (0, 1, 16, 10),
        "B": (0, 11, 16, 10),
        "C": (16, 11, 8, 3),
        "D": (0, 21, 24, 5),
    }
    assert "rows" not in dashboard


def test_a_height_that_is_no_number_is_told() -> None:
    """The panel is there all the same, at a usual height."""
    dashboard, notes = modern(rows=[{"panels": [{"title": "P", "type": "stat", "height": "tall"}]}])

    assert dashboard["panels"][0]["gridPos"]["h"] == 8
    assert notes == ["panel 'P': the height 'tall' is no number of pixels; 8 rows are used"]


def test_a_dead_panel_gets_its_successor_and_only_the_keys_of_today() -> None:
    """Options of a panel that is gone mean nothing to what took its place."""
    dashboard, notes = modern(panels=[{"type": "singlestat", "title": "P", "valueName": "avg", "description": "D"}])

    made = dashboard["panels"][0]
    assert (made["type"], made["description"], "valueName" in made) == ("stat", "D", False)
    assert notes == ["panel 'P': singlestat is gone from Grafana; it becomes stat, check its options"]


def test_a_panel_of_text_asks_nothing() -> None:
    """Old generators gave targets to every panel."""
    assert "targets" not in panel(type="text", targets=[{"expr": "up"}])


def test_targets_get_their_letter_and_the_data_source_of_their_panel() -> None:
    """Grafana tells queries of a panel apart by their letter."""
    made = panel(datasource="Metrics", targets=[{"expr": "a", "step": 4}, {"expr": "b", "datasource": "$other"}])

    assert made["targets"] == [
        {"expr": "a", "refId": "A", "datasource": {"type": "prometheus", "uid": "prom"}},
        {"expr": "b", "refId": "B", "datasource": {"type": "prometheus", "uid": "${other}"}},
    ]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("Metrics", {"type": "prometheus", "uid": "prom"}),
        ("${ds}", {"type": "prometheus", "uid": "${ds}"}),
        ("-- Mixed --", {"type": "datasource", "uid": "-- Mixed --"}),
        ("-- Grafana --", {"type": "grafana", "uid": "-- Grafana --"}),
        ({"type": "loki", "uid": "logs"}, {"type": "loki", "uid": "logs"}),
        ("Elsewhere", {"type": "prometheus", "uid": "Elsewhere"}),
    ],
)
def test_a_data_source_by_name_becomes_a_reference(given: object, made: object) -> None:
    """In panels, variables and annotations alike; only a name that nobody knows is told, with its place."""
    dashboard, notes = modern(
        panels=[{"type": "stat", "title": "P", "datasource": given}],
        templating={"list": [{"name": "v", "type": "query", "datasource": given}]},
        annotations={"list": [{"name": "m", "datasource": given}, {"name": "n"}]},
    )

    holders = (dashboard["panels"][0], dashboard["templating"]["list"][0], dashboard["annotations"]["list"][0])
    assert [one["datasource"] for one in holders] == [made] * 3
    assert "datasource" not in dashboard["annotations"]["list"][1]
    unknown = ["panel 'P'", "variable v", "annotation m"] if given == "Elsewhere" else []
    assert [note.partition(": ")[0] for note in notes] == unknown


def test_thresholds_begin_at_null_and_not_at_the_word() -> None:
    """Some generators wrote the word; steps that are missing are none."""
    steps = [{"value": "null", "color": "green"}, {"value": 3, "color": "red"}]
    made = panel(fieldConfig={"defaults": {"thresholds": {"mode": "absolute", "steps": steps}}})
    assert [one["value"] for one in made["fieldConfig"]["defaults"]["thresholds"]["steps"]] == [None, 3]

    made = panel(fieldConfig={"defaults": {"thresholds": {"mode": "absolute", "steps": None}}})
    assert made["fieldConfig"]["defaults"]["thresholds"]["steps"] == []


def test_options_that_are_a_list_are_none() -> None:
    """PHP and its friends write an empty object as an empty list."""
    assert panel(options=[])["options"] == {}


def test_the_settings_of_the_whole_dashboard_are_brought_along() -> None:
    """The shared crosshair has another name today, no refresh is an empty text, and yes is when the page loads."""
    variable = {"name": "v", "type": "query", "refresh": True, "tags": [], "useTags": False}
    dashboard, notes = modern(sharedCrosshair=True, refresh=False, templating={"list": [variable]}, style="dark", id=7)

    assert (dashboard["graphTooltip"], dashboard["refresh"], dashboard["schemaVersion"]) == (1, "", 42)
    assert dashboard["templating"]["list"] == [{"name": "v", "type": "query", "refresh": 1}]
    assert not {"sharedCrosshair", "style", "id"} & set(dashboard)
    assert notes == []


def test_a_crosshair_of_yes_and_no_becomes_a_number() -> None:
    """Grafana of today refuses a truth value there."""
    assert modern(graphTooltip=True)[0]["graphTooltip"] == 1


def test_panels_without_an_id_get_one_that_stays() -> None:
    """The same whatever stands around them, and never that of another, also inside rows."""
    twins: list[Json] = [{"type": "stat", "title": "P"}, {"type": "stat", "title": "P"}]
    number(twins)
    first, second = (one["id"] for one in twins)
    inside: Json = {"type": "row", "title": "R", "id": 5, "panels": [{"type": "stat", "title": "P"}]}
    number([{"type": "stat", "title": "Before", "id": 0}, inside])

    assert first != second
    assert (inside["id"], inside["panels"][0]["id"]) == (5, first)
