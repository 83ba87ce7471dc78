"""Which data sources are there, with which names of secrets?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import datasources
from scripts.jsonvalue import Json

ASIDE = ("id", "version", "readOnly")
SERVERS = (*ASIDE, "orgId", "typeLogoUrl", "typeName", "accessControl")


def saved(org: str, item: Json) -> Saved:
    """Part a data source; `readOnly` says that a provisioning file of this server made it."""
    body: Json = {key: value for key, value in item.items() if key not in SERVERS and value is not None}
    if not body.get("apiVersion"):
        body.pop("apiVersion", None)
    aside: Json = {key: item[key] for key in ASIDE if key in item}
    return Saved(kind="data-sources", org=org, name=str(item["uid"]), title=str(item["name"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all data sources, each whole."""
    yield from each(site, tally, [one.uid for one in datasources.everything(site.client)], one)


def one(site: Site, name: str) -> Saved | None:
    """Read one data source; `None` if it is gone."""
    item = datasources.get(site.client, name)
    return None if item is None else saved(site.org, item)
