"""Where panels stand is told in one line, and only if somebody put them there."""

from support.small import dashboard, panel, row

from scripts.diff import Weight, compare
from scripts.jsonvalue import Json


def placed(spec: Json, **places: tuple[int, int, int, int]) -> Json:
    """Put panels, by title, at x, y, w, h."""
    panels = [
        {**one, "gridPos": dict(zip("xywh", places[one["title"]], strict=True))} if one["title"] in places else one
        for one in spec["panels"]
    ]
    return {**spec, "panels": panels}


TWO = dashboard(panel("A"), panel("B"))


def test_two_panels_that_changed_places() -> None:
    """One line names both; `full` has one for each."""
    code = placed(TWO, A=(0, 8, 24, 8), B=(0, 0, 24, 8))

    (one,) = compare(code, TWO)
    assert (one.words, one.weight, one.path) == ("layout: 2 panels moved (B, A)", Weight.LAYOUT, "layout")

    assert {(each.panel, each.words) for each in compare(code, TWO, full=True)} == {
        ("A", "moved from x 0, y 0 to x 0, y 8"),
        ("B", "moved from x 0, y 8 to x 0, y 0"),
    }


def test_a_larger_panel_pushes_the_others_down() -> None:
    """Only the one that grew is told."""
    code = placed(TWO, A=(0, 0, 24, 12), B=(0, 12, 24, 8))

    assert [one.words for one in compare(code, TWO)] == ["layout: 1 panel resized (A)"]
    assert [one.words for one in compare(code, TWO, full=True)] == [
        "resized 24x8 -> 24x12",
        "moved from x 0, y 8 to x 0, y 12",
    ]


def test_a_narrower_neighbour_is_told() -> None:
    """Side by side instead of one below the other."""
    code = placed(TWO, A=(0, 0, 12, 8), B=(12, 0, 12, 8))

    assert [one.words for one in compare(code, TWO)] == ["layout: 2 panels resized (A, B)"]


def test_rows_in_another_order_are_one_change() -> None:
    """Their panels went with them."""
    live = dashboard(row("One"), panel("A"), row("Second"), panel("B"))
    code = dashboard(row("Second"), panel("B"), row("One"), panel("A"))

    assert [one.words for one in compare(code, live)] == ["rows in another order: Second, One"]


def test_a_panel_put_elsewhere_while_another_came() -> None:
    """The new one explains that others moved down, not that two changed places."""
    live = dashboard(panel("A"), panel("B"), panel("C"))
    code = dashboard(panel("New", "n"), panel("B"), panel("A"), panel("C"))

    assert [one.words for one in compare(code, live)] == ["panel added (timeseries)", "layout: 2 panels moved (A, C)"]


def test_many_are_counted() -> None:
    """Three names and a number fit a line."""
    live = dashboard(*(panel(f"P{n}", f"p{n}") for n in range(8)))
    code = dashboard(*(panel(f"P{n}", f"p{n}") for n in reversed(range(8))))

    (one,) = compare(code, live)

    assert one.words == "layout: 8 panels moved (P7, P6, P5 and 5 more)"
    assert set(one.old) == {f"P{n}" for n in range(8)}


def test_a_panel_of_the_library_is_called_so() -> None:
    """It has no type of its own: that is in the library."""
    from_library = {"id": 9, "gridPos": {"x": 0, "y": 40, "w": 12, "h": 8}, "libraryPanel": {"uid": "lib", "name": "L"}}

    (one,) = compare(TWO, {**TWO, "panels": [*TWO["panels"], from_library]})

    assert (one.panel, one.words) == ("(library panel)", "panel removed (library panel)")
