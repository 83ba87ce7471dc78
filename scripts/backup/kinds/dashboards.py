"""Which dashboards are there, each as it is stored?"""

from collections.abc import Iterator

from scripts.ahead import ahead
from scripts.backup.kinds._objects import parted
from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, Site
from scripts.backup.tally import Tally
from scripts.errors import DashError
from scripts.grafana import dashboards, stored
from scripts.grafana.conversion import Stored
from scripts.grafana.live import FILES, IDENTITY, Live
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

MOST = 40
"""Dashboards that are read ahead while others are written: half a page of large ones."""

CLASSIC = "v0alpha1"
"""The version at which the old API stores."""


def saved(org: str, version: str, item: Json) -> Saved:
    """Part a dashboard at the version it is stored at; a classic model without `id`, `uid` and `version`."""
    metadata, aside = parted(item)
    spec: Json = item.get("spec") or {}
    if not version.startswith("v2"):
        spec = {key: value for key, value in spec.items() if key not in IDENTITY}
    body: Json = {"apiVersion": version, "metadata": metadata, "spec": spec}
    title = str(spec.get("title", ""))
    return Saved(kind=DASHBOARDS, org=org, name=metadata["name"], title=title, body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all dashboards, in lists where the server has them, else one by one."""
    found = set[str]()
    if site.can.bulk:
        with ahead(stored.everything(site.client, site.can), MOST) as listed:
            for there in listed:
                found.add(there.name)
                yield from _good(site.org, there, tally)
    yield from _overlooked(site, tally, found)
    site.found[DASHBOARDS] = found  # only a whole list tells what is gone


def one(site: Site, name: str) -> Saved | None:
    """Read one dashboard; `None` if it is not there.

    Raises:
        DashError: it could not be read as it is stored.
    """
    if not site.can.bulk:
        live = dashboards.get(site.client, site.can, name)
        return None if live is None else of_live(site.org, live)
    there = stored.get(site.client, site.can, name)
    if there is None:
        return None
    if there.why:
        raise DashError(there.why)
    return saved(site.org, there.version, there.item)


def _good(org: str, one: Stored, tally: Tally) -> Iterator[Saved]:
    """Take what was read as it is stored; a rewritten copy is no backup."""
    if one.why:
        tally.fail(one.name, one.why)
    else:
        yield saved(org, one.version, one.item)


def _overlooked(site: Site, tally: Tally, found: set[str]) -> Iterator[Saved]:
    """Ask for what the search knows and the list did not name: a list that was cut must not look whole."""
    unknown = set(dashboards.names(site.client)) - found
    yield from each(site, tally, unknown, one)
    found |= unknown & (tally.expected | tally.hidden.keys())


def of_live(org: str, live: Live) -> Saved:
    """Part an answer of the old API, in the same form."""
    notes = {PREFIX + "folder": live.folder} if live.folder else {}
    if live.provisioned:
        notes[PREFIX + "managedBy"] = FILES
    meta: Json = live.raw.get("meta") or {}
    item: Json = {
        "metadata": {
            "name": live.uid,
            "annotations": notes,
            "generation": live.version,
            "creationTimestamp": meta.get("created"),
        },
        "spec": live.raw["dashboard"],
    }
    return saved(org, CLASSIC, item)
