"""Do panels end where a browser shows them?"""

from hypothesis import given
from hypothesis import strategies as st
from support.strategies import PLACES

from scripts.canonical.grid import COLUMNS, order, place_of, settle
from scripts.jsonvalue import Json


def at(x: int, y: int, w: int = 12, h: int = 8) -> Json:
    """Make a place."""
    return {"x": x, "y": y, "w": w, "h": h}


def settled(*places: Json) -> list[tuple[int, int]]:
    """Settle places; return x and y of each."""
    found = sorted(places, key=lambda one: (one["y"], one["x"]))
    settle(found)
    return [(one["x"], one["y"]) for one in found]


def overlap(one: Json, other: Json) -> bool:
    """Tell whether two places share a cell."""
    beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
    return not beside and not (one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"])


def test_a_layout_without_gaps_is_left_alone() -> None:
    """What our own layout makes is what the browser shows."""
    assert settled(at(0, 0, 24, 1), at(0, 1), at(12, 1), at(0, 9, 24, 1)) == [(0, 0), (0, 1), (12, 1), (0, 9)]


def test_a_gap_is_closed() -> None:
    """Panels move up until they meet another one."""
    assert settled(at(0, 3), at(12, 20, 12, 4), at(12, 40)) == [(0, 0), (12, 0), (12, 4)]


def test_a_covered_panel_is_pushed_down() -> None:
    """The upper one stays, the lower one moves below it."""
    assert settled(at(0, 0, 12, 8), at(6, 4, 12, 8)) == [(0, 0), (6, 8)]


def test_a_panel_over_the_right_edge_moves_left() -> None:
    """The grid has 24 columns."""
    assert settled(at(20, 0, 12, 4)) == [(12, 0)]


def test_a_place_that_says_nothing_is_the_default_one() -> None:
    """Missing and meaningless values are Grafana's own."""
    assert place_of(None) == {"x": 0, "y": 0, "w": 6, "h": 3}
    assert place_of({"x": 2.0, "y": "three", "w": True}) == {"x": 2, "y": 0, "w": 6, "h": 3}
    assert order({}) == (0, 0)


@given(places=st.lists(PLACES, max_size=8))
def test_settled_panels_do_not_overlap_and_settle_no_more(places: list[Json]) -> None:
    """Whatever the file says, the screen shows every panel, and a second save changes nothing."""
    found = sorted(places, key=lambda one: (one["y"], one["x"]))
    settle(found)
    assert not any(overlap(one, other) for number, one in enumerate(found) for other in found[:number])
    assert all(one["x"] + one["w"] <= COLUMNS and one["y"] >= 0 for one in found)
    again = sorted(({**one} for one in found), key=lambda one: (one["y"], one["x"]))
    settle(again)
    assert again == sorted(found, key=lambda one: (one["y"], one["x"]))
