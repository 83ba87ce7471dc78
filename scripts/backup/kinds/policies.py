"""Which way do alerts take to the contact points?"""

from collections.abc import Iterator

from scripts.backup.model import Saved
from scripts.backup.site import Site
from scripts.backup.tally import Tally
from scripts.grafana import policies
from scripts.jsonvalue import Json

NAME = "tree"
"""There is one a organisation."""


def saved(org: str, item: Json) -> Saved:
    """Take the whole tree; an absent provenance is none."""
    body: Json = {"provenance": "", **item}
    return Saved(kind="notification-policies", org=org, name=NAME, body=body)


def read(site: Site, tally: Tally) -> Iterator[Saved]:
    """Read the tree."""
    tree = policies.get(site.client)
    if tree is None:
        tally.notes.append("this organisation is new and has no notifications yet: there is nothing of them to save")
    else:
        yield saved(site.org, tree)
