"""Which data sources are there, and do they answer?"""

from dataclasses import dataclass
from urllib.parse import quote

from scripts.errors import AuthError, DashError
from scripts.grafana.client import Client
from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSource:
    """A data source of the organisation."""

    uid: str
    name: str
    type: str
    default: bool = False


def everything(client: Client) -> list[DataSource]:
    """List the data sources that we may see.

    GET /api/datasources
    """
    found: list[Json] = client.get("/api/datasources") or []
    return [
        DataSource(
            uid=str(one["uid"]), name=str(one["name"]), type=str(one["type"]), default=bool(one.get("isDefault"))
        )
        for one in found
    ]


def get(client: Client, uid: str) -> Json | None:
    """Read a data source whole: secrets by name only; `None` if it is gone.

    GET /api/datasources/uid/:uid: the list lacks user, credentials mode and names of the secrets.
    """
    answer: Json | None = client.find(f"/api/datasources/uid/{quote(uid, safe='')}")
    return answer


def health(client: Client, uid: str) -> str:
    """Ask a data source whether its server answers.

    GET /api/datasources/uid/:uid/health

    Returns:
        What is wrong; empty if nothing is.
    """
    try:
        answer: Json = client.get(f"/api/datasources/uid/{quote(uid, safe='')}/health") or {}
    except AuthError:
        raise
    except DashError as error:
        return error.message.partition("/health: ")[2] or error.message
    return "" if str(answer.get("status", "OK")).upper() == "OK" else str(answer.get("message") or answer["status"])


def create(client: Client, body: Json) -> Json:
    """Make a data source, and give it as it is; the first one of an organisation is the default, whatever is said.

    POST /api/datasources

    Args:
        client: where.
        body: uid, name, type, access, url, jsonData, ...; secrets as `secureJsonData`.

    Raises:
        VersionConflict: uid or name are taken, or it is provisioned.
    """
    answer: Json = client.write("POST", "/api/datasources", body) or {}
    made: Json = answer.get("datasource") or {}
    return made


def update(client: Client, uid: str, body: Json) -> None:
    """Replace a data source; with the `version` that was read, only if it is still that one. Secrets stay.

    PUT /api/datasources/uid/:uid

    Raises:
        VersionConflict: somebody else changed it.
        NotPermitted: it is provisioned.
    """
    client.write("PUT", f"/api/datasources/uid/{quote(uid, safe='')}", body)


def delete(client: Client, uid: str) -> None:
    """Delete a data source.

    DELETE /api/datasources/uid/:uid
    """
    client.write("DELETE", f"/api/datasources/uid/{quote(uid, safe='')}")
