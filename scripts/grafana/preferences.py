"""What do an organisation, a team and we ourselves prefer: home, time zone, theme?"""

from scripts.grafana.client import Client
from scripts.jsonvalue import Json


def of_org(client: Client) -> Json:
    """Read the preferences of the organisation.

    GET /api/org/preferences

    Raises:
        NotPermitted: only an Admin may.
    """
    return _read(client, "/api/org/preferences")


def of_team(client: Client, ident: int) -> Json:
    """Read the preferences of a team.

    GET /api/teams/:id/preferences

    Raises:
        NotPermitted: only an Admin, or an admin of the team, may.
    """
    return _read(client, f"/api/teams/{ident}/preferences")


def own(client: Client) -> Json:
    """Read our own; those of other people nobody can.

    GET /api/user/preferences
    """
    return _read(client, "/api/user/preferences")


def _read(client: Client, path: str) -> Json:
    answer: Json = client.get(path) or {}
    return answer
