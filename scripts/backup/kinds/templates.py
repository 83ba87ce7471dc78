"""In which words is somebody notified?"""

from collections.abc import Iterator

from scripts.backup.kinds._alerting import unless_new
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import templates
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a notification template; its version is a hash that locks, nothing else."""
    body: Json = {key: value for key, value in item.items() if key != "version"}
    body.setdefault("provenance", "")
    aside = {"version": item["version"]} if "version" in item else {}
    return Saved(kind="templates", org=org, name=str(item["name"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all notification templates."""
    del tally
    yield from (saved(site.org, item) for item in unless_new(site, lambda: templates.everything(site.client)))
