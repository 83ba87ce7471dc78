"""Which service accounts are there, with which role?"""

from collections.abc import Iterator

from scripts.backup.kinds.permissions import without_org
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import serviceaccounts
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a service account; its login without the number of the organisation tells it from others."""
    login = str(item["login"])
    name = without_org(login) or login
    body: Json = {
        "name": item["name"],
        "login": name,
        "role": item.get("role", ""),
        "isDisabled": bool(item.get("isDisabled")),
    }
    aside: Json = {"id": item["id"], "uid": item.get("uid"), "tokens": item.get("tokens", 0)}
    return Saved(kind="service-accounts", org=org, name=name, title=str(item["name"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all service accounts."""
    del tally
    yield from (saved(site.org, item) for item in serviceaccounts.everything(site.client))
