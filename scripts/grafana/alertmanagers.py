"""Which Alertmanagers get the alerts of this Grafana?"""

from scripts.grafana.client import Client

PATH = "/api/v1/ngalert/admin_config"


def choose(client: Client, choice: str) -> None:
    """Choose: `internal`, `external` or `all`.

    POST /api/v1/ngalert/admin_config

    Raises:
        Refused: `external` without such a data source.
    """
    client.write("POST", PATH, {"alertmanagersChoice": choice})


def forget(client: Client) -> None:
    """Go back to the default.

    DELETE /api/v1/ngalert/admin_config
    """
    client.write("DELETE", PATH)
