"""What changed inside a panel is said in the words of Grafana's editor."""

from typing import Any

import pytest
from support.small import panel

from scripts.diff.model import Change, Kind, Weight
from scripts.diff.panel import inside
from scripts.jsonvalue import Json


def words(old: Json, new: Json, **how: bool) -> list[str]:
    """List what is said."""
    return [one.words for one in inside(old, new, **how)]


def limits(*steps: Any, mode: str = "absolute") -> Json:  # noqa: ANN401 - colours and values in turn
    """Make a panel with these thresholds."""
    pairs = [{"color": colour, "value": value} for colour, value in zip(steps[::2], steps[1::2], strict=True)]
    return panel("A", fieldConfig={"defaults": {"thresholds": {"mode": mode, "steps": pairs}}})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (limits("green", 0, "red", 0.05), limits("green", 0, "red", 0.1), ["threshold red 0.05 -> 0.1"]),
        (limits("green", 0, "red", 1), limits("green", 0, "orange", 1), ["threshold 1 red -> orange"]),
        (limits("green", 0), limits("green", 0, "red", 80), ["threshold red 80 added"]),
        (limits("green", 0, "red", 80), limits("green", 0), ["threshold red 80 removed"]),
        (limits("green", None, "red", 80), limits("green", 5, "red", 80), ["threshold green base -> 5"]),
        (limits("red", 1), limits("red", 1, mode="percentage"), ["thresholds mode absolute -> percentage"]),
        (limits("a", 1, "b", 2), limits("b", 2, "a", 1), 1),
    ],
)
def test_thresholds(old: Json, new: Json, said: list[str] | int) -> None:
    """By colour first, then by value; what has no partner came or went; even a mere turn is told."""
    found = words(old, new)

    assert (len(found) == said) if isinstance(said, int) else (found == said)


def mapped(*mappings: Json) -> Json:
    """Make a panel with value mappings."""
    return panel("A", fieldConfig={"defaults": {"mappings": list(mappings)}})


UP = {"type": "value", "options": {"1": {"text": "UP", "color": "green", "index": 0}}}
LOW = {"type": "range", "options": {"from": 0, "to": 9, "result": {"text": "low", "index": 1}}}
NAN = {"type": "special", "options": {"match": "nan", "result": {"text": "no data", "index": 2}}}


def test_mappings() -> None:
    """By what they map."""
    up = {"type": "value", "options": {"1": {"text": "ok", "color": "green", "index": 0}}}

    assert words(mapped(UP, LOW), mapped(up, NAN)) == [
        "mapping 1: UP green -> ok green",
        "mapping special nan -> no data added",
        "mapping range 0 9 -> low removed",
    ]
    assert words(mapped(LOW, NAN), mapped(NAN, LOW)) == ["mappings in another order"]
    assert words(mapped(LOW, LOW), mapped(LOW)) == ["mapping range 0 9 #2 -> low removed"]


def test_a_query_is_shown_word_by_word() -> None:
    """What stays is there to find the place; its refId names it."""
    old, new = panel("A", "sum(rate(http_requests_total[5m]))"), panel("A", "sum(rate(http_requests_total[1m]))")

    (one,) = inside(old, new)

    assert one.words == "query A: sum(rate(http_requests_total[[-5m-]{+1m+}]))"
    assert (one.path, one.old) == ("targets[A].expr", "sum(rate(http_requests_total[5m]))")


def test_queries_come_go_and_change_places() -> None:
    """By refId, and their order is the order of the legend."""
    two = [{"refId": "A", "expr": "a"}, {"refId": "B", "expr": "b"}]

    assert words(panel("P", targets=two), panel("P", targets=two[:1])) == ["query B removed: b"]
    assert words(panel("P", targets=two[1:]), panel("P", targets=two)) == ["query A added: a"]
    assert words(panel("P", targets=two), panel("P", targets=two[::-1])) == ["queries in another order: B, A"]
    assert words(panel("P", targets=two), panel("P", targets=[two[0], {**two[1], "legendFormat": "x"}])) == [
        "query B: legend none -> x"
    ]


def test_one_data_source_of_panel_and_queries_is_one_change() -> None:
    """`full` tells each."""

    def asking(uid: str) -> Json:
        source = {"type": "prometheus", "uid": uid}
        return panel("P", datasource=source, targets=[{"refId": ref, "datasource": source} for ref in "AB"])

    assert words(asking("one"), asking("other")) == ["data source one -> other"]
    assert len(words(asking("one"), asking("other"), full=True)) == 3


def override(name: str, *properties: Any) -> Json:  # noqa: ANN401 - ids and values in turn
    """Make an override of one field."""
    pairs = [{"id": one, "value": value} for one, value in zip(properties[::2], properties[1::2], strict=True)]
    return {"matcher": {"id": "byName", "options": name}, "properties": pairs}


def overridden(*overrides: Json) -> Json:
    """Make a panel with overrides."""
    return panel("A", fieldConfig={"overrides": list(overrides)})


