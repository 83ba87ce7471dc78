"""How does the choice of Alertmanagers come back?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import alertmanagers
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.place import Place


class Alertmanagers(Notifying):
    """One choice an organisation."""

    kind: ClassVar[str] = "alerting-settings"

    def create(self, place: Place, saved: Saved) -> None:
        """Choose."""
        alertmanagers.choose(place.client, saved.body["alertmanagersChoice"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Choose."""
        del live
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Go back to the default."""
        del live
        alertmanagers.forget(place.client)
