"""Which playlists are there?"""

from collections.abc import Iterator
from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.paging import objects, rows
from scripts.jsonvalue import Json

PATH = "/apis/playlist.grafana.app/v0alpha1/namespaces"


def everything(client: Client, namespace: str) -> Iterator[Json]:
    """List the playlists as objects of `/apis`, with their names.

    LIST /apis/playlist.grafana.app/…/playlists
    """
    yield from objects(client, f"{PATH}/{namespace}/playlists")


def old(client: Client) -> Iterator[Json]:
    """List the playlists with the old API, each with its items.

    GET /api/playlists, GET /api/playlists/:uid
    """
    for one in rows(client, "/api/playlists", "", client.get("/api/playlists", {"limit": "100000"})):
        found: Json | None = client.find(f"/api/playlists/{quote(str(one['uid']), safe='')}")
        if found is not None:
            yield found
