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


def create(client: Client, namespace: str, body: Json) -> None:
    """Make a playlist under its name.

    POST /apis/playlist.grafana.app/…/playlists; storage mode 0 says 500 of one that is there

    Args:
        client: where.
        namespace: of the organisation.
        body: metadata with a name, and spec.

    Raises:
        VersionConflict: there is one of that name.
        UnknownOutcome: look whether it is there.
    """
    client.write("POST", f"{PATH}/{namespace}/playlists", body)


def update(client: Client, namespace: str, body: Json) -> None:
    """Replace a playlist, provided it is still of the resourceVersion in the body; storage mode 0 ignores that.

    PUT /apis/playlist.grafana.app/…/playlists/:name
    """
    client.write("PUT", f"{PATH}/{namespace}/playlists/{quote(body['metadata']['name'], safe='')}", body)


def delete(client: Client, namespace: str, name: str) -> None:
    """Delete a playlist.

    DELETE /apis/playlist.grafana.app/…/playlists/:name
    """
    client.write("DELETE", f"{PATH}/{namespace}/playlists/{quote(name, safe='')}")


def create_old(client: Client, body: Json) -> None:
    """Make a playlist with the old API, which keeps a uid in the body.

    POST /api/playlists
    """
    client.write("POST", "/api/playlists", body)


def update_old(client: Client, body: Json) -> None:
    """Replace a playlist with the old API.

    PUT /api/playlists/:uid
    """
    client.write("PUT", f"/api/playlists/{quote(body['uid'], safe='')}", body)


def delete_old(client: Client, uid: str) -> None:
    """Delete a playlist with the old API.

    DELETE /api/playlists/:uid
    """
    client.write("DELETE", f"/api/playlists/{quote(uid, safe='')}")
