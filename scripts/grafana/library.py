"""Which library panels are there?"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.jsonvalue import Json

PATH = "/api/library-elements"
PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPanel:
    """A panel that several dashboards share."""

    uid: str
    name: str
    folder: str


def everything(client: Client) -> Iterator[LibraryPanel]:
    """List the library panels that we may see.

    GET /api/library-elements
    """
    number = 1
    while True:
        answer: Json = client.get("/api/library-elements", {"kind": "1", "perPage": str(PAGE), "page": str(number)})
        found: list[Json] = (answer.get("result") or {}).get("elements") or []
        for one in found:
            yield LibraryPanel(uid=str(one["uid"]), name=str(one["name"]), folder=str(one.get("folderUid", "")))
        if len(found) < PAGE:
            return
        number += 1


def create(client: Client, body: Json) -> None:
    """Make a library panel.

    POST /api/library-elements

    Args:
        client: where.
        body: uid, folderUid (empty for the root), name, kind, model.

    Raises:
        Refused: its uid is taken, or there is no such folder.
    """
    client.write("POST", PATH, body)


def update(client: Client, uid: str, body: Json) -> None:
    """Change name and model of a library panel that is still of the `version` in the body.

    PATCH /api/library-elements/:uid

    A new folder in the body would move it only in part: deleting the old folder would still delete it.

    Raises:
        VersionConflict: somebody else changed it.
    """
    client.write("PATCH", f"{PATH}/{quote(uid, safe='')}", body)


def delete(client: Client, uid: str) -> None:
    """Delete a library panel that no dashboard uses.

    DELETE /api/library-elements/:uid
    """
    client.write("DELETE", f"{PATH}/{quote(uid, safe='')}")


def get(client: Client, uid: str) -> Json | None:
    """Read a library panel whole; `None` if it is gone.

    GET /api/library-elements/:uid: after a move the list still tells the old folder.
    """
    answer: Json | None = client.find(f"/api/library-elements/{quote(uid, safe='')}")
    return None if answer is None else answer["result"]
