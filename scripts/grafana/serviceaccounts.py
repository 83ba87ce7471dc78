"""Which service accounts are there?"""

from collections.abc import Iterator

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered
from scripts.jsonvalue import Json


def everything(client: Client) -> Iterator[Json]:
    """List the service accounts of the organisation: name, login, role, number of tokens; never a token.

    GET /api/serviceaccounts/search

    Raises:
        NotPermitted: only an Admin may.
    """
    yield from numbered(client, "/api/serviceaccounts/search", "serviceAccounts")
