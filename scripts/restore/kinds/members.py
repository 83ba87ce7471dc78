"""How does a user become a member of an organisation again, with the role of before?"""

from collections.abc import Collection, Iterator
from typing import ClassVar

from scripts.backup.differences import Difference
from scripts.backup.model import Saved
from scripts.grafana import organisations
from scripts.grafana.failures import VersionConflict
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Members(Restorer):
    """After users and organisations; who was just made is a Viewer of the first organisation already."""

    kind: ClassVar[str] = "members"

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare the role; the address is the user's."""
        if wanted.body["role"] != live.body["role"]:
            yield Difference("role", live.body["role"], wanted.body["role"])

    def reason(self, place: Place, wanted: Saved) -> str:
        """Say that the user is missing."""
        return "" if place.people.user(wanted.name) else f"there is no user {wanted.name} here"

    def create(self, place: Place, saved: Saved) -> None:
        """Let the user in."""
        try:
            organisations.add_member(place.client, saved.name, saved.body["role"])
        except VersionConflict:
            place.people.forget()
            number = place.people.user(saved.name)
            if number is None:
                raise
            organisations.set_role(place.client, number, saved.body["role"])

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change the role."""
        organisations.set_role(place.client, int(live.aside["userId"]), saved.body["role"])

    def delete(self, place: Place, live: Saved) -> None:
        """Take the user out."""
        organisations.remove_member(place.client, int(live.aside["userId"]))

    def finish(self, place: Place, names: Collection[str]) -> None:
        """Take those out whom this restore made, and who were members of other organisations only."""
        for login in sorted(place.newcomers - set(names)):
            number = place.people.user(login)
            if number is not None:
                organisations.remove_member(place.client, number)
