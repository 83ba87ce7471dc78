"""How do our own stars come back?"""

from collections.abc import Iterator
from typing import ClassVar

from scripts.backup.differences import Difference
from scripts.backup.model import Saved
from scripts.grafana import stars
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Stars(Restorer):
    """Those of whoever runs the restore: nobody can star for others."""

    kind: ClassVar[str] = "stars"
    adds: ClassVar[bool] = True

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Find those that are missing; more of them do no harm."""
        for uid in sorted(_uids(wanted) - _uids(live)):
            yield Difference(f"dashboards[{uid}]", None, "starred")

    def create(self, place: Place, saved: Saved) -> None:
        """Star them."""
        for uid in sorted(_uids(saved)):
            stars.star(place.client, uid)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Star those that are missing."""
        for uid in sorted(_uids(saved) - _uids(live)):
            stars.star(place.client, uid)

    def delete(self, place: Place, live: Saved) -> None:
        """Take them away."""
        for uid in sorted(_uids(live)):
            stars.unstar(place.client, uid)

    def put_back(self, place: Place, before: Saved, live: Saved) -> None:
        """Take those away that were not there before."""
        for uid in sorted(_uids(live) - _uids(before)):
            stars.unstar(place.client, uid)


def _uids(saved: Saved) -> set[str]:
    return set(saved.body["dashboards"])
