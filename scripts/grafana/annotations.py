"""How is a deployment marked on the dashboards?"""

from collections.abc import Sequence
from datetime import datetime

from scripts.grafana.client import Client
from scripts.jsonvalue import Json

DEPLOYMENT = "deployment"
"""The tag that the dashboards' "Deployments" annotation shows."""


def post(client: Client, text: str, when: datetime, tags: Sequence[str] = (DEPLOYMENT,)) -> int:
    """Post an annotation of the organisation, and return its id.

    POST /api/annotations
    """
    body: Json = {"time": int(when.timestamp() * 1000), "tags": list(tags), "text": text}
    answer: Json = client.write("POST", "/api/annotations", body) or {}
    return int(answer.get("id", 0))


def create(client: Client, body: Json) -> int:
    """Post an annotation and return its id; the same one twice makes two.

    POST /api/annotations

    Args:
        client: where.
        body: time, timeEnd (milliseconds), tags, text, dashboardUID, panelId, data.
    """
    answer: Json = client.write("POST", "/api/annotations", body) or {}
    return int(answer.get("id", 0))


def delete(client: Client, ident: int) -> None:
    """Delete an annotation.

    DELETE /api/annotations/:id
    """
    client.write("DELETE", f"/api/annotations/{ident}")
