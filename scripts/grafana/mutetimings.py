"""Which mute timings are there?"""

from urllib.parse import quote

from scripts.grafana import provenance
from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/mute-timings"


def everything(client: Client) -> list[Json]:
    """List the mute timings.

    GET /api/v1/provisioning/mute-timings
    """
    return rows(client, PATH, "", client.get(PATH))


def create(client: Client, body: Json, owner: str = "") -> None:
    """Make a mute timing: name and time_intervals.

    POST /api/v1/provisioning/mute-timings

    Args:
        client: where.
        body: name and time_intervals.
        owner: its provenance.
    """
    client.write("POST", PATH, body, headers=provenance.header(owner))


def update(client: Client, body: Json, owner: str = "") -> None:
    """Change a mute timing; with the `version` that was read, only if it is still that one.

    PUT /api/v1/provisioning/mute-timings/:name

    Raises:
        VersionConflict: somebody else changed it.
    """
    client.write("PUT", f"{PATH}/{quote(body['name'], safe='')}", body, headers=provenance.header(owner))


def delete(client: Client, name: str, owner: str = "") -> None:
    """Delete a mute timing.

    DELETE /api/v1/provisioning/mute-timings/:name

    Raises:
        VersionConflict: a policy uses it.
    """
    client.write("DELETE", f"{PATH}/{quote(name, safe='')}", headers=provenance.header(owner))
