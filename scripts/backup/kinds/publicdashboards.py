"""Which dashboards are open to the world?"""

from collections.abc import Iterator

from scripts.backup.kinds._trying import each
from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import publicdashboards
from scripts.jsonvalue import Json

LASTING = (
    "uid",
    "dashboardUid",
    "accessToken",
    "isEnabled",
    "annotationsEnabled",
    "timeSelectionEnabled",
    "share",
    "recipients",
)


def saved(org: str, item: Json) -> Saved:
    """Part a public dashboard; its access token is in its public address, and stays the same by a restore."""
    body: Json = {key: item[key] for key in LASTING if key in item}
    aside: Json = {key: item[key] for key in ("createdAt", "updatedAt") if key in item}
    return Saved(kind="public-dashboards", org=org, name=str(item["dashboardUid"]), body=body, aside=aside)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read all public dashboards, each whole."""
    listed = [str(item["dashboardUid"]) for item in publicdashboards.everything(site.client)]
    yield from each(site, tally, listed, one)


def one(site: Site, name: str) -> Saved | None:
    """Read one public dashboard by the uid of its dashboard; `None` if it is not open any more."""
    item = publicdashboards.get(site.client, name)
    return None if item is None else saved(site.org, item)
