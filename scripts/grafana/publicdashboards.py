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


def create(client: Client, dashboard: str, body: Json) -> None:
    """Make a dashboard public, under the same address as before where uid and accessToken are given.

    POST /api/dashboards/uid/:uid/public-dashboards

    Args:
        client: where.
        dashboard: uid.
        body: uid, accessToken (32 hexadecimal digits), isEnabled, annotationsEnabled, timeSelectionEnabled, share.

    Raises:
        Refused: it is public already, or uid or token are taken.
    """
    client.write("POST", _path(dashboard), body)


def update(client: Client, dashboard: str, uid: str, body: Json) -> None:
    """Change what a public dashboard shows; uid and token stay.

    PATCH /api/dashboards/uid/:uid/public-dashboards/:public
    """
    client.write("PATCH", f"{_path(dashboard)}/{quote(uid, safe='')}", body)


def delete(client: Client, dashboard: str, uid: str) -> None:
    """Make a dashboard private again.

    DELETE /api/dashboards/uid/:uid/public-dashboards/:public
    """
    client.write("DELETE", f"{_path(dashboard)}/{quote(uid, safe='')}")


def _path(dashboard: str) -> str:
    return f"/api/dashboards/uid/{quote(dashboard, safe='')}/public-dashboards"
