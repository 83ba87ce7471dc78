"""How is a backup written to a folder so that it is there whole or not at all?"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.backup.manifest import FILE
from scripts.errors import DashError

READ_ONLY = 0o400
"""Files of unchanged objects are shared between backups by hard links: writing to one would change them all."""

PRIVATE = 0o700
PARTIAL = ".partial"
"""Ends the name of a folder that is still being written, or was left by a crash; never taken for a backup."""

DAY = 24 * 60 * 60.0
"""Seconds."""

SYNCERS = 8
"""Threads that wait for the disk: it is faster with several files under way."""


class FolderSink:
    """A folder, written aside under another name and made visible by one rename."""

    def __init__(self, place: Path, previous: Mapping[str, tuple[Path, str]] | None = None) -> None:
        """Begin.

        Args:
            place: the backup's folder; must not exist yet.
            previous: the files of an earlier backup, to be shared: path in the backup -> file and its sha256.

        Raises:
            DashError: the place is taken, or nothing can be written there.
        """
        self.place = place
        self._aside = place.with_name(f".{place.name}{PARTIAL}")
        self._previous = previous or {}
        self._put: set[str] = set()
        self._new: set[str] = set()
        self._made: set[Path] = set()
        self._done = False
        if place.exists():
            raise DashError(f"{place} is there already", "choose another place, or remove it")
        with told(place):
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir(parents=True, mode=PRIVATE)

    def put(self, path: str, content: bytes, sha256: str) -> None:
        """Write a file, or share it with the earlier backup."""
        file = self._aside / path
        with told(file):
            if file.parent not in self._made:
                file.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
                self._made.add(file.parent)
            if path in self._put:
                file.unlink(missing_ok=True)
            self._put.add(path)
            if not self._shared(path, file, content, sha256):
                write(file, content)
                self._new.add(path)

    def move(self, path: str, to: str) -> None:
        """Give a file another path."""
        with told(self.place):
            (self._aside / path).rename(self._aside / to)
        self._put.add(to)
        if path in self._new:
            self._new.remove(path)
            self._new.add(to)

    def drop(self, path: str) -> None:
        """Take a file back."""
        self._new.discard(path)
        (self._aside / path).unlink(missing_ok=True)

    def commit(self, manifest: bytes) -> str:
        """Write the manifest, wait for the disk, and rename."""
        with told(self.place):
            write(self._aside / FILE, manifest)
            files = [self._aside / path for path in (*self._new, FILE)]
            with ThreadPoolExecutor(SYNCERS) as pool:
                list(pool.map(synced, [*files, *_folders({file.parent for file in files}, self._aside)]))
            if self.place.exists():
                raise FileExistsError(errno.EEXIST, "another backup was made there meanwhile")
            self._aside.rename(self.place)
            self._done = True
            synced(self.place.parent)
        return str(self.place)

    def abort(self) -> None:
        """Remove what was written aside."""
        if not self._done:
            shutil.rmtree(self._aside, ignore_errors=True)

    def _shared(self, path: str, file: Path, content: bytes, sha256: str) -> bool:
        """Link to the earlier backup's file if it has this content, as its bytes say, not only its manifest."""
        earlier, claimed = self._previous.get(path, (None, ""))
        if earlier is None or claimed != sha256:
            return False
        try:
            if earlier.read_bytes() != content:
                return False
            os.link(earlier, file, follow_symlinks=False)
        except OSError:
            return False  # gone, damaged, another disk, or one without hard links: the file is written anew
        return True


def sweep(folder: Path, now: float) -> None:
    """Remove what killed backups left in a folder a day ago or earlier: nobody writes to it any more.

    Args:
        folder: where the backups of one environment are.
        now: the time, in seconds since 1970.
    """
    for left in folder.glob(f".*{PARTIAL}"):
        with contextlib.suppress(OSError):
            if left.is_dir() and not left.is_symlink() and left.stat().st_mtime < now - DAY:
                shutil.rmtree(left, ignore_errors=True)


def write(file: Path, content: bytes) -> None:
    """Write a file that nobody changes any more."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)


def synced(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folders(parents: set[Path], top: Path) -> set[Path]:
    """List folders and those above them, up to the backup's own."""
    above = {folder for parent in parents for folder in parent.parents if top in folder.parents}
    return {*parents, *above, top}


@contextlib.contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error for people.

    Raises:
        DashError: an `OSError` happened within.
    """
    try:
        yield
    except OSError as error:
        raise DashError(
            f"{place}: cannot be written: {error.strerror or error}",
            "no backup was made; check free space and permissions, or choose another place with --output",
        ) from error
