"""How does a snapshot come back, under the key that people know?"""

from datetime import UTC, datetime
from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import snapshots
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place

NEVER = 40 * 365 * 24 * 3600
"""Seconds beyond which "in fifty years" is meant, which is how Grafana says never."""


class Snapshots(Restorer):
    """After the dashboards: Grafana wants the one that it was taken of."""

    kind: ClassVar[str] = "snapshots"

    def left(self, saved: Saved, *, provisioned: bool) -> str:
        """Grafana makes none that has expired."""
        del provisioned
        return "it has expired" if _left(saved) < 0 else ""

    def excuse(self, place: Place, path: str) -> str:
        """Grafana counts the time that is left from now on, in seconds."""
        del place
        return "it counts from now" if path == "expires" else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it with the time that is left."""
        left = _left(saved)
        kept: Json = {key: saved.body[key] for key in ("key", "name", "dashboard")}
        snapshots.create(place.client, {**kept, "expires": 0 if left > NEVER else left})

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Make it anew."""
        self.delete(place, live)
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        snapshots.delete(place.client, live.name)


def _left(saved: Saved) -> int:
    """Count the seconds until it expires; without a time, never."""
    expires = str(saved.body.get("expires") or "")
    if not expires:
        return NEVER + 1
    return int((datetime.fromisoformat(expires) - datetime.now(UTC)).total_seconds())
