"""Which teams are there, and who is in them?"""

from collections.abc import Iterator, Sequence

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered, objects, rows
from scripts.jsonvalue import Json

IAM = "/apis/iam.grafana.app/v0alpha1/namespaces"


def everything(client: Client) -> Iterator[Json]:
    """List the teams of the organisation that we may see, without members.

    GET /api/teams/search
    """
    yield from numbered(client, "/api/teams/search", "teams")


def members(client: Client, ident: int) -> list[Json]:
    """List the members of a team: login, email, permission (4 for its admins).

    GET /api/teams/:id/members

    Raises:
        NotPermitted: only an Admin, or an admin of the team, may.
    """
    path = f"/api/teams/{ident}/members"
    return rows(client, path, "", client.get(path))


def bindings(client: Client, namespace: str) -> Iterator[Json]:
    """List who is in which team, all teams at once, by uid; 12 and later.

    LIST /apis/iam.grafana.app/…/teambindings: a Viewer and an Editor get an empty list, not a refusal.

    Raises:
        Refused: this server has no such list.
    """
    yield from objects(client, f"{IAM}/{namespace}/teambindings")


def create(client: Client, name: str, email: str = "") -> int:
    """Make a team and return its number; a person who does becomes its first member, so set the members afterwards.

    POST /api/teams

    Raises:
        VersionConflict: there is one of that name; `Ops` and `ops` are two.
    """
    answer: Json = client.write("POST", "/api/teams", {"name": name, "email": email}) or {}
    return int(answer.get("teamId", 0))


def update(client: Client, ident: int, name: str, email: str) -> None:
    """Change name and address.

    PUT /api/teams/:id
    """
    client.write("PUT", f"/api/teams/{ident}", {"name": name, "email": email})


def set_members(client: Client, ident: int, members: Sequence[str], admins: Sequence[str]) -> None:
    """Make these the members, by their email addresses, and nobody else.

    PUT /api/teams/:id/members

    Raises:
        NotFound: one of them is not there; nothing was changed.
    """
    client.write("PUT", f"/api/teams/{ident}/members", {"members": list(members), "admins": list(admins)})


def delete(client: Client, ident: int) -> None:
    """Delete a team.

    DELETE /api/teams/:id
    """
    client.write("DELETE", f"/api/teams/{ident}")
