"""Which templates of notifications are there?"""

from urllib.parse import quote

from scripts.grafana import provenance
from scripts.grafana.client import Client
from scripts.grafana.paging import rows
from scripts.jsonvalue import Json

PATH = "/api/v1/provisioning/templates"


def everything(client: Client) -> list[Json]:
    """List the notification templates; a server without any says `null`.

    GET /api/v1/provisioning/templates
    """
    return rows(client, PATH, "", client.get(PATH))


def put(client: Client, name: str, template: str, *, version: str = "", owner: str = "") -> None:
    """Make a template, or replace it.

    PUT /api/v1/provisioning/templates/:name

    Args:
        client: where.
        name: its identity.
        template: its text; Grafana trims it, and wraps it in a `define` where it has none.
        version: what is replaced; empty to make one.
        owner: its provenance.

    Raises:
        VersionConflict: somebody else changed it.
    """
    body: Json = {"template": template} | ({"version": version} if version else {})
    client.write("PUT", f"{PATH}/{quote(name, safe='')}", body, headers=provenance.header(owner))


def delete(client: Client, name: str, owner: str = "") -> None:
    """Delete a template, whether or not it is used.

    DELETE /api/v1/provisioning/templates/:name
    """
    client.write("DELETE", f"{PATH}/{quote(name, safe='')}", headers=provenance.header(owner))
