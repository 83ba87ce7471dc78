"""When is nobody notified?"""

from collections.abc import Iterator

from scripts.backup.kinds._alerting import unless_new
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import mutetimings
from scripts.jsonvalue import Json


def saved(org: str, item: Json) -> Saved:
    """Part a mute timing; its version is a hash that locks, nothing else."""
    body: Json = {key: value for key, value in item.items() if key != "version"}
    body.setdefault("provenance", "")
    aside = {"version": item["version"]} if "version" in item else {}
    return Saved(kind="mute-timings", org=org, name=str(item["name"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all mute timings."""
    del tally
    yield from (saved(site.org, item) for item in unless_new(site, lambda: mutetimings.everything(site.client)))
