"""A dashboard keeps its ids, folds its rows and says where its panels were made."""

import pytest

from panels.factories import stat, timeseries
from panels.layout import Board, Row, dashboard, row, variables
from panels.queries.expr import vector
from scripts.plain import plain

UP = vector(1)


def board(*rows: Row) -> Board:
    """Make a dashboard of these rows."""
    choices = [variables.environment(), variables.service(), variables.instance()]
    return dashboard(
        "Sample", *rows, uid="sample", area="api", question="Is it?", time="now-1h", refresh="30s", choices=choices
    )


def ids(made: Board) -> dict[str, int]:
    """Name the ids of the panels that are no rows."""
    inside = [one for panel in made.panels or [] for one in [panel, *(getattr(panel, "panels", None) or [])]]
    return {str(panel.title): int(panel.id_val or 0) for panel in inside if not hasattr(panel, "collapsed")}


def test_ids_survive_insertion_moving_and_a_renamed_row() -> None:
    """Links and alerts refer to panel ids, so only a new name may change them."""
    before = ids(board(row("Now", [stat("A", UP), stat("B", UP)])))
    after = ids(board(row("First", [stat("New", UP)]), row("Later", [stat("B", UP)], [stat("A", UP)])))

    assert {name: after[name] for name in before} == before


def test_two_panels_of_one_kind_and_title_are_refused() -> None:
    """The message names both lines of Python."""
    with pytest.raises(ValueError, match=r"test_board\.py:\d+ and .*test_board\.py:\d+"):
        board(row("Now", [stat("A", UP), stat("A", UP)]))


def test_a_key_tells_twins_apart() -> None:
    """With a key both build."""
    made = board(row("Now", [stat("A", UP), stat("A", UP, key="second")]))

    assert len({panel.id_val for panel in made.panels or []}) == 3


def test_the_third_row_is_folded_and_takes_one_line() -> None:
    """Collapsed rows hold their panels inside, and the next row comes right below."""
    rows = [row(f"Row {n}", [timeseries(f"Panel {n}", UP)]) for n in range(4)]

    made = board(*rows).panels or []

    places = [(panel.title, panel.grid_pos.y) for panel in made if panel.grid_pos]
    assert places == [("Row 0", 0), ("Panel 0", 1), ("Row 1", 9), ("Panel 1", 10), ("Row 2", 18), ("Row 3", 19)]


def test_two_rows_of_one_name_are_refused() -> None:
    """A reader could not tell them apart, nor could a diff."""
    with pytest.raises(ValueError, match="two rows 'Now'"):
        board(row("Now", [stat("A", UP)]), row("Now", [stat("B", UP)]))


def test_each_panel_knows_its_line() -> None:
    """The source is the call of the factory, in the file outside `panels`."""
    made = board(row("Now", [stat("A", UP)]))

    (line,) = {made.sources[ids(made)["A"]]}

    assert line.rpartition(":")[0].endswith("test_board.py")


def test_links_and_annotations_are_not_hidden() -> None:
    """The SDK writes `placement`, and Grafana then hides them in the controls menu."""
    made = board(row("Now", [stat("A", UP, runbook="HIGH_CPU")]))

    written = plain(made)

    assert [one for one in [*written["links"], *written["annotations"]["list"]] if "placement" in one] == []
