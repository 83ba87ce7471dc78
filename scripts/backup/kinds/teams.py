"""Which teams are there, and who is in them?"""

from collections.abc import Iterable, Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import teams
from scripts.jsonvalue import Json

ADMIN = 4
"""The permission of a team's admin."""


def saved(org: str, item: Json, members: Iterable[Json]) -> Saved:
    """Part a team and its members, each named by login and email."""
    rows = (
        {"login": str(row["login"]), "email": str(row.get("email", "")), "admin": row.get("permission") == ADMIN}
        for row in members
    )
    body: Json = {"name": item["name"], "email": item.get("email") or "", "members": sorted(rows, key=str)}
    return Saved(
        kind="teams", org=org, name=str(item["name"]), body=body, aside={"id": item["id"], "uid": item.get("uid")}
    )


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all teams, and the members of each."""
    found = {str(item["name"]): item for item in teams.everything(site.client)}

    def one(site: Site, name: str) -> Saved | None:
        rows = site.unless_gone(lambda: teams.members(site.client, int(found[name]["id"])))
        return None if rows is None else saved(site.org, found[name], rows)

    yield from each(site, tally, found, one)
