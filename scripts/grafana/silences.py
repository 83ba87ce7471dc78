"""Which silences are there?"""

from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

PATH = "/api/alertmanager/grafana/api/v2"


def everything(client: Client) -> list[Json]:
    """List the silences, those that ended in the last days too.

    GET /api/alertmanager/grafana/api/v2/silences
    """
    path = f"{PATH}/silences"
    return rows(client, path, "", client.get(path))


def create(client: Client, body: Json) -> None:
    """Make a silence; it gets a new id each time, so look for its content before.

    POST /api/alertmanager/grafana/api/v2/silences

    Args:
        client: where.
        body: matchers, startsAt, endsAt, createdBy, comment; a start in the past becomes now.

    Raises:
        Refused: it ends in the past.
    """
    client.write("POST", f"{PATH}/silences", body)


def expire(client: Client, ident: str) -> None:
    """End a silence.

    DELETE /api/alertmanager/grafana/api/v2/silence/:id
    """
    client.write("DELETE", f"{PATH}/silence/{quote(ident, safe='')}")
