"""Which data sources are linked with which?"""

from collections.abc import Iterator

from scripts.grafana.client import Client
from scripts.grafana.failures import NotFound
from scripts.grafana.paging import NUMBERED_PAGE
from scripts.jsonvalue import Json

PATH = "/api/datasources/correlations"


def everything(client: Client) -> Iterator[Json]:
    """List the correlations; those whose target is gone are hidden, but counted.

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
        if number * NUMBERED_PAGE >= int(answer.get("totalCount", len(found))) or not found:
            return
        number += 1
