"""Which folders are there, in which tree?"""

from collections.abc import Iterator

from scripts.backup.kinds._objects import parted
from scripts.backup.model import Saved
from scripts.backup.site import FOLDERS, Site
from scripts.backup.tally import Tally
from scripts.grafana import folders
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a folder: an absent description is an empty one, the parent is an annotation."""
    metadata, aside = parted(item)
    spec: Json = {"title": item["spec"].get("title", ""), "description": item["spec"].get("description") or ""}
    body: Json = {"metadata": metadata, "spec": spec}
    return Saved(kind=FOLDERS, org=org, name=metadata["name"], title=str(spec["title"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all folders."""
    del tally
    found = set[str]()
    for item in folders.everything(site.client, site.can):
        one = saved(site.org, item)
        found.add(one.name)
        site.parents[one.name] = str((one.body["metadata"].get("annotations") or {}).get(PREFIX + "folder", ""))
        yield one
    site.found[FOLDERS] = found  # only a whole list tells what is gone
