"""Which changes of a dashboard belong to one panel, to be shown together?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.diff.model import Change, Changes, Kind

SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: ">", Kind.MOVED: ">", Kind.CHANGED: "~"}


@dataclass(frozen=True, slots=True)
class Group:
    """All changes of one panel or row, or the dashboard's own.

    Attributes:
        place: `Row / Panel`; empty for the dashboard.
        line: `file:line` of the Python that made it.
        changes: in the order in which they were found.
    """

    place: str
    line: str
    changes: Sequence[Change]

    @property
    def kind(self) -> Kind:
        """What happened to the whole; `changed` if only something about it did."""
        return next((one.kind for one in self.changes if one.whole), Kind.CHANGED)

    @property
    def sign(self) -> str:
        """Show it in one character."""
        return SIGNS[self.kind]


def groups(changes: Changes) -> list[Group]:
    """Group changes: the dashboard's own first, then panel by panel in the order in which they came."""
    found: dict[tuple[str, str, int | None], list[Change]] = {}
    for one in changes:
        found.setdefault((one.row, one.panel, one.id), []).append(one)
    made = [Group(some[0].place, some[0].line, some) for some in found.values()]
    return sorted(made, key=lambda group: bool(group.place))
