"""How do the preferences of an organisation, a team and our own come back?"""

from typing import ClassVar

from scripts.backup.kinds.preferences import ORG, OWN, TEAM
from scripts.backup.model import Saved
from scripts.errors import DashError
from scripts.grafana import preferences
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Preferences(Restorer):
    """After the dashboards: a home that is not there is refused."""

    kind: ClassVar[str] = "preferences"

    def create(self, place: Place, saved: Saved) -> None:
        """Set them."""
        preferences.put(place.client, _path(place, saved.name), saved.body["preferences"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Set them."""
        del live
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Clear them."""
        preferences.put(place.client, _path(place, live.name), {})


def _path(place: Place, name: str) -> str:
    """Find whose they are.

    Raises:
        DashError: there is no such team.
    """
    if name in (ORG, OWN):
        return preferences.ORGANISATION if name == ORG else preferences.OWN
    team = name.removeprefix(TEAM)
    number = place.people.team(team)
    if number is None:
        raise DashError(f"there is no team {team} here", "restore the teams too")
    return preferences.team(number)
