"""What does the journal know of a push?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts.jsonvalue import Json

Action = Literal["create", "update", "delete"]
Outcome = Literal["done", "refused", "unknown"]
"""`unknown`: the request was sent, and nobody has seen since what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a push was.

    Attributes:
        id: its name, which sorts by time.
        kind: `push`, or `undo` of another.
        environment: of dash.toml.
        url: of the Grafana.
        namespace: of the organisation there.
        folder: uid of our folder.
        started: UTC, ISO 8601.
        user: who ran it, on which machine.
        source: the commit of the sources, if it is known.
        undoes: the push that this one takes back; empty if none.
    """

    id: str
    kind: str
    environment: str
    url: str
    namespace: str
    folder: str
    started: str
    user: str
    source: str = ""
    undoes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One write.

    Attributes:
        uid: of the dashboard.
        title: of the dashboard.
        action: what was to be done.
        wanted: checksum of what was sent; empty for a deletion.
        folder: uid of the folder it was sent to.
        outcome: what became of it.
        why: what the server said, if it refused.
        object: identity that Grafana gives to this very object; empty if not known.
    """

    uid: str
    title: str
    action: Action
    wanted: str
    folder: str
    outcome: Outcome
    why: str = ""
    object: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A push as the journal tells it.

    Attributes:
        path: its folder in the journal.
        entries: its writes, in order.
        finished: it came to its end; false after a crash, or while it runs.
        undone: uids that a later push took back.
    """

    path: Path
    header: Header
    entries: Sequence[Entry]
    finished: bool
    undone: frozenset[str] = frozenset()

    def before(self, uid: str) -> Json | None:
        """Read what was there before; `None` if nothing was."""
        from scripts.journal.reading import before

        return before(self.path, uid)

    def count(self, action: Action) -> int:
        """Count the writes of a kind that were done."""
        return sum(entry.action == action and entry.outcome == "done" for entry in self.entries)
