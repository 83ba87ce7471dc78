"""Which organisations are on this server, and who belongs to the one we work in?"""

from collections.abc import Iterator

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered, rows
from scripts.jsonvalue import Json


def everything(client: Client) -> Iterator[Json]:
    """List all organisations: id and name; their pages count from 0.

    GET /api/orgs

    Raises:
        NotPermitted: only a server admin with a password may.
    """
    yield from numbered(client, "/api/orgs", first=0)


def current(client: Client) -> Json:
    """Read the organisation we work in: id, name, address.

    GET /api/org
    """
    answer: Json = client.get("/api/org") or {}
    return answer


def ours(client: Client) -> list[Json]:
    """List the organisations that we belong to, with our role in each; empty for a service account.

    GET /api/user/orgs
    """
    return rows(client, "/api/user/orgs", "", client.find("/api/user/orgs"))


def members(client: Client) -> list[Json]:
    """List who belongs to the organisation, with roles; service accounts are not among them.

    GET /api/org/users

    Raises:
        NotPermitted: only an Admin may.
    """
    return rows(client, "/api/org/users", "", client.get("/api/org/users"))
