"""How do a dashboard in the code and the one in Grafana stand to each other, and who changed it?

Three-way without a state file: what we last pushed is told by our mark on the live dashboard (`scripts.grafana.marks`).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from scripts.canonical import digest
from scripts.grafana.live import Live
from scripts.jsonvalue import Json
from scripts.sources import Source


class Status(StrEnum):
    """One word for each case; the text is for people and for JSON."""

    IN_SYNC = "in sync"
    CODE_AHEAD = "code ahead"
    EDITED = "edited in Grafana"
    BOTH = "changed on both sides"
    ONLY_CODE = "only in code"
    ORPHAN = "only in Grafana, ours"
    OTHERS = "only in Grafana, others'"
    PROVISIONED = "from a provisioning file"
    MANAGED = "managed by someone else"


class Base(Protocol):
    """Finds the checksum of what we last pushed; `None` if nobody knows."""

    def __call__(self, live: Live) -> str | None:
        """Ask the mark, or the history, of a live dashboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A dashboard on both sides.

    Attributes:
        uid: its identity.
        title: in the code, else in Grafana.
        status: how the sides stand to each other.
        source: of the code; `None` if it is only in Grafana.
        wanted: what Grafana should have: the code with the environment's values, without uid; `None` if only there.
        live: what Grafana has; `None` if it has nothing.
        edited: an orphan was changed in Grafana since we pushed it.
        why: what made the status, where the word does not tell.
    """

    uid: str
    title: str
    status: Status
    source: Source | None = None
    wanted: Json | None = field(default=None, repr=False)
    live: Live | None = field(default=None, repr=False)
    edited: bool = False
    why: str = ""


def of_code(
    source: Source, wanted: Json, live: Live | None, folder: str, base: Base, *, locked: bool | None = None
) -> Pair:
    """Judge a dashboard that is in the code.

    Args:
        source: the code.
        wanted: what Grafana should have.
        live: what it has.
        folder: uid of our folder.
        base: finds what we last pushed; asked only where the sides differ.
        locked: whether the browser shall refuse to save; `None` where that does not matter.
    """
    status, why = _judged(wanted, live, folder, base)
    if status is Status.IN_SYNC and live is not None and (lock := _lock(live, locked)):
        status, why = Status.CODE_AHEAD, lock
    return Pair(uid=source.uid, title=source.title, status=status, source=source, wanted=wanted, live=live, why=why)


def of_grafana(live: Live, folder: str, base: Base) -> Pair | None:
    """Judge a dashboard that is not in the code; `None` if it is none of our business."""
    if live.folder != folder:
        return None
    if live.provisioned:
        return Pair(uid=live.uid, title=live.title, status=Status.PROVISIONED, live=live)
    if live.manager:
        return Pair(uid=live.uid, title=live.title, status=Status.MANAGED, live=live, why=live.manager)
    if not live.marked:
        return Pair(uid=live.uid, title=live.title, status=Status.OTHERS, live=live)
    pushed = base(live)
    why = "" if pushed else "nothing tells what was pushed last"
    edited = pushed is None or digest(live.spec) != pushed
    return Pair(uid=live.uid, title=live.title, status=Status.ORPHAN, live=live, edited=edited, why=why)


def _judged(wanted: Json, live: Live | None, folder: str, base: Base) -> tuple[Status, str]:
    """Find the word, and the reason where there is more to say."""
    if live is None:
        return Status.ONLY_CODE, ""
    if (foreign := _not_ours(live)) is not None:
        return foreign
    moved = f"it lies in {live.folder or 'the root'}, not in {folder or 'the root'}" if live.folder != folder else ""
    if live.spec != wanted:  # equality is far cheaper than two digests, and the rule after a push of ours
        theirs, ours = digest(live.spec), digest(wanted)
        if theirs != ours:
            return _three_way(live, theirs, ours, base(live), moved)
    return (Status.EDITED, moved) if moved else (Status.IN_SYNC, "")


def _lock(live: Live, locked: bool | None) -> str:  # noqa: FBT001 - as `of_code` has it
    """Tell what a push would do to the lock; servers that drop our annotations have none."""
    allows = live.note("managerAllowsEdits")
    if locked is None or not live.marked or not allows or (allows == "false") is locked:
        return ""
    return "the browser may save it, and shall not" if locked else "the browser may not save it, and shall"


def _not_ours(live: Live) -> tuple[Status, str] | None:
    """Tell what we may not or cannot compare."""
    if live.provisioned:
        return Status.PROVISIONED, live.note("sourcePath")
    if live.manager:
        return Status.MANAGED, live.manager
    if live.broken:
        return Status.BOTH, f"Grafana cannot show it in the classic model: {live.broken}"
    return None


def _three_way(live: Live, theirs: str, ours: str, pushed: str | None, moved: str) -> tuple[Status, str]:
    """Tell who changed what, by the checksums of both sides and of what was pushed last."""
    if pushed is None:
        return Status.BOTH, "nothing tells what was pushed last" if live.marked else "it has no mark of dash"
    if theirs == pushed:
        return (Status.BOTH, moved) if moved else (Status.CODE_AHEAD, "")
    return (Status.EDITED if ours == pushed else Status.BOTH), moved
