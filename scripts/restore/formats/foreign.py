"""What is the export of another tool to a restore?"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from scripts.backup.manifest import BadBackup, Entry, Facts, Manifest
from scripts.backup.model import Saved
from scripts.backup.store.files import FolderSource

ORG = "(the export)"
"""Stands for the organisation, which no export names: it goes to the one that the environment works in."""

LARGEST = 64 << 20
"""Bytes of one file that are still read."""

GUESSED = {"guessed": True}
"""Marks what the export only mentions, such as a folder: made where it is missing, never changed."""


class Reader(Protocol):
    """A module that reads a format.

    Attributes:
        NAME: for `--from-format`.
        LOOKS: what such an export looks like, for a hint.
    """

    NAME: str
    LOOKS: str

    def recognised(self, paths: Sequence[str]) -> bool:
        """Tell whether these files are of the format."""

    def read(self, source: FolderSource, paths: Sequence[str]) -> "Foreign":
        """Read all of them.

        Raises:
            BadBackup: one is damaged.
        """


@dataclass(slots=True)
class Foreign:
    """An opened export; objects are read again when they are needed, for there may be many.

    Attributes:
        where: for messages.
        manifest: what there is.
    """

    where: str
    source: FolderSource
    manifest: Manifest = field(init=False)
    _objects: dict[str, Callable[[], Saved]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove what was unpacked."""
        self.source.close()

    def object(self, entry: Entry) -> Saved:
        """Read one object."""
        return self._objects[entry.path]()

    def secrets(self, org: str) -> bytes | None:
        """No other tool saves any."""
        del org
        return None

    def load(self, path: str) -> Any:  # noqa: ANN401 - JSON of any shape
        """Read a file of JSON.

        Raises:
            BadBackup: it is none.
        """
        try:
            return json.loads(self.source.read(path, LARGEST).decode("utf-8-sig"))
        except (ValueError, RecursionError):
            raise BadBackup(f"{self.where}: {path} is not JSON", "remove it to restore the rest") from None

    def fill(self, found: Iterable[tuple[str, Callable[[], Saved]]], left_out: Iterable[tuple[str, str]] = ()) -> Self:
        """Take what was found: a path and how to read it; and what is left out, and why.

        Raises:
            BadBackup: two are the same object.
        """
        entries: dict[tuple[str, str, str], Entry] = {}
        for path, read in found:
            saved = read()
            if saved.key in entries:
                raise BadBackup(
                    f"{self.where}: {entries[saved.key].path} and {path} are both {saved}", "remove one of them"
                )
            name = hashlib.sha256(repr(saved.key).encode()).hexdigest()
            entries[saved.key] = Entry(
                path=f"{path}#{name[:8]}",
                sha256=name,
                size=0,
                kind=saved.kind,
                org=saved.org,
                name=saved.name,
                title=saved.title,
                aside=saved.aside,
            )
            self._objects[entries[saved.key].path] = read
        facts = Facts(environment="", started="", left_out=[{"what": what, "why": why} for what, why in left_out])
        self.manifest = Manifest(facts=facts, entries=list(entries.values()))
        return self
