"""What is in a backup, and is it still what was written?"""

import hashlib
import json
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from scripts.backup import manifest_file as manifests
from scripts.backup.manifest import FILE, SECRETS, BadBackup, Entry, Manifest
from scripts.backup.model import Saved
from scripts.jsonvalue import Json


class Source(Protocol):
    """Where the files of one backup are.

    Attributes:
        where: for messages.
    """

    where: str

    def read(self, path: str, limit: int, sha256: str = "") -> bytes:
        """Read a file of at most so many bytes.

        Args:
            path: below the backup.
            limit: bytes.
            sha256: what the manifest says of it, by which some places find it; empty for the manifest itself.

        Raises:
            FileNotFoundError: there is none.
            BadBackup: it is larger, no plain file, or lies outside of the backup.
            DashError: it cannot be read.
        """

    def paths(self) -> Iterator[str]:
        """List all files that are there, the manifest too."""

    def close(self) -> None:
        """Remove what was unpacked."""


class Backup:
    """An opened backup. Every file is held against its hash when it is read."""

    def __init__(self, source: Source) -> None:
        """Read the manifest.

        Raises:
            BadBackup: there is none, or it cannot be believed.
        """
        self._source = source
        self.where = source.where
        try:
            raw = source.read(FILE, manifests.LARGEST)
        except FileNotFoundError:
            raise BadBackup(
                f"{self.where}: no {FILE}: not a backup of dash, or one that was never finished",
                "`dash backup list` shows the backups; `dash restore --from-format` reads those of some other tools",
            ) from None
        self.manifest: Manifest = manifests.read(raw, self.where)

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove what was unpacked."""
        self._source.close()

    def content(self, entry: Entry) -> bytes:
        """Read a file.

        Raises:
            BadBackup: it is gone, or not what was written.
        """
        try:
            content = self._source.read(entry.path, entry.size, entry.sha256)
        except FileNotFoundError:
            raise BadBackup(f"{self.where}: {entry.path} is gone", VERIFY) from None
        if len(content) != entry.size or hashlib.sha256(content).hexdigest() != entry.sha256:
            raise BadBackup(f"{self.where}: {entry.path} is not what was written: its hash differs", VERIFY)
        return content

    def object(self, entry: Entry) -> Saved:
        """Read the object in a file.

        Raises:
            BadBackup: as for `content`, or it is no JSON object.
        """
        content = self.content(entry)
        try:
            body: Json = json.loads(content.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            raise BadBackup(f"{self.where}: {entry.path} is not JSON", VERIFY) from None
        if not isinstance(body, dict):
            raise BadBackup(f"{self.where}: {entry.path} is no JSON object", VERIFY)
        return Saved(kind=entry.kind, org=entry.org, name=entry.name, title=entry.title, body=body, aside=entry.aside)

    def objects(self, kind: str = "", org: str | None = None) -> Iterator[Saved]:
        """Read all objects of a kind and of an organisation, one after the other; without them, all.

        Raises:
            BadBackup: as for `object`.
        """
        for entry in self.manifest.of(kind, org):
            if not entry.encrypted:
                yield self.object(entry)

    def secrets(self, org: str) -> bytes | None:
        """Read the encrypted secrets of an organisation; `None` if none were saved."""
        return next((self.content(entry) for entry in self.manifest.of(SECRETS, org)), None)

    def strangers(self) -> list[str]:
        """List files that are there and that the manifest does not know."""
        known = {entry.path for entry in self.manifest.entries} | {FILE}
        return sorted(path for path in self._source.paths() if path not in known)


VERIFY = "the backup is damaged: `dash backup verify` names everything that is; `dash backup list` shows others"
