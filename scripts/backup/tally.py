"""How complete is what was read of one kind?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.backup.manifest import Count, Missing

LIST = "(the list)"
"""Stands for objects of which not even the names could be read."""


ODD = (KeyError, TypeError, ValueError, AttributeError)
"""What reading JSON of another shape than Grafana's raises: it fails one kind or object, not the whole backup."""


def odd(error: Exception) -> str:
    """Say that an answer is not understood."""
    return f"an answer that is not understood ({type(error).__name__}: {error})"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a reader finds out about one kind in one organisation beside the objects themselves.

    Attributes:
        kind: its name.
        org: the organisation; empty for the server.
        saved: names of the objects that are in the backup.
        expected: names of the objects that the server lists.
        missing: why an object could not be saved, by name.
        hidden: why the credentials may not read an object, by name; `tally.LIST` for all.
        notes: what the reader of the backup should know.
        absent: why this server has nothing of the kind; empty if it may have.
    """

    kind: str
    org: str
    saved: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    absent: str = ""

    def expect(self, names: Iterable[str]) -> None:
        """Note what the server lists."""
        self.expected.update(names)

    def fail(self, name: str, why: str) -> None:
        """Note an object that is there and could not be read."""
        self.expected.add(name)
        self.missing[name] = why

    def hide(self, name: str, why: str) -> None:
        """Note an object that the credentials may not read."""
        self.hidden[name] = why

    def gone(self, name: str) -> None:
        """Forget an object that was deleted while the backup was made."""
        self.saved.discard(name)
        self.expected.discard(name)
        self.missing.pop(name, None)
        self.hidden.pop(name, None)

    def count(self) -> Count:
        """Say it as the manifest does: what the credentials may not read is not expected."""
        hidden = set(self.hidden)
        missing = dict.fromkeys(self.expected - self.saved - hidden, "the server lists it, but did not give it")
        missing |= self.missing
        return Count(
            org=self.org,
            kind=self.kind,
            expected=len((self.expected | self.saved) - hidden),
            saved=len(self.saved),
            missing=[Missing(name=name, why=missing[name]) for name in sorted(missing)],
        )
