"""Which library panels are there?"""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.grafana.client import Client
from scripts.jsonvalue import Json

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
