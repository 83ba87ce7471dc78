"""How does a playlist come back?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import playlists
from scripts.grafana.capabilities import Capabilities
from scripts.jsonvalue import Json
from scripts.restore.kinds import objects
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Playlists(Restorer):
    """A dashboard that is missing does not hinder them."""

    kind: ClassVar[str] = "playlists"

    def excuse(self, place: Place, path: str) -> str:
        """Storage mode 0 keeps no marks."""
        return objects.excuse(path) if place.legacy else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it under its name."""
        if not _served(place.can):
            playlists.create_old(place.client, _old(saved))
            return
        playlists.create(place.client, place.can.namespace, objects.sent(saved.body))

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Replace it."""
        if not _served(place.can):
            playlists.update_old(place.client, _old(saved))
            return
        playlists.update(place.client, place.can.namespace, objects.sent(saved.body, live))

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        if not _served(place.can):
            playlists.delete_old(place.client, live.name)
            return
        playlists.delete(place.client, place.can.namespace, live.name)


def _served(can: Capabilities) -> bool:
    """Tell whether playlists are objects of `/apis` that keep their names: 12 and later."""
    return can.bulk


def _old(saved: Saved) -> Json:
    spec: Json = saved.body["spec"]
    return {"uid": saved.name, "name": spec["title"], "interval": spec["interval"], "items": spec["items"]}
