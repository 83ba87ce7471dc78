"""How are the files of a backup read from a folder, without being led out of it?"""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from scripts.backup.manifest import BadBackup
from scripts.errors import DashError


class FolderSource:
    """A folder on a disk."""

    def __init__(self, folder: Path, where: str = "", *, unpacked: Path | None = None) -> None:
        """Take a folder.

        Args:
            folder: which.
            where: what people know it as.
            unpacked: what was made for reading, and is removed by `close`.
        """
        self.where = where or str(folder)
        self._folder = folder.resolve()
        self._unpacked = unpacked

    def read(self, path: str, limit: int, sha256: str = "") -> bytes:
        """Read a plain file; symbolic links are not followed, on no part of the way."""
        del sha256
        file = self._folder / path
        if file.parent.resolve() != file.parent:
            raise BadBackup(f"{self.where}: {path} leads out of the backup by a symbolic link", "do not use it")
        try:
            handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except (FileNotFoundError, NotADirectoryError):
            raise FileNotFoundError(path) from None
        except OSError as error:
            if file.is_symlink():
                raise BadBackup(f"{self.where}: {path} is a symbolic link", "do not use it") from None
            raise DashError(f"{file}: cannot be read: {error.strerror or error}", "check its permissions") from error
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):  # asked first: Python refuses to open a folder
            os.close(handle)
            raise BadBackup(f"{self.where}: {path} is no plain file", "do not use it")
        with os.fdopen(handle, "rb") as opened:
            if found.st_size > limit:
                raise BadBackup(f"{self.where}: {path} is larger than what was written", "the backup is damaged")
            return opened.read(limit)

    def paths(self) -> Iterator[str]:
        """List all files, links and other things below the folder."""
        for top, folders, files in os.walk(self._folder):
            links = [name for name in folders if (Path(top) / name).is_symlink()]
            for name in (*files, *links):
                yield (Path(top) / name).relative_to(self._folder).as_posix()

    def close(self) -> None:
        """Remove what was unpacked."""
        if self._unpacked:
            shutil.rmtree(self._unpacked, ignore_errors=True)
