"""What is to be done to one object of a backup, and what became of it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from scripts.backup.contents import Need
from scripts.backup.manifest import Entry, Manifest
from scripts.backup.model import BY_NAME, Saved
from scripts.restore.wishes import Wishes


class Origin(Protocol):
    """Where saved objects come from: a backup of dash, or the export of another tool.

    Attributes:
        where: for messages.
        manifest: what there is.
    """

    where: str
    manifest: Manifest

    def object(self, entry: Entry) -> Saved:
        """Read one object.

        Raises:
            BadBackup: it is not what was written.
        """

    def secrets(self, org: str) -> bytes | None:
        """Read the encrypted secrets of an organisation; `None` if there are none."""


class Action(StrEnum):
    """What a restore does with an object."""

    CREATE = "create"
    REPLACE = "replace"
    COMPLETE = "complete"
    """It is there, and lacks what nobody would miss overwritten: secrets, or the rest of a restore that broke off."""
    EQUAL = "equal"
    LEAVE = "leave"
    """It is there and differs; without --overwrite it stays."""
    SKIP = "skip"
    """It is not restored on purpose, such as what a provisioning file of the server owns."""
    REFUSE = "refuse"
    """It cannot be restored as things are."""


LEFT_TO = "in the source it belongs to"
"""Begins the reason why something is skipped that a file or repository of the source owned."""

WRITES = frozenset({Action.CREATE, Action.REPLACE, Action.COMPLETE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One object of a backup, and what is to be done with it.

    Attributes:
        entry: which object.
        action: what is to be done.
        why: the reason, where it is skipped or refused.
        live: what is there, where it differs and is written.
        changes: what differs, in words.
        folder: uid of the folder it shall lie in, empty for the root; `None` for what lies in none.
        needs: what must be there before: kind and name.
        secrets: uid and name of each secret that it had in the source and lacks in the target.
        default: it is the default data source.
    """

    entry: Entry
    action: Action
    why: str = ""
    folder: str | None = None
    needs: frozenset[Need] = field(default=frozenset(), repr=False)
    secrets: tuple[tuple[str, str], ...] = ()
    default: bool = False
    live: Saved | None = field(default=None, repr=False)
    changes: Sequence[str] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Name the object for people, with its organisation where that is not plain."""
        return named(self.entry)


def named(entry: Entry) -> str:
    """Name an object for people: `folder bot-core (Bot-Core)`."""
    words = BY_NAME[entry.kind].words
    title = f" ({_short(entry.title)})" if entry.title and entry.title != entry.name else ""
    return f"{words} {_short(entry.name)}{title}"


def _short(text: str) -> str:
    """Keep a line readable: titles may have thousands of letters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


LONGEST = 60
"""Letters of a name or title that are shown."""


class State(StrEnum):
    """What reading back shows."""

    EQUAL = "equal"
    GENERATED = "equal but for generated fields"
    DIFFERENT = "different"
    MISSING = "missing"
    OPEN = "not begun"
    UNKNOWN = "not known"
    """It could not be read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a step.

    Attributes:
        step: what was to be done.
        state: what reading back shows; for what was skipped or refused, `None`.
        why: what failed, or which fields differ.
        fields: paths that differ and may: who changed it, or what this server cannot keep.
        written: a request was sent that may have changed it.
    """

    step: Step
    state: State | None
    why: str = ""
    fields: Sequence[str] = ()
    written: bool = False

    @property
    def good(self) -> bool:
        """Tell whether the object is as it was wished."""
        if self.state is None:
            return self.step.action in (Action.SKIP, Action.LEAVE)
        return self.state in (State.EQUAL, State.GENERATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a restore would do.

    Attributes:
        steps: in the order of writing.
        landing: organisation of the backup -> the one of the target.
        notes: what is worth knowing before saying yes.
        wishes: what was asked for, data sources by their uids.
        missing_sources: data sources that something needs and that are not there.
    """

    steps: Sequence[Step] = ()
    landing: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    wishes: Wishes = field(default_factory=Wishes)
    missing_sources: tuple[str, ...] = ()

    def of(self, *actions: Action) -> Iterator[Step]:
        """List the steps of these actions."""
        return (step for step in self.steps if step.action in actions)

    @property
    def writes(self) -> list[Step]:
        """List what would be written."""
        return list(self.of(*WRITES))
