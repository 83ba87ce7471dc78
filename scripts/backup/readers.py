"""Who reads which kind of object, and how is it checked again?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from scripts.backup.kinds import dashboards, folders
from scripts.backup.model import Saved
from scripts.backup.site import Site, Wishes
from scripts.backup.tally import Tally


class Again(Enum):
    """How to find out, when all is read, what changed meanwhile."""

    WHOLE = "read all once more and compare"
    REVISIONS = "list the versions, and read what has another one"
    NAMES = "list the names, and read what is new"


def _always(wishes: Wishes) -> str:
    del wishes
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one kind is read.

    Attributes:
        kind: its name in `model.KINDS`.
        read: reads all objects; notes in the tally what it cannot read. Whatever it raises fails the kind.
        one: reads one object by name, where Grafana can; `None` means that it is gone.
        names: lists the names alone, where that is cheaper.
        again: how changes are found.
        follows: the kind whose changes make it read anew.
        left_out: says why the wishes leave the kind out; empty if they do not.
    """

    kind: str
    read: Callable[[Site, Tally], Iterator[Saved]]
    one: Callable[[Site, str], Saved | None] | None = None
    names: Callable[[Site], set[str]] | None = None
    again: Again = Again.WHOLE
    follows: str = ""
    left_out: Callable[[Wishes], str] = _always


READERS = (
    Reader(kind="folders", read=folders.read),
    Reader(kind="dashboards", read=dashboards.read, one=dashboards.one, again=Again.REVISIONS),
)
"""In the order of reading: folders and dashboards before what belongs to each of them."""
