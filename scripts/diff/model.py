"""What is one difference between two dashboards?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What happened to a thing on the way from the old side to the new one."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


class Weight(StrEnum):
    """How much a change matters: what is shown, where it stands, or only how it looks."""

    CONTENT = "content"
    LAYOUT = "layout"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    Attributes:
        kind: what happened.
        weight: how much it matters.
        row: title of the panel's row on the new side, on the old one if it is gone; empty outside rows.
        panel: title of the panel, `#2` after a second one of that title in its row; empty for rows and the dashboard.
        id: of the panel or row, on the new side unless it is gone; `None` for the dashboard.
        was: its id on the old side; `None` if it is new, and for the dashboard.
        path: where inside of the panel or dashboard, as `targets[A].expr`; empty: the panel or row itself.
        old: what was there; `None` if nothing was.
        new: what is there; `None` if nothing is.
        words: the difference for people, one line without the place.
        line: `file:line` of the Python that made it, or the dashboard's file; empty if nobody knows.
    """

    kind: Kind = Kind.CHANGED
    weight: Weight = Weight.CONTENT
    row: str = ""
    panel: str = ""
    id: int | None = None
    was: int | None = None
    path: str = ""
    old: Any = None
    new: Any = None
    words: str
    line: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether a whole panel or row is meant, not something about it."""
        return self.id is not None and not self.path

    @property
    def place(self) -> str:
        """Name the panel: `Row / Panel`; empty for the dashboard itself."""
        if self.panel:
            return f"{self.row} / {self.panel}" if self.row else self.panel
        return f"row {self.row}" if self.id is not None else ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences of a dashboard: its own, then those of rows and panels from top to bottom; false if none."""

    items: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return bool(self.items)

    def __iter__(self) -> Iterator[Change]:
        """Go through them."""
        return iter(self.items)

    def __len__(self) -> int:
        """Count them."""
        return len(self.items)

    @property
    def summary(self) -> str:
        """Say in a few words how many panels are touched: `2 panels changed, 1 added`."""
        touched: dict[tuple[str, str, int | None], Kind] = {}
        for one in self.items:
            if one.panel:
                key = (one.row, one.panel, one.id)
                touched[key] = one.kind if one.whole else touched.get(key, Kind.CHANGED)
        found = list(touched.values())
        order = (Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.RENAMED, Kind.MOVED)
        counts = [(kind, found.count(kind)) for kind in order if kind in found]
        said = [f"{n} panel{'' if n == 1 else 's'} {kind}" for kind, n in counts]
        others = sum(not one.panel for one in self.items)
        if others:
            said.append(f"{others} other difference{'' if others == 1 else 's'}")
        return ", ".join(said) or "no difference"