def test_overrides_go_by_matcher_and_their_properties_by_id() -> None:
    """An inserted property moves nothing, and a link inside one is found."""
    old = overridden(override("5xx", "unit", "s", "custom.lineWidth", 1), override("4xx", "unit", "s"))
    new = overridden(
        override("5xx", "decimals", 2, "unit", "ms", "custom.lineWidth", 3), override("3xx", "unit", "bytes")
    )

    found = inside(old, new)

    assert [one.words for one in found] == [
        "override 5xx: property decimals added: 2",
        "override 5xx: unit s -> ms",
        "override 5xx: line width 1 -> 3",
        "override 3xx added: unit bytes",
        "override 4xx removed: unit s",
    ]
    assert found[1].path == "fieldConfig.overrides[5xx].properties[unit].value"
    assert found[2].weight is Weight.LOOK


def test_thresholds_of_an_override_are_said_as_thresholds() -> None:
    """The same words at both places."""
    old = overridden(override("p99", "thresholds", {"mode": "absolute", "steps": [{"color": "red", "value": 1}]}))
    new = overridden(override("p99", "thresholds", {"mode": "absolute", "steps": [{"color": "red", "value": 2}]}))

    (one,) = inside(old, new)

    assert one.words == "override p99: threshold red 1 -> 2"
    assert one.path == "fieldConfig.overrides[p99].properties[thresholds].steps[red]"


def transformed(*transformations: Any) -> Json:  # noqa: ANN401 - ids and options in turn
    """Make a panel with transformations."""
    pairs = zip(transformations[::2], transformations[1::2], strict=True)
    return panel("A", transformations=[{"id": one, "options": options} for one, options in pairs])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (("merge", {}), ("merge", {}, "limit", {"n": 5}), ['transformation 2 (limit) added: {"n": 5}']),
        (("merge", {}, "limit", {"n": 5}), ("limit", {"n": 5}), ["transformation 1 (merge) removed"]),
        (("limit", {"n": 5}), ("limit", {"n": 9}), ["transformation 1 (limit): n 5 -> 9"]),
        (("a", {}, "b", {}), ("b", {}, "a", {}), ["transformations in another order: b, a"]),
    ],
)
def test_transformations_run_in_order(old: tuple[Any, ...], new: tuple[Any, ...], said: list[str]) -> None:
    """Their place is their name, and an inserted one is one change."""
    assert words(transformed(*old), transformed(*new)) == said


def test_links_go_by_title() -> None:
    """Those of the panel and those of its fields."""
    old = panel("A", links=[{"title": "Docs", "url": "/a"}], fieldConfig={"defaults": {"links": []}})
    new = panel("A", links=[], fieldConfig={"defaults": {"links": [{"title": "Logs", "url": "/b"}]}})

    assert words(old, new) == ["link Logs added: /b", "link Docs removed: /a"]


def test_the_look_is_one_change_and_each_on_its_own_if_asked() -> None:
    """Five lines of cosmetics hide the one that matters."""
    old = panel("A", fieldConfig={"defaults": {"unit": "s", "custom": {"lineWidth": 1, "fillOpacity": 0}}})
    new = panel("A", fieldConfig={"defaults": {"unit": "ms", "custom": {"lineWidth": 2, "fillOpacity": 9}}})

    assert words(old, new) == ["unit s -> ms", "look: line width 1 -> 2, fill opacity 0 -> 9"]
    assert sorted(words(old, new, full=True)) == ["fill opacity 0 -> 9", "line width 1 -> 2", "unit s -> ms"]


def test_another_type_brings_other_options() -> None:
    """They follow from the type; it is enough to say so."""
    old = panel("A", type="gauge", options={"showThresholdMarkers": True, "reduceOptions": {"calcs": ["last"]}})
    new = panel("A", type="table", options={"showHeader": True, "cellHeight": "sm"})

    assert words(old, new) == ["type gauge -> table", "look: options of the other type"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"interval": "1m"}, {}, "minimum interval 1m -> none"),
        ({"transparent": True}, {}, "transparent on -> off"),
        ({"maxDataPoints": 80}, {"maxDataPoints": 100}, "data points at most 80 -> 100"),
        ({"options": {"calcs": ["last"]}}, {"options": {"calcs": ["mean", "max"]}}, "calcs last -> mean, max"),
        ({"description": "One two three four five six"}, {"description": "One two three 4 five six"}, None),
        ({"options": {"sortBy": [{"desc": True}]}}, {"options": {"sortBy": [{"desc": False}]}}, None),
        ({"x": 1}, {"x": True}, "x 1 -> on"),
    ],
)
def test_any_other_setting_is_its_key_in_words(old: Json, new: Json, said: str | None) -> None:
    """Camel case apart, switches on and off, lists as a whole, long texts word by word; 1 is not true."""
    (found,) = words(panel("A", **old), panel("A", **new))

    assert found == (said or found)
    if "description" in old:
        assert found == "description One two three [-four-]{+4+} five six"
    if "sortBy" in old.get("options", {}):
        assert found == "sort by 1 desc on -> off"


def test_equal_numbers_written_otherwise_are_no_change() -> None:
    """80 is 80.0."""
    assert inside(panel("A", x=80, y={"z": [1, {"n": 2}]}), panel("A", x=80.0, y={"z": [1.0, {"n": 2.0}]})) == []


def test_changes_are_frozen_and_know_their_place() -> None:
    """A row, a panel, the dashboard."""
    assert Change(words="x", row="Row", panel="Panel", id=1).place == "Row / Panel"
    assert Change(words="x", row="Row", id=1).place == "row Row"
    assert Change(words="x").place == ""
    assert Change(words="x", id=1, kind=Kind.ADDED).whole
    assert not Change(words="x", id=1, path="unit").whole
