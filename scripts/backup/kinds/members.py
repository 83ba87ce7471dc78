"""Who belongs to the organisation, with which role?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import organisations
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a membership."""
    body: Json = {"login": item["login"], "email": item.get("email", ""), "role": item["role"]}
    aside: Json = {"userId": item.get("userId"), "uid": item.get("uid")}
    title = str(item.get("name", ""))
    return Saved(kind="members", org=org, name=str(item["login"]), title=title, body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all members."""
    del tally
    yield from (saved(site.org, item) for item in organisations.members(site.client))
