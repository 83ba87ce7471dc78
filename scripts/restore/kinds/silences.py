"""How does a silence come back, before it would have ended?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

from scripts.backup.differences import Difference
from scripts.backup.model import Saved
from scripts.grafana import silences
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.place import Place


class Silences(Notifying):
    """Found by content before they are made, because Grafana would make a second one."""

    kind: ClassVar[str] = "silences"

    def left(self, saved: Saved, *, provisioned: bool) -> str:
        """Grafana makes none that has ended."""
        del provisioned
        return "it has ended" if _when(saved.body["endsAt"]) <= datetime.now(UTC) else ""

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare but for the start, where both have begun: a start in the past becomes now."""
        now = datetime.now(UTC)
        for one in super().differences(wanted, live):
            begun = one.path == "startsAt" and max(_when(one.old), _when(one.new)) <= now
            if not begun:
                yield one

    def create(self, place: Place, saved: Saved) -> None:
        """Make it."""
        silences.create(place.client, saved.body)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """End the one that is there, and make it."""
        self.delete(place, live)
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """End it."""
        silences.expire(place.client, str(live.aside["id"]))


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)
