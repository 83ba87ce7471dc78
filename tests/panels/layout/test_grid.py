"""Lines fill the 24 columns and never overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.factories import stat, text
from panels.factories.made import Panel
from panels.layout.grid import COLUMNS, place, row, widths
from panels.queries.expr import vector

UP = vector(1)


@given(st.integers(1, 24))
def test_a_line_without_wishes_fills_the_columns(count: int) -> None:
    """Equal parts add up to 24, and no two differ by more than one column."""
    shares = widths([stat(f"Tile {n}", UP) for n in range(count)])

    assert sum(shares) == COLUMNS
    assert max(shares) - min(shares) <= 1


@given(st.lists(st.integers(1, 6), min_size=1, max_size=3), st.integers(1, 6))
def test_wishes_are_kept_and_the_rest_is_shared(asked: list[int], free: int) -> None:
    """A panel that asks for a width gets it; the others share what is left."""
    line = [stat(f"Wide {n}", UP).wide(width) for n, width in enumerate(asked)]
    line += [stat(f"Free {n}", UP) for n in range(free)]

    shares = widths(line)

    assert shares[: len(asked)] == asked
    assert sum(shares) == COLUMNS


def test_a_line_that_leaves_columns_empty_is_refused() -> None:
    """A half-empty line looks broken, so it does not build."""
    with pytest.raises(ValueError, match="takes 20 of 24"):
        widths([stat("A", UP).wide(10), stat("B", UP).wide(10)])


def test_a_line_that_needs_too_much_is_refused() -> None:
    """More than 24 columns cannot be drawn."""
    with pytest.raises(ValueError, match=r"\['A', 'B'\]"):
        widths([stat("A", UP).wide(20), stat("B", UP).wide(20)])


def test_a_line_is_as_high_as_its_tallest_panel() -> None:
    """All panels of a line end at one height."""
    line: list[Panel] = [stat("A", UP), text("B", "words").tall(9)]

    below = place(line, 3)

    places = [panel.build().grid_pos for panel in line]
    assert below == 12
    assert [at.h for at in places if at] == [9, 9]


def test_an_empty_line_is_refused() -> None:
    """A row says which of its lines is missing its panels."""
    with pytest.raises(ValueError, match="row 'Now'"):
        row("Now", [])
