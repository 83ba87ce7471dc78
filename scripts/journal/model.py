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
        kind: `push`, `restore`, or `undo` of another.
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
        kind: of what was restored, as in a backup; empty for a dashboard that was pushed.
        org: the organisation it was restored to; empty for a push, and for what belongs to the server.
    """

    uid: str
    title: str
    action: Action
    wanted: str
    folder: str
    outcome: Outcome
    why: str = ""
    object: str = ""
    kind: str = ""
    org: str = ""

    @property
    def key(self) -> str:
        """Tell it from the other writes."""
        return key_of(self.uid, self.kind, self.org)


def key_of(uid: str, kind: str = "", org: str = "") -> str:
    """Name a write within its push: the uid of a dashboard, `organisation/kind/name` in a restore."""
    return f"{org}/{kind}/{uid}" if kind else uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A push as the journal tells it.

    Attributes:
        path: its folder in the journal.
        entries: its writes, in order.
        finished: it came to its end; false after a crash, or while it runs.
        undone: keys of the entries that a later push took back.
    """

    path: Path
    header: Header
    entries: Sequence[Entry]
    finished: bool
    undone: frozenset[str] = frozenset()

    def before(self, key: str) -> Json | None:
        """Read what was there before a write; `None` if nothing was."""
        from scripts.journal.reading import before

        return before(self.path, key)

    def count(self, action: Action) -> int:
        """Count the writes of a kind that were done."""
        return sum(entry.action == action and entry.outcome == "done" for entry in self.entries)
