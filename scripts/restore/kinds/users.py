"""How does a user of the server come back, without a password?"""

import secrets
from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import users
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place

SIZE = 32
"""Bytes of a password that nobody knows: it has to be reset, or the login comes from elsewhere."""


class Users(Restorer):
    """Before everything else: others refer to them."""

    kind: ClassVar[str] = "users"

    def excuse(self, place: Place, path: str) -> str:
        """Where a login comes from cannot be written."""
        del place
        return "the login comes from elsewhere, and will again" if path.startswith("authLabels") else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make the user with a password that nobody knows."""
        number = users.create(place.client, _body(saved) | {"password": secrets.token_urlsafe(SIZE)})
        place.newcomers.add(saved.name)
        if saved.body.get("isAdmin"):
            users.set_admin(place.client, number, admin=True)
        if saved.body.get("isDisabled"):
            users.set_disabled(place.client, number, disabled=True)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change name, address and rights."""
        number = int(live.aside["id"])
        if _body(saved) != _body(live):
            users.rename(place.client, number, _body(saved))
        admin, disabled = bool(saved.body.get("isAdmin")), bool(saved.body.get("isDisabled"))
        if admin != bool(live.body.get("isAdmin")):
            users.set_admin(place.client, number, admin=admin)
        if disabled != bool(live.body.get("isDisabled")):
            users.set_disabled(place.client, number, disabled=disabled)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete the user."""
        users.delete(place.client, int(live.aside["id"]))


def _body(saved: Saved) -> Json:
    return {key: saved.body.get(key, "") for key in ("login", "email", "name")}
