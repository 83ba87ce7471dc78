"""What does a backup say of itself?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.errors import DashError
from scripts.jsonvalue import Json

FILE = "manifest.json"
SECRETS = "secrets"
"""The kind of encrypted files: the secrets of an organisation's contact points."""


class BadBackup(DashError):
    """What lies there is no backup of ours, or a damaged one; nothing of it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a backup.

    Attributes:
        path: below the backup, with `/`.
        sha256: of its content.
        size: bytes.
        kind, org, name, title, aside: of the object in it, see `model.Saved`.
        encrypted: its content is an age file, not JSON.
    """

    path: str
    sha256: str
    size: int
    kind: str
    org: str
    name: str
    title: str = ""
    aside: Json = field(default_factory=dict)
    encrypted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An object that is there and could not be saved, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How complete one kind of one organisation is.

    Attributes:
        expected: how many the server listed.
        saved: how many are in the backup.
        missing: those that are not, each with its reason.
    """

    org: str
    kind: str
    expected: int
    saved: int
    missing: Sequence[Missing] = ()

    @property
    def complete(self) -> bool:
        """All that was listed is saved."""
        return self.saved >= self.expected and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Whence a backup is, and what it could not hold.

    Attributes:
        environment: name of the environment.
        started: when reading began, in UTC, as 2026-11-28T16:00:00Z.
        finished: when it ended.
        server: url, version, storage and what else is known of it.
        identity: who read, with which role.
        organisations: id and name of those that were read.
        counts: how complete each kind is.
        left_out: what was not saved on purpose or by nature, with the reason: `{"what": …, "why": …}`.
        warnings: what the reader should know, such as objects that the role could not see.
    """

    environment: str
    started: str
    finished: str = ""
    server: Json = field(default_factory=dict)
    identity: Json = field(default_factory=dict)
    organisations: Sequence[Json] = ()
    counts: Sequence[Count] = ()
    left_out: Sequence[Json] = ()
    warnings: Sequence[str] = ()

    @property
    def complete(self) -> bool:
        """Everything that the server listed is saved."""
        return all(count.complete for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The table of contents of a backup.

    Attributes:
        facts: whence it is, and how complete.
        entries: one for each file, sorted by path.
    """

    facts: Facts
    entries: Sequence[Entry]

    @property
    def complete(self) -> bool:
        """Everything that the server listed is saved."""
        return self.facts.complete

    @property
    def size(self) -> int:
        """Bytes of all objects."""
        return sum(entry.size for entry in self.entries)

    def of(self, kind: str = "", org: str | None = None) -> Iterator[Entry]:
        """List the files of a kind and of an organisation; without them, all."""
        for entry in self.entries:
            if kind in ("", entry.kind) and org in (None, entry.org):
                yield entry
