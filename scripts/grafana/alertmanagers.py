"""Which Alertmanagers get the alerts of this Grafana?"""

from scripts.grafana.client import Client
from scripts.jsonvalue import Json

PATH = "/api/v1/ngalert/admin_config"


def get(client: Client) -> Json | None:
    """Read which Alertmanagers get the alerts; `None` where nobody has chosen.

    GET /api/v1/ngalert/admin_config

    Raises:
        NotPermitted: only an Admin may.
    """
    answer: Json | None = client.find(PATH)
    return answer


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
