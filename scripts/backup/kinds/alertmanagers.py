"""Which Alertmanagers get the alerts of this organisation?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import alertmanagers
from scripts.jsonvalue import Json

NAME = "choice"


def saved(org: str, item: Json) -> Saved:
    """Take the choice; what else is said counts servers."""
    body: Json = {"alertmanagersChoice": item["alertmanagersChoice"]}
    return Saved(kind="alerting-settings", org=org, name=NAME, body=body)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the choice; where nobody has chosen there is nothing to save."""
    del tally
    item = alertmanagers.get(site.client)
    if item is not None:
        yield saved(site.org, item)
