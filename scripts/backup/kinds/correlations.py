"""Which data sources are linked with which?"""

from collections.abc import Iterator
from dataclasses import replace

from scripts.backup.kinds._content import named
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import correlations
from scripts.jsonvalue import Json

LASTING = ("sourceUID", "targetUID", "label", "description", "config", "type")


def saved(org: str, item: Json) -> Saved:
    """Part a correlation; its uid is made anew by each restore, so that its content is its name."""
    body: Json = {key: item[key] for key in LASTING if item.get(key) is not None}
    aside: Json = {"uid": item["uid"], "provisioned": bool(item.get("provisioned"))}
    bare = Saved(kind="correlations", org=org, name="", title=str(item.get("label", "")), body=body, aside=aside)
    return renamed(bare, body)


def renamed(one: Saved, body: Json) -> Saved:
    """Give a correlation another content, and so another name."""
    return replace(one, body=body, name=f"{body['sourceUID']}-{named(body)}")


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all correlations; equal ones count once."""
    found = [saved(site.org, item) for item in correlations.everything(site.client)]
    twins = len(found) - len({one.name for one in found})
    if twins:
        tally.notes.append(f"{twins} are there twice with equal content, and saved once")
    yield from found
