"""How does the tree of notification policies come back?"""

from typing import ClassVar

from scripts.backup.model import Saved
from scripts.errors import Conflict
from scripts.grafana import policies
from scripts.jsonvalue import Json
from scripts.restore.kinds.alerting import Notifying
from scripts.restore.place import Place

DEFAULTS = frozenset({"empty", "grafana-default-email", "email receiver"})
"""The contact point of the tree that Grafana itself makes; which one depends on its version and settings."""


class Policies(Notifying):
    """One tree an organisation, always replaced whole and without a version, so that it is looked at right before."""

    kind: ClassVar[str] = "notification-policies"

    def left(self, saved: Saved, *, provisioned: bool) -> str:
        """Another server's default tree may name a contact point that is not here."""
        if self.untouched(saved):
            return "it is the one that Grafana makes itself"
        return super().left(saved, provisioned=provisioned)

    def untouched(self, live: Saved) -> bool:
        """Tell Grafana's own tree."""
        body = live.body
        return not body.get("routes") and not body.get("provenance") and body.get("receiver") in DEFAULTS

    def create(self, place: Place, saved: Saved) -> None:
        """Set it."""
        policies.put(place.client, _body(saved), saved.body["provenance"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Set it, if it is still as it was read."""
        now = policies.get(place.client)
        if now is not None and {"provenance": "", **now} != live.body:
            raise Conflict("somebody else changed the notification policies meanwhile", "run it again")
        if live.body["provenance"] and not saved.body["provenance"]:
            policies.reset(place.client)
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Go back to Grafana's own tree."""
        del live
        policies.reset(place.client)


def _body(saved: Saved) -> Json:
    return {key: value for key, value in saved.body.items() if key != "provenance"}
