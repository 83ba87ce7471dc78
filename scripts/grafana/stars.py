"""Which dashboards have we starred?"""

from urllib.parse import quote

from scripts.grafana.client import Client

PATH = "/api/user/stars/dashboard/uid"


def own(client: Client) -> list[str]:
    """List the dashboards that we starred, those of all organisations and those that are gone too.

    GET /api/user/stars
    """
    found: list[str] = client.find("/api/user/stars") or []
    return [str(uid) for uid in found]


def star(client: Client, uid: str) -> None:
    """Star a dashboard as the one who is signed in; nobody can for others.

    POST /api/user/stars/dashboard/uid/:uid

    Raises:
        NotFound: there is no such dashboard.
    """
    client.write("POST", f"{PATH}/{quote(uid, safe='')}")


def unstar(client: Client, uid: str) -> None:
    """Take a star away.

    DELETE /api/user/stars/dashboard/uid/:uid
    """
    client.write("DELETE", f"{PATH}/{quote(uid, safe='')}")
