"""How does a public dashboard come back, under the address that people know?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import publicdashboards
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place

CHANGEABLE = ("isEnabled", "annotationsEnabled", "timeSelectionEnabled", "share")


class PublicDashboards(Restorer):
    """After the dashboards: each opens one to the world."""

    kind: ClassVar[str] = "public-dashboards"

    def create(self, place: Place, saved: Saved) -> None:
        """Open it, with the same address."""
        body: Json = {key: value for key, value in saved.body.items() if key not in ("dashboardUid", "recipients")}
        publicdashboards.create(place.client, saved.name, body)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change what it shows; another address is a new one."""
        if any(saved.body.get(key) != live.body.get(key) for key in ("uid", "accessToken")):
            self.delete(place, live)
            self.create(place, saved)
            return
        body: Json = {key: saved.body[key] for key in CHANGEABLE if key in saved.body}
        publicdashboards.update(place.client, saved.name, str(live.body["uid"]), body)

    def delete(self, place: Place, live: Saved) -> None:
        """Close it."""
        publicdashboards.delete(place.client, live.name, str(live.body["uid"]))
