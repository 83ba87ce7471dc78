"""Which snapshots of dashboards are kept?"""

from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

MOST = 100_000


def everything(client: Client) -> list[Json]:
    """List the snapshots in brief; a Viewer and an Editor see only their own.

    GET /api/dashboard/snapshots
    """
    path = "/api/dashboard/snapshots"
    return rows(client, path, "", client.get(path, {"limit": str(MOST)}))


def get(client: Client, key: str) -> Json:
    """Read a snapshot with its data.

    GET /api/snapshots/:key
    """
    answer: Json = client.get(f"/api/snapshots/{quote(key, safe='')}") or {}
    return answer


def create(client: Client, body: Json) -> None:
    """Make a snapshot under its key.

    POST /api/snapshots

    Args:
        client: where.
        body: key, name, expires (seconds left; 0 is never), dashboard; a dashboard of that uid must be there.

    Raises:
        Refused: there is no such dashboard.
        UnknownOutcome: the key is taken: Grafana says 500.
    """
    client.write("POST", "/api/snapshots", body)


def delete(client: Client, key: str) -> None:
    """Delete a snapshot.

    DELETE /api/snapshots/:key
    """
    client.write("DELETE", f"/api/snapshots/{quote(key, safe='')}")
