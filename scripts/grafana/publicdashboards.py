"""Which dashboards are open to the world?"""

from collections.abc import Iterator
from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.paging import numbered
from scripts.jsonvalue import Json


def everything(client: Client) -> Iterator[Json]:
    """List the public dashboards in brief; those of a deleted dashboard are hidden, but alive.

    GET /api/dashboards/public-dashboards
    """
    yield from numbered(client, "/api/dashboards/public-dashboards", "publicDashboards")


def get(client: Client, dashboard: str) -> Json | None:
    """Read how a dashboard is open to the world; `None` if it is not.

    GET /api/dashboards/uid/:uid/public-dashboards
    """
    answer: Json | None = client.find(f"/api/dashboards/uid/{quote(dashboard, safe='')}/public-dashboards")
    return answer
