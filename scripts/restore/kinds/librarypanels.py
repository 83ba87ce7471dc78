"""How does a library panel come back?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import library
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class LibraryPanels(Restorer):
    """Before the dashboards that show them."""

    kind: ClassVar[str] = "library-panels"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it."""
        library.create(place.client, saved.body)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change it; a move is a new one, for Grafana moves only a part of it, and refuses where it is used."""
        if saved.body["folderUid"] != live.body["folderUid"]:
            library.delete(place.client, live.name)
            library.create(place.client, saved.body)
            return
        kept = ("name", "kind", "model")
        body: Json = {key: saved.body[key] for key in kept} | {"version": live.aside.get("version")}
        library.update(place.client, saved.name, body)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it; refused by Grafana while a dashboard shows it."""
        library.delete(place.client, live.name)
