"""What does a restore have to know of one kind of object?"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from scripts.backup.differences import Difference, between
from scripts.backup.model import Saved
from scripts.restore.model import LEFT_TO, Step
from scripts.restore.place import Place

FILE = "a provisioning file"


class Restorer(ABC):
    """How one kind of object is brought back.

    Attributes:
        kind: its name in `scripts.backup.model.KINDS`.
        parallel: several may be written at a time; Grafana on SQLite fails on some kinds then.
        adds: a replacement only adds what is missing, and so needs no leave.
    """

    kind: ClassVar[str]
    parallel: ClassVar[bool] = False
    adds: ClassVar[bool] = False

    def owned(self, saved: Saved) -> str:
        """Name, in words, the file or repository that owns an object and would undo a change; empty if none does."""
        return FILE if saved.body.get("provenance") == "file" else ""

    def left(self, saved: Saved, *, provisioned: bool) -> str:
        """Say why an object is left out on purpose; empty if it is not.

        Args:
            saved: the object.
            provisioned: restore also what a file or repository of the source owned.
        """
        owner = self.owned(saved)
        return f"{LEFT_TO} {owner}" if owner and not provisioned else ""

    def untouched(self, live: Saved) -> bool:
        """Tell what Grafana itself has put there, which is as good as nothing."""
        del live
        return False

    def refused(self, place: Place, saved: Saved) -> str:
        """Say why an object cannot be written here as it is; empty if it can."""
        del place, saved
        return ""

    def secrets(self, saved: Saved) -> set[tuple[str, str]]:
        """Name the secrets of an object, each by the uid of its holder and its own name."""
        del saved
        return set()

    def prepare(self, place: Place) -> None:
        """Wait until objects of the kind can be read and written here, where that takes a while."""
        del place

    def ordered(self, steps: Sequence[Step]) -> Sequence[Step]:
        """Put the steps into the order in which they have to be done."""
        return steps

    def wanted(self, place: Place, saved: Saved) -> Saved:
        """Make what the object shall be here: without what another server has set."""
        del place
        return saved

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Find what differs; nothing means that there is nothing to do."""
        yield from between(live.body, wanted.body)

    def shown(self, wanted: Saved, live: Saved) -> Iterator[str]:
        """Say what a replacement would change, a line each."""
        yield from map(str, self.differences(wanted, live))

    def excuse(self, place: Place, path: str) -> str:
        """Say why a place may differ after all was done: this server does not keep it; empty if it must not."""
        del place, path
        return ""

    def unexcused(self, place: Place, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Find what differs and must not."""
        return (one for one in self.differences(wanted, live) if not self.excuse(place, one.path))

    def reason(self, place: Place, wanted: Saved) -> str:
        """Say why an object could not be made quite as it was, where that is known."""
        del place, wanted
        return ""

    @abstractmethod
    def create(self, place: Place, saved: Saved) -> None:
        """Make an object that is not there.

        Raises:
            UnknownOutcome: it may be there.
            DashError: it was not made.
        """

    @abstractmethod
    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Make an object that is there equal to the saved one.

        Raises:
            VersionConflict: somebody else changed it.
            UnknownOutcome: it may be done.
            DashError: it was not done.
        """

    @abstractmethod
    def delete(self, place: Place, live: Saved) -> None:
        """Take an object away: the undoing of `create`.

        Raises:
            DashError: it is still there.
        """

    def put_back(self, place: Place, before: Saved, live: Saved) -> None:
        """Make an object what it was before: the undoing of `replace`.

        Raises:
            DashError: it was not done.
        """
        self.replace(place, before, live)

    def finish(self, place: Place, names: Collection[str]) -> None:
        """Do what is left once all objects of the kind are there.

        Args:
            place: where.
            names: of all objects of the kind that the backup has there.
        """
        del place, names
