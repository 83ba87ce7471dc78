"""Which snapshots are kept, with their data?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site, Wishes
from scripts.backup.tally import Tally
from scripts.grafana import snapshots
from scripts.jsonvalue import Json


def saved(org: str, key: str, item: Json, name: str) -> Saved:
    """Part a snapshot; whoever has the key can see it, and the key stays the same by a restore."""
    meta: Json = item.get("meta") or {}
    body: Json = {"key": key, "name": name, "expires": meta.get("expires", ""), "dashboard": item["dashboard"]}
    return Saved(kind="snapshots", org=org, name=key, title=name, body=body, aside={"created": meta.get("created", "")})


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all snapshots that we may see."""
    titles = {str(item["key"]): str(item.get("name", "")) for item in snapshots.everything(site.client)}

    def one(site: Site, key: str) -> Saved | None:
        item = site.unless_gone(lambda: snapshots.get(site.client, key))
        return None if item is None else saved(site.org, key, item, titles[key])

    yield from each(site, tally, titles, one)


def left_out(wishes: Wishes) -> str:
    """Say why they are not saved."""
    return "" if wishes.snapshots else "only with --snapshots"
