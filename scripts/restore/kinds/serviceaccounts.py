"""How does a service account come back, without its tokens?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import serviceaccounts
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class ServiceAccounts(Restorer):
    """Grafana makes the login of the name; one that was renamed has another login here."""

    kind: ClassVar[str] = "service-accounts"

    def create(self, place: Place, saved: Saved) -> None:
        """Make it: under the name that gives this login, then renamed where it was."""
        body: Json = {key: saved.body[key] for key in ("name", "role", "isDisabled")}
        number = serviceaccounts.create(place.client, body)
        if saved.body["isDisabled"]:
            serviceaccounts.update(place.client, number, body)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change name, role and whether it is disabled."""
        body: Json = {key: saved.body[key] for key in ("name", "role", "isDisabled")}
        serviceaccounts.update(place.client, int(live.aside["id"]), body)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it and its tokens."""
        serviceaccounts.delete(place.client, int(live.aside["id"]))
