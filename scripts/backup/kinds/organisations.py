"""Which organisations are on this server?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import organisations
from scripts.jsonvalue import Json


def saved(item: Json) -> Saved:
    """Part an organisation; its number is of this server."""
    address = {key: text for key, text in (item.get("address") or {}).items() if text}
    body: Json = {"name": item["name"], "address": address}
    return Saved(kind="organisations", org="", name=str(item["name"]), body=body, aside={"id": item["id"]})


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all organisations with their addresses."""
    for item in organisations.everything(site.client):
        tally.expect([str(item["name"])])
        whole = organisations.get(site.client, int(item["id"]))
        if whole is None:
            tally.gone(str(item["name"]))
        else:
            yield saved(whole)
