"""What must a place be able to do so that a backup can be written to it?"""

from typing import Protocol


class Sink(Protocol):
    """A place for one backup; nothing is visible there as a backup before `commit`."""

    def put(self, path: str, content: bytes, sha256: str) -> None:
        """Store a file; one of the same path is replaced.

        Raises:
            DashError: no room, no rights.
        """

    def move(self, path: str, to: str) -> None:
        """Give a file another path in the same folder."""

    def drop(self, path: str) -> None:
        """Take a file back."""

    def commit(self, manifest: bytes) -> str:
        """Make the backup visible, the manifest last, and return where it is.

        Raises:
            DashError: no room, no rights; there is no backup then.
        """

    def abort(self) -> None:
        """Leave nothing behind; harmless after `commit`."""
