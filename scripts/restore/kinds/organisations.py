"""How does an organisation come back?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import organisations
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Organisations(Restorer):
    """By name: its number, and so its namespace, is another one here."""

    kind: ClassVar[str] = "organisations"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it, with its address."""
        number = organisations.create(place.client, saved.name)
        if saved.body.get("address"):
            organisations.set_address(place.client, number, saved.body["address"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change its address."""
        organisations.set_address(place.client, int(live.aside["id"]), saved.body.get("address") or {})

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it with everything in it."""
        organisations.delete(place.client, int(live.aside["id"]))
