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


def get(client: Client, ident: int) -> Json | None:
    """Read one organisation: id, name, address; `None` if it is gone.

    GET /api/orgs/:id

    Raises:
        NotPermitted: only a server admin with a password may.
    """
    answer: Json | None = client.find(f"/api/orgs/{ident}")
    return answer


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


def create(client: Client, name: str) -> int:
    """Make an organisation and return its number; its Alertmanager answers up to a minute later.

    POST /api/orgs

    Raises:
        VersionConflict: there is one of that name; `Main` and `main` are two.
    """
    answer: Json = client.write("POST", "/api/orgs", {"name": name}) or {}
    return int(answer.get("orgId", 0))


def set_address(client: Client, ident: int, address: Json) -> None:
    """Set the postal address.

    PUT /api/orgs/:id/address
    """
    client.write("PUT", f"/api/orgs/{ident}/address", address)


def add_member(client: Client, login: str, role: str) -> None:
    """Let a user into the organisation of the client.

    POST /api/org/users

    Raises:
        VersionConflict: is in it already.
        NotFound: there is no such user.
    """
    client.write("POST", "/api/org/users", {"loginOrEmail": login, "role": role})


def set_role(client: Client, user: int, role: str) -> None:
    """Change the role of a member.

    PATCH /api/org/users/:id
    """
    client.write("PATCH", f"/api/org/users/{user}", {"role": role})


def remove_member(client: Client, user: int) -> None:
    """Take a user out of the organisation of the client.

    DELETE /api/org/users/:id
    """
    client.write("DELETE", f"/api/org/users/{user}")


def delete(client: Client, ident: int) -> None:
    """Delete an organisation with everything in it.

    DELETE /api/orgs/:id
    """
    client.write("DELETE", f"/api/orgs/{ident}")
