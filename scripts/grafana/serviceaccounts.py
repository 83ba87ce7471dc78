"""Which service accounts are there?"""

from collections.abc import Iterator

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered
from scripts.jsonvalue import Json

PATH = "/api/serviceaccounts"


def everything(client: Client) -> Iterator[Json]:
    """List the service accounts of the organisation: name, login, role, number of tokens; never a token.

    GET /api/serviceaccounts/search

    Raises:
        NotPermitted: only an Admin may.
    """
    yield from numbered(client, f"{PATH}/search", "serviceAccounts")


def create(client: Client, body: Json) -> int:
    """Make a service account and return its number; its tokens have to be made anew.

    POST /api/serviceaccounts

    Args:
        client: where.
        body: name, role, isDisabled.

    Raises:
        Refused: there is one of that name; case and blanks do not tell two apart.
    """
    answer: Json = client.write("POST", PATH, body) or {}
    return int(answer.get("id", 0))


def update(client: Client, ident: int, body: Json) -> None:
    """Change name, role or isDisabled.

    PATCH /api/serviceaccounts/:id
    """
    client.write("PATCH", f"{PATH}/{ident}", body)


def delete(client: Client, ident: int) -> None:
    """Delete a service account and its tokens.

    DELETE /api/serviceaccounts/:id
    """
    client.write("DELETE", f"{PATH}/{ident}")
