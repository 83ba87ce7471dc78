"""How do the permissions of folders and dashboards come back, when everybody has another number here?"""

from collections.abc import Iterator
from typing import ClassVar

from scripts.backup.model import Saved
from scripts.grafana import dashboards, folders
from scripts.jsonvalue import Json
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.place import Place


class Permissions(Restorer):
    """A list that is always replaced whole: rows that are not in it go, the creator's too."""

    def reason(self, place: Place, wanted: Saved) -> str:
        """Name who is not here."""
        missing = [
            name for row in wanted.body["items"] if "role" not in row and not row_of(place, row) for name in _who(row)
        ]
        return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not here" if missing else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Set the list."""
        rows = [row for one in saved.body["items"] if (row := row_of(place, one))]
        self.set_rows(place, saved.name, rows)

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Set the list."""
        del live
        self.create(place, saved)

    def delete(self, place: Place, live: Saved) -> None:
        """Leave it: it goes with what it belongs to."""

    def set_rows(self, place: Place, uid: str, rows: list[Json]) -> None:
        """Send the list."""
        folders.set_permissions(place.client, uid, rows)


class FolderPermissions(Permissions):
    """Of folders."""

    kind: ClassVar[str] = "folder-permissions"


class DashboardPermissions(Permissions):
    """Of dashboards."""

    kind: ClassVar[str] = "dashboard-permissions"

    def set_rows(self, place: Place, uid: str, rows: list[Json]) -> None:
        """Send the list."""
        dashboards.set_permissions(place.client, uid, rows)


def row_of(place: Place, row: Json) -> Json | None:
    """Find who is meant here; `None` for somebody who is not here."""
    level = {"permission": row["permission"]}
    if "role" in row:
        return {"role": row["role"], **level}
    if "team" in row:
        number = place.people.team(row["team"])
        return None if number is None else {"teamId": number, **level}
    number = place.people.account(row["serviceAccount"]) if "serviceAccount" in row else place.people.user(row["user"])
    return None if number is None else {"userId": number, **level}


def _who(row: Json) -> Iterator[str]:
    names = {"team": "team", "user": "user", "serviceAccount": "service account"}
    yield from (f"{words} {row[key]}" for key, words in names.items() if key in row)
