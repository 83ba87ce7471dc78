"""Which dashboards of this organisation have we starred?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import DASHBOARDS, Site
from scripts.backup.tally import Tally
from scripts.grafana import stars

NAME = "own"


def saved(org: str, uids: set[str]) -> Saved:
    """Take the starred dashboards."""
    return Saved(kind="stars", org=org, name=NAME, body={"dashboards": sorted(uids)})


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read our stars; Grafana lists those of all organisations, and those of dashboards that are gone."""
    del tally
    uids = set(stars.own(site.client)) & site.names(DASHBOARDS)
    if uids:
        yield saved(site.org, uids)
