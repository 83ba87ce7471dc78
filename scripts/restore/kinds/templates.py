"""How does a notification template come back, with the provenance it had?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import templates
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.place import Place


class Templates(Notifying):
    """Before the contact points that use them."""

    kind: ClassVar[str] = "templates"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it."""
        templates.put(place.client, saved.name, saved.body["template"], owner=saved.body["provenance"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change it; from `api` to none there is no way but a new one."""
        before, after = live.body["provenance"], saved.body["provenance"]
        if before and not after:
            templates.delete(place.client, live.name, before)
            self.create(place, saved)
            return
        version = str(live.aside.get("version", ""))
        templates.put(place.client, saved.name, saved.body["template"], version=version, owner=after)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        templates.delete(place.client, live.name, live.body["provenance"])
