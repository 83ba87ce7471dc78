"""How does a team come back, with its members?"""

from collections.abc import Iterator
from typing import ClassVar

from scripts.backup.differences import Difference
from scripts.backup.model import Saved
from scripts.grafana import teams
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Teams(Restorer):
    """After their members."""

    kind: ClassVar[str] = "teams"

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare address and members, each by login."""
        if wanted.body["email"] != live.body["email"]:
            yield Difference("email", live.body["email"], wanted.body["email"])
        mine, there = _roles(wanted), _roles(live)
        for login in sorted({*mine, *there}):
            if mine.get(login) != there.get(login):
                yield Difference(f"members[{login}]", there.get(login), mine.get(login))

    def reason(self, place: Place, wanted: Saved) -> str:
        """Name the members who are not here."""
        missing = [login for login in _roles(wanted) if place.people.user(login) is None]
        return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not here" if missing else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it; whoever makes it becomes its admin, so the members are set whole."""
        number = teams.create(place.client, saved.name, saved.body["email"])
        self._members(place, number, saved)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change address and members."""
        number = int(live.aside["id"])
        if saved.body["email"] != live.body["email"]:
            teams.update(place.client, number, saved.name, saved.body["email"])
        self._members(place, number, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it."""
        teams.delete(place.client, int(live.aside["id"]))

    def _members(self, place: Place, number: int, saved: Saved) -> None:
        """Set the members who are here; one who is not would make Grafana refuse all."""
        rows: list[Json] = saved.body["members"]
        known = [(place.people.email(row["login"]), bool(row["admin"])) for row in rows]
        members = [email for email, admin in known if email and not admin]
        admins = [email for email, admin in known if email and admin]
        teams.set_members(place.client, number, members, admins)


def _roles(saved: Saved) -> dict[str, str]:
    return {str(row["login"]): "admin" if row["admin"] else "member" for row in saved.body["members"]}
