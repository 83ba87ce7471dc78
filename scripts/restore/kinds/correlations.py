"""How does a correlation come back, when its name is its content?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import correlations
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Correlations(Restorer):
    """After the data sources; equal ones are found before, because Grafana would make a second one."""

    kind: ClassVar[str] = "correlations"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it, without `provisioned`, which nobody could undo."""
        body = {key: value for key, value in saved.body.items() if key != "sourceUID"}
        correlations.create(place.client, str(saved.body["sourceUID"]), body)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change it."""
        body: Json = {key: saved.body[key] for key in ("label", "description", "type", "config") if key in saved.body}
        correlations.update(place.client, str(live.body["sourceUID"]), str(live.aside["uid"]), body)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        correlations.delete(place.client, str(live.body["sourceUID"]), str(live.aside["uid"]))
