"""Which row and which panel of one dashboard is which of another?

By row and title; what is left over by id, by what it shows, and by likeness.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.diff.equal import likeness, portrait, same
from scripts.diff.named import paired
from scripts.jsonvalue import Json

NEAR = 0.8
"""So alike at least are two panels of different titles that are taken for one."""

MANY = 2500
"""With more pairs than these to measure, two dashboards have little in common."""

HALF = 0.5
"""So many of its panels' titles at least a row keeps that got another title."""

PLACE = frozenset({"id", "title", "gridPos"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row and its panels.

    Attributes:
        panel: the row itself; empty for what stands above the first one.
        panels: in the order of the screen.
    """

    panel: Json
    panels: list[Json] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What stands on it."""
        return str(self.panel.get("title", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A panel on both sides, or on one, and its rows.

    Attributes:
        old: before; `None` if it is new.
        new: after; `None` if it is gone.
        was: its row before.
        now: its row after.
        moved: from one row to another.
    """

    old: Json | None = None
    new: Json | None = None
    was: Row | None = None
    now: Row | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row on both sides, or on one."""

    old: Row | None
    new: Row | None


@dataclass(frozen=True, slots=True)
class Matched:
    """Two dashboards laid side by side; each in the order of the new side, then what is gone."""

    rows: Sequence[RowMatch]
    panels: Sequence[Match]


def rows_of(spec: Json) -> list[Row]:
    """Cut a dashboard into rows; the first one has no panel of its own and may be empty."""
    found = [Row({})]
    for panel in spec.get("panels") or ():
        if panel.get("type") == "row":
            found.append(Row(panel, list(panel.get("panels") or ())))
        else:
            found[-1].panels.append(panel)
    return found


def match(old: Json, new: Json) -> Matched:
    """Match the rows and panels of two dashboards in the comparable form."""
    before, after = rows_of(old), rows_of(new)
    rows = _rows(before, after)
    was = {id(panel): row for row in before for panel in row.panels}
    left = {id(panel): panel for row in before for panel in row.panels}
    right = {id(panel): panel for row in after for panel in row.panels}
    partners: dict[int, Json] = {}
    for mine, other in _partners(rows, left, right):
        partners[id(mine)] = other
        del left[id(other)], right[id(mine)]
    home = {id(one.new): one.old for one in rows if one.new is not None}
    found = []
    for row in after:
        for panel in row.panels:
            partner = partners.get(id(panel))
            place = was[id(partner)] if partner is not None else None
            moved = place is not None and home.get(id(row)) is not place
            found.append(Match(old=partner, new=panel, was=place, now=row, moved=moved))
    gone = [Match(old=panel, was=was[id(panel)]) for panel in left.values()]
    return Matched(rows, [*found, *gone])


def names(matched: Matched) -> dict[int, str]:
    """Name each panel, by the identity of its object; of two with one title in a row the second is `#2`."""
    seen: dict[tuple[int, str], int] = {}
    found: dict[int, str] = {}
    for one in matched.panels:
        panel = one.new or one.old or {}
        title = str(panel.get("title") or f"({kind_of(panel)})")
        key = (id(one.now or one.was), title)
        seen[key] = seen.get(key, 0) + 1
        found[id(panel)] = title if seen[key] == 1 else f"{title} #{seen[key]}"
    return found


def identity(panel: Json) -> int:
    """Read the id of a panel or row."""
    return int(panel.get("id") or 0)


def _partners(
    rows: Sequence[RowMatch], left: Mapping[int, Json], right: Mapping[int, Json]
) -> Iterator[tuple[Json, Json]]:
    """Pair panels, new and old; each rule sees what those before it have left over."""
    for row in rows:
        if row.old is not None and row.new is not None:
            for pair in paired(row.old.panels, row.new.panels, _title, (same, _one_id)):
                if pair.old is not None and pair.new is not None:
                    yield pair.new, pair.old
    for rule in RULES:
        waiting: dict[Hashable, list[Json]] = defaultdict(list)
        for other in left.values():
            waiting[rule(other)].append(other)
        for mine in list(right.values()):
            key = rule(mine)
            if key is not None and waiting.get(key):
                yield mine, waiting[key].pop(0)
    yield from _nearest(list(left.values()), list(right.values()))


def _nearest(left: Sequence[Json], right: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Pair what is most alike first."""
    if len(left) * len(right) > MANY:
        return
    mine, theirs = [portrait(_body(one)) for one in right], [portrait(_body(one)) for one in left]
    measured = [
        (measure, n, m)
        for n, one in enumerate(right)
        for m, other in enumerate(left)
        if one.get("type") == other.get("type") and (measure := likeness(mine[n], theirs[m])) >= NEAR
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    for _, n, m in sorted(measured, key=lambda one: (-one[0], one[1], one[2])):
        if n not in taken[0] and m not in taken[1]:
            taken[0].add(n)
            taken[1].add(m)
            yield right[n], left[m]


def _title(panel: Json) -> str:
    return str(panel.get("title", ""))


def _body(panel: Json) -> Json:
    return {key: value for key, value in panel.items() if key not in PLACE}


def _one_id(old: Json, new: Json) -> bool:
    return _kind(old) == _kind(new)


def _kind(panel: Json) -> Hashable:
    return panel.get("id"), panel.get("type")


def _packed(panel: Json) -> Hashable:
    return json.dumps(_body(panel), sort_keys=True)


RULES: Sequence[Callable[[Json], Hashable]] = (
    lambda panel: (_title(panel), _packed(panel)) if _title(panel) else None,
    lambda panel: (_title(panel), _kind(panel)) if _title(panel) else None,
    lambda panel: _title(panel) or None,
    lambda panel: (_kind(panel), _packed(panel)),
    _packed,
    _kind,
)
"""What an old panel and a new one have in common when they are the same, the surest first; `None` is nothing."""


def _rows(before: Sequence[Row], after: Sequence[Row]) -> list[RowMatch]:
    """Match rows by title, then by id, then by the panels they hold; the first of each side has no title."""
    old = {id(row.panel): row for row in before[1:]}
    new = {id(row.panel): row for row in after[1:]}
    pairs = paired([row.panel for row in before[1:]], [row.panel for row in after[1:]], _title)
    partners = {id(pair.new): old.pop(id(pair.old)) for pair in pairs if pair.old is not None and pair.new is not None}
    for key, row in new.items():
        if key not in partners:
            other = next((one for one in old.values() if _kept(one, row)), None)
            if other is not None:
                partners[key] = old.pop(id(other.panel))
    found = [RowMatch(partners.get(id(row.panel)), row) for row in after[1:]]
    return [RowMatch(before[0], after[0]), *found, *(RowMatch(row, None) for row in old.values())]


def _kept(old: Row, new: Row) -> bool:
    """Tell whether a row only got another title."""
    if old.panel.get("id") == new.panel.get("id"):
        return True
    mine, theirs = {_title(one) for one in old.panels}, {_title(one) for one in new.panels}
    return bool(mine & theirs) and len(mine & theirs) >= HALF * len(mine | theirs)


def kind_of(panel: Json) -> str:
    """Say what kind of panel it is; one from the library has its type there."""
    return "library panel" if panel.get("libraryPanel") else str(panel.get("type", "no type"))
