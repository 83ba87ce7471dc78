"""Which dashboards have we starred?"""

from scripts.grafana.client import Client


def own(client: Client) -> list[str]:
    """List the dashboards that we starred, those of all organisations and those that are gone too.

    GET /api/user/stars
    """
    found: list[str] = client.find("/api/user/stars") or []
    return [str(uid) for uid in found]
