"""Which panels stand elsewhere, or are larger or smaller?

Places are taken relative to the row. What a panel that came, went or grew has pushed is no change of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.diff.matching import Match, Matched, Row, RowMatch, identity, names
from scripts.diff.model import Change, Kind, Weight
from scripts.diff.words import listed
from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True)
class _Shift:
    """A panel that stands elsewhere, or has another size."""

    match: Match
    title: str
    old: Json
    new: Json

    @property
    def resized(self) -> bool:
        return (self.old["w"], self.old["h"]) != (self.new["w"], self.new["h"])

    @property
    def sideways(self) -> bool:
        return bool(self.old["x"] != self.new["x"])

    @property
    def words(self) -> str:
        said = []
        if self.resized:
            said.append(f"resized {self.old['w']}x{self.old['h']} -> {self.new['w']}x{self.new['h']}")
        if self.sideways or self.old["y"] != self.new["y"]:
            said.append(f"moved from {_spot(self.old)} to {_spot(self.new)}")
        return ", ".join(said)


def layout(matched: Matched, *, full: bool = False, fold: bool = True) -> list[Change]:
    """Compare where things stand.

    Args:
        matched: both sides.
        full: those that were only pushed too.
        fold: one change for all, else one for each panel.

    Returns:
        Changes of panels and rows, or one of the dashboard.
    """
    shifts = list(_shifts(matched, full=full))
    rows = list(_rows(matched.rows, full=full, settled=not _structural(matched, shifts)))
    if not fold:
        return [*rows, *(_one(shift) for shift in shifts)]
    if not shifts:
        return rows
    resized = [shift for shift in shifts if shift.resized]
    moved = [shift for shift in shifts if not shift.resized]
    said = [
        f"{len(some)} panel{'' if len(some) == 1 else 's'} {what} ({listed([shift.title for shift in some])})"
        for some, what in ((moved, "moved"), (resized, "resized"))
        if some
    ]
    old, new = ({shift.title: side for shift in shifts for side in (getattr(shift, name),)} for name in ("old", "new"))
    return [*rows, Change(weight=Weight.LAYOUT, path="layout", old=old, new=new, words=f"layout: {', '.join(said)}")]


def _one(shift: _Shift) -> Change:
    row, panel = shift.match.now, shift.match.new or {}
    return Change(
        weight=Weight.LAYOUT,
        row=row.title if row else "",
        panel=shift.title,
        id=identity(panel),
        was=identity(shift.match.old or {}),
        path="gridPos",
        old=shift.old,
        new=shift.new,
        words=shift.words,
    )


def _spot(place: Json) -> str:
    return f"x {place['x']}, y {place['y']}"


def _shifts(matched: Matched, *, full: bool) -> Iterator[_Shift]:
    """Find the panels that stand elsewhere in their row."""
    named = names(matched)
    for row in matched.rows:
        here = [one for one in matched.panels if one.now is row.new and one.now is not None]
        both = [one for one in here if one.old is not None and not one.moved]
        shifts = [shift for one in both if (shift := _shift(one, named)) is not None]
        gone = any(one.now is None and one.was is row.old for one in matched.panels)
        left = any(one.moved and one.was is row.old for one in matched.panels)
        pushed = gone or left or len(both) < len(here) or any(shift.resized for shift in shifts)
        if full or not pushed:
            yield from shifts
        else:
            yield from _wanted(shifts, both)


def _wanted(shifts: Sequence[_Shift], both: Sequence[Match]) -> Iterator[_Shift]:
    """Leave out the panels that were only pushed."""
    strays = _strays(both)
    moved = [one for one in shifts if id(one.match) in strays]
    if strays and not moved:  # those that stand still were passed by the others
        yield from shifts
    else:
        yield from (one for one in shifts if one in moved or one.resized or one.sideways)


def _shift(one: Match, named: Mapping[int, str]) -> _Shift | None:
    if one.old is None or one.new is None or one.was is None or one.now is None:
        return None
    old, new = _relative(one.old, one.was), _relative(one.new, one.now)
    return None if old == new else _Shift(one, named[id(one.new)], old, new)


def _relative(panel: Json, row: Row) -> Json:
    place: Json = panel["gridPos"]
    start = row.panel["gridPos"]["y"] if row.panel else 0
    return {**place, "y": place["y"] - start}


def _strays(both: Sequence[Match]) -> set[int]:
    """Find the panels that another order makes stand elsewhere: all but the longest run that kept its order."""
    order = {id(one.old): n for n, one in enumerate(sorted(both, key=lambda one: _reading(one.old)))}
    ranks = [order[id(one.old)] for one in both]
    longest: list[list[int]] = [[]]
    for n, rank in enumerate(ranks):
        _, best = max((len(run), run) for run in longest if not run or ranks[run[-1]] < rank)
        longest.append([*best, n])
    kept = set(max((len(run), run) for run in longest)[1])
    return {id(one) for n, one in enumerate(both) if n not in kept}


def _reading(panel: Json | None) -> tuple[int, int]:
    place = (panel or {})["gridPos"]
    return (place["y"], place["x"])


def _structural(matched: Matched, shifts: Iterable[_Shift]) -> bool:
    """Tell whether something makes the rows below it stand elsewhere."""
    rows = any(row.old is None or row.new is None for row in matched.rows)
    panels = any(one.old is None or one.new is None or one.moved for one in matched.panels)
    folded = any(
        row.old and row.new and row.old.panel.get("collapsed") != row.new.panel.get("collapsed") for row in matched.rows
    )
    return rows or panels or folded or any(shifts)


def _rows(rows: Sequence[RowMatch], *, full: bool, settled: bool) -> Iterator[Change]:
    """Tell when rows stand in another order, or elsewhere though nothing pushed them."""
    both = [(row.old, row.new) for row in rows if row.old is not None and row.new is not None and row.new.panel]
    was = [new.title for _, new in sorted(both, key=lambda pair: pair[0].panel["gridPos"]["y"])]
    now = [new.title for _, new in both]
    if was != now:
        words = f"rows in another order: {listed(now, 6)}"
        yield Change(kind=Kind.MOVED, weight=Weight.LAYOUT, path="rows", old=was, new=now, words=words)
        if not full:
            return
    for old, new in both:
        before, after = old.panel["gridPos"], new.panel["gridPos"]
        if before != after and (full or settled):
            words = f"row {new.title} moved from {_spot(before)} to {_spot(after)}"
            yield Change(
                weight=Weight.LAYOUT,
                row=new.title,
                id=identity(new.panel),
                was=identity(old.panel),
                path="gridPos",
                old=before,
                new=after,
                words=words,
            )
