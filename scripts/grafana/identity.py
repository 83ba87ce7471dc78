"""Who are we in this Grafana, and what may we do?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.grafana.client import HEALTH, Client
from scripts.jsonvalue import Json

Permissions = Mapping[str, Sequence[str]]
"""Scopes by action, as `dashboards:write` -> `folders:uid:bot-core`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The account that the credentials belong to."""

    login: str
    org_id: int
    org: str
    server_admin: bool = False


def health(client: Client) -> Json:
    """Read version and state of the database; needs no credentials.

    GET /api/health
    """
    answer: Json = client.get(HEALTH) or {}
    return answer


def whoami(client: Client) -> Identity:
    """Read account and organisation.

    GET /api/user, GET /api/org
    """
    user: Json = client.find("/api/user") or {}
    org: Json = client.get("/api/org")
    return Identity(
        login=str(user.get("login") or user.get("name") or "unknown"),
        org_id=int(org["id"]),
        org=str(org.get("name", "")),
        server_admin=bool(user.get("isGrafanaAdmin")),
    )


def permissions(client: Client) -> Permissions:
    """Read what we may do, and where.

    GET /api/access-control/user/permissions
    """
    found: Json = client.get("/api/access-control/user/permissions") or {}
    return {str(action): [str(scope) for scope in scopes] for action, scopes in found.items()}
