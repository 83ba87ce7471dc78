"""Do all panels of all dashboards have their place on the screen, and keep their ids?"""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.boards import UIDS, panels, rows, spec

from panels.factories import stat
from panels.layout import Board, dashboard, row
from panels.queries.expr import vector
from scripts.jsonvalue import Json

COLUMNS = 24


def cells(panel: Json) -> set[tuple[int, int]]:
    """List the cells of the grid that a panel covers."""
    place = panel["gridPos"]
    across, down = range(place["x"], place["x"] + place["w"]), range(place["y"], place["y"] + place["h"])
    return {(x, y) for x in across for y in down}


@pytest.mark.parametrize("uid", UIDS)
def test_no_two_panels_overlap(uid: str) -> None:
    """Grafana would push one of them somewhere else."""
    for header, inside in rows(uid):
        taken = Counter(cell for panel in (header, *inside) for cell in cells(panel))

        assert {cell for cell, count in taken.items() if count > 1} == set(), header["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_every_line_fills_the_columns_and_none_goes_beyond(uid: str) -> None:
    """Half-empty lines look broken."""
    for header, inside in rows(uid):
        lines: dict[int, set[int]] = defaultdict(set)
        for panel in inside:
            for x, y in cells(panel):
                lines[y].add(x)

        assert {y: across for y, across in lines.items() if across != set(range(COLUMNS))} == {}, header["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_ids_are_unique(uid: str) -> None:
    """Links and alerts refer to them."""
    ids = Counter(panel["id"] for panel in [*panels(uid), *(header for header, _ in rows(uid))])

    assert [number for number, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("uid", UIDS)
def test_titles_are_unique_in_their_row(uid: str) -> None:
    """A difference is named by row and title."""
    for header, inside in rows(uid):
        titles = Counter(panel["title"] for panel in inside)

        assert [title for title, count in titles.items() if count > 1] == [], header["title"]


@pytest.mark.parametrize("uid", UIDS)
def test_the_first_two_rows_are_open(uid: str) -> None:
    """The others ask nothing until somebody opens them."""
    assert [header["collapsed"] for header, _ in rows(uid)] == [n >= 2 for n in range(len(rows(uid)))]


def made(sections: list[tuple[str, list[str]]]) -> Board:
    """Make a dashboard of tiles from titles by row."""
    return dashboard(
        "Any",
        *(row(title, [stat(name, vector(1), unit="none") for name in names]) for title, names in sections),
        uid="any",
        area="system",
        question="Anything?",
        time="now-1h",
        refresh="30s",
        choices=[],
    )


def ids(of: Board) -> dict[str, int]:
    """Return the id of each tile by its title."""
    return {
        panel.title or "": panel.id_val or 0
        for header in of.panels or []
        for panel in [header, *(getattr(header, "panels", None) or [])]
        if panel.type_val == "stat"
    }


@given(
    st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=12, unique=True),
    st.randoms(use_true_random=False),
    st.text(min_size=1, max_size=12),
)
def test_a_panel_keeps_its_id_wherever_it_stands(titles: list[str], random: object, row_title: str) -> None:
    """Whatever is inserted before it, wherever it moves, however its row is called."""
    shuffle = getattr(random, "shuffle")  # noqa: B009 - Hypothesis does not name the type of its generator
    before = ids(made([("First", titles[:-1])]))
    moved = titles[:]
    shuffle(moved)
    half = len(moved) // 2

    after = ids(made([(f"1 {row_title}", moved[:half]), (f"2 {row_title}", moved[half:])]))

    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == len(titles)


@pytest.mark.parametrize("uid", UIDS)
def test_nothing_refreshes_faster_than_it_is_scraped(uid: str) -> None:
    """Asking three times for one sample is load without news."""
    assert spec(uid)["refresh"] in {"15s", "30s", "1m", "5m"}
    assert spec(uid)["refresh"] in spec(uid)["timepicker"]["refresh_intervals"], "Grafana shows nothing for others"
