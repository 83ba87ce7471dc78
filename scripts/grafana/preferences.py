"""What do an organisation, a team and we ourselves prefer: home, time zone, theme?"""

from scripts.grafana.client import Client
from scripts.jsonvalue import Json

ORGANISATION = "/api/org/preferences"
OWN = "/api/user/preferences"


def of_org(client: Client) -> Json:
    """Read the preferences of the organisation.

    GET /api/org/preferences

    Raises:
        NotPermitted: only an Admin may.
    """
    return _read(client, ORGANISATION)


def of_team(client: Client, ident: int) -> Json:
    """Read the preferences of a team.

    GET /api/teams/:id/preferences

    Raises:
        NotPermitted: only an Admin, or an admin of the team, may.
    """
    return _read(client, team(ident))


def own(client: Client) -> Json:
    """Read our own; those of other people nobody can.

    GET /api/user/preferences
    """
    return _read(client, OWN)


def _read(client: Client, path: str) -> Json:
    answer: Json = client.get(path) or {}
    return answer


def team(ident: int) -> str:
    """Name the path of a team's preferences."""
    return f"/api/teams/{ident}/preferences"


def put(client: Client, path: str, body: Json) -> None:
    """Set preferences; an absent key is cleared, but the home dashboard only by an empty uid.

    PUT /api/org/preferences, /api/teams/:id/preferences, /api/user/preferences

    Raises:
        NotFound: there is no such home dashboard.
    """
    client.write("PUT", path, {"homeDashboardUID": "", **body})
