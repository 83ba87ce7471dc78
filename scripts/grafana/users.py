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
