"""Which backups are kept: as many as were asked for, and the newest complete one whatever was said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scripts.backup.retention import Dated, Keep, reasons

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def dated(days: float, *, complete: bool = True) -> Dated:
    """Make a backup of so many days ago."""
    time = NOON - timedelta(days=days)
    return Dated(where=f"{days}", time=time, complete=complete)


def kept(listed: list[Dated], **keep: int) -> set[str]:
    """Name those that are kept."""
    return {where for where, why in reasons(listed, Keep(**keep)).items() if why}


def test_the_newest_are_kept() -> None:
    """By number."""
    assert kept([dated(n) for n in range(5)], last=2) == {"0", "1"}


def test_days_weeks_and_months_keep_their_newest() -> None:
    """A day with several backups counts once; days without any are not counted."""
    assert kept([dated(n) for n in (0, 0.1, 0.2, 1, 5)], daily=3) == {"0", "1", "5"}
    assert kept([dated(n) for n in (0, 1, 6, 7, 30)], weekly=2) == {"0", "6"}
    assert kept([dated(n) for n in (0, 10, 28, 40, 300)], monthly=3) == {"0", "28", "300"}


def test_incomplete_ones_are_not_counted() -> None:
    """They stay only while nothing complete is newer."""
    listed = [dated(0, complete=False), dated(1), dated(2, complete=False), dated(3)]

    assert kept(listed, last=1) == {"0", "1"}
    assert kept([dated(0, complete=False), dated(1, complete=False)], last=1) == {"0", "1"}


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.booleans()), unique_by=lambda one: one[0], max_size=40),
    st.builds(
        Keep, last=st.integers(0, 5), daily=st.integers(0, 9), weekly=st.integers(0, 9), monthly=st.integers(0, 9)
    ),
)
def test_the_newest_complete_one_is_never_removed(times: list[tuple[int, bool]], keep: Keep) -> None:
    """Neither is anything kept twice, nor more than was asked for, beside what protects."""
    listed = [dated(hours / 24, complete=complete) for hours, complete in times]
    found = reasons(listed, keep)
    complete = sorted((one for one in listed if one.complete), key=lambda one: one.time)

    assert set(found) == {one.where for one in listed}
    if complete:
        assert found[complete[-1].where]
    limit = max(1, keep.last + keep.daily + keep.weekly + keep.monthly)
    assert sum(bool(found[one.where]) for one in complete) <= limit
