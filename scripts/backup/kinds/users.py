"""Who may sign in to this server?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import users
from scripts.jsonvalue import Json

LASTING = ("login", "email", "name", "isAdmin", "isDisabled", "authLabels")
ASIDE = ("id", "uid", "created")


def saved(item: Json) -> Saved:
    """Part a user; when they were last seen changes by itself and is left out."""
    body: Json = {key: item[key] for key in LASTING if item.get(key) not in (None, "", [])}
    aside: Json = {key: item[key] for key in ASIDE if key in item}
    return Saved(kind="users", org="", name=str(item["login"]), title=str(item.get("name", "")), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all users of the server."""
    del tally
    yield from map(saved, users.everything(site.client))
