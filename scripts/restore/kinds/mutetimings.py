"""How does a mute timing come back, with the provenance it had?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import mutetimings
from scripts.jsonvalue import Json
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.place import Place


class MuteTimings(Notifying):
    """Before the policies that name them."""

    kind: ClassVar[str] = "mute-timings"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it."""
        mutetimings.create(place.client, _body(saved), saved.body["provenance"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change it; from `api` to none there is no way but a new one, and that only where no policy uses it."""
        before, after = live.body["provenance"], saved.body["provenance"]
        if before and not after:
            mutetimings.delete(place.client, live.name, before)
            mutetimings.create(place.client, _body(saved), after)
            return
        mutetimings.update(place.client, _body(saved) | {"version": live.aside.get("version", "")}, after)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        mutetimings.delete(place.client, live.name, live.body["provenance"])


def _body(saved: Saved) -> Json:
    return {key: value for key, value in saved.body.items() if key != "provenance"}
