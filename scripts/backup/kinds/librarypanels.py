"""Which library panels are there?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import library
from scripts.jsonvalue import Json

ROOT = "general"
"""What Grafana calls the root here."""


def saved(org: str, item: Json) -> Saved:
    """Part a library panel; type and description are those of its model."""
    folder = str(item.get("folderUid") or (item.get("meta") or {}).get("folderUid") or "")
    body: Json = {
        "uid": item["uid"],
        "name": item["name"],
        "kind": item.get("kind", 1),
        "folderUid": "" if folder == ROOT else folder,
        "model": item["model"],
    }
    aside: Json = {"version": item.get("version")}
    return Saved(kind="library-panels", org=org, name=str(item["uid"]), title=str(item["name"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all library panels, each by itself: the list tells the old folder of one that was moved."""
    yield from each(site, tally, [panel.uid for panel in library.everything(site.client)], one)


def one(site: Site, name: str) -> Saved | None:
    """Read one library panel; `None` if it is gone."""
    item = library.get(site.client, name)
    return None if item is None else saved(site.org, item)
