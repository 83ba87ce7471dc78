"""Which data sources are linked with which?"""

from collections.abc import Iterator
from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.failures import NotFound
from scripts.grafana.paging import NUMBERED_PAGE
from scripts.jsonvalue import Json

PATH = "/api/datasources/correlations"


def everything(client: Client) -> Iterator[Json]:
    """List the correlations; those whose target is gone are hidden.

    GET /api/datasources/correlations
    """
    number = 1
    while True:
        try:
            answer: Json = client.get(PATH, {"limit": str(NUMBERED_PAGE), "page": str(number)}) or {}
        except NotFound:
            return  # Grafana up to 11 says so when there is none
        found: list[Json] = answer.get("correlations") or []
        yield from found
        if len(found) < NUMBERED_PAGE:
            return
        number += 1


def create(client: Client, source: str, body: Json) -> None:
    """Make a correlation; Grafana gives it a new uid, and makes a second one of the same content without a word.

    POST /api/datasources/uid/:uid/correlations

    Args:
        client: where.
        source: uid of the data source that it starts from.
        body: targetUID, label, description, type, config; without `provisioned`, which nobody could undo.

    Raises:
        NotFound: one of the data sources is not there.
    """
    client.write("POST", _path(source), body)


def update(client: Client, source: str, uid: str, body: Json) -> None:
    """Change a correlation.

    PATCH /api/datasources/uid/:uid/correlations/:correlation
    """
    client.write("PATCH", f"{_path(source)}/{quote(uid, safe='')}", body)


def delete(client: Client, source: str, uid: str) -> None:
    """Delete a correlation.

    DELETE /api/datasources/uid/:uid/correlations/:correlation
    """
    client.write("DELETE", f"{_path(source)}/{quote(uid, safe='')}")


def _path(source: str) -> str:
    return f"/api/datasources/uid/{quote(source, safe='')}/correlations"
