"""Who may sign in to this server?"""

from collections.abc import Iterator

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered
from scripts.jsonvalue import Json


def everything(client: Client) -> Iterator[Json]:
    """List all users of the server, without passwords; service accounts are not among them.

    GET /api/users

    Raises:
        NotPermitted: only a server admin with a password may.
    """
    yield from numbered(client, "/api/users")


def create(client: Client, body: Json) -> int:
    """Make a user and return the number; lands in the first organisation as Viewer.

    POST /api/admin/users: server admins only, with a password

    Args:
        client: where.
        body: login, name, email, password.

    Raises:
        VersionConflict: login or address are taken, whatever their case.
    """
    answer: Json = client.write("POST", "/api/admin/users", body) or {}
    return int(answer.get("id", 0))


def rename(client: Client, ident: int, body: Json) -> None:
    """Change login, name and email.

    PUT /api/users/:id
    """
    client.write("PUT", f"/api/users/{ident}", body)


def set_admin(client: Client, ident: int, *, admin: bool) -> None:
    """Make somebody a server admin, or not.

    PUT /api/admin/users/:id/permissions
    """
    client.write("PUT", f"/api/admin/users/{ident}/permissions", {"isGrafanaAdmin": admin})


def set_disabled(client: Client, ident: int, *, disabled: bool) -> None:
    """Lock somebody out, or let them in again.

    POST /api/admin/users/:id/disable, /enable
    """
    client.write("POST", f"/api/admin/users/{ident}/{'disable' if disabled else 'enable'}")


def delete(client: Client, ident: int) -> None:
    """Delete a user.

    DELETE /api/admin/users/:id
    """
    client.write("DELETE", f"/api/admin/users/{ident}")
