"""What do the organisation, its teams and we ourselves prefer?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import preferences, teams
from scripts.grafana.failures import NotPermitted
from scripts.jsonvalue import Json

ORG, OWN, TEAM = "organisation", "own", "team "


def saved(org: str, name: str, preferred: Json) -> Saved:
    """Take what is preferred: home dashboard, time zone, theme; `team NAME` for a team."""
    body: Json = {"of": name, "preferences": preferred}
    return Saved(kind="preferences", org=org, name=name, body=body)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read those of the organisation, of each team and our own; who prefers nothing is left out."""
    numbers = _teams(site, tally)

    def one(site: Site, name: str) -> Saved | None:
        if name == ORG:
            preferred = preferences.of_org(site.client)
        elif name == OWN:
            preferred = preferences.own(site.client)
        else:
            preferred = site.unless_gone(lambda: preferences.of_team(site.client, numbers[name])) or {}
        return saved(site.org, name, preferred) if preferred else None

    yield from each(site, tally, [ORG, OWN, *numbers], one)


def _teams(site: Site, tally: Tally) -> dict[str, int]:
    """List the teams; whoever may not see them still has preferences of their own."""
    try:
        return {f"{TEAM}{item['name']}": int(item["id"]) for item in teams.everything(site.client)}
    except NotPermitted as error:
        if site.client.refused:
            raise
        tally.hide("those of teams", error.message)
        return {}
