"""What is in the target of the objects that are to be restored? Read as a backup reads them, so that both compare."""

from collections.abc import Collection, Iterator

from scripts.backup.model import Saved
from scripts.backup.readers import READERS, Reader
from scripts.backup.site import Site, Wishes
from scripts.backup.tally import Tally
from scripts.errors import UnexpectedAnswer
from scripts.restore.place import Place

FEW = 8
"""So many objects are asked for one by one; for more the list is read, which takes a request for hundreds."""

BY_KIND = {reader.kind: reader for reader in READERS}

ONE_BY_ONE = frozenset({"folder-permissions", "dashboard-permissions", "dashboard-versions"})
"""Kinds that Grafana gives only object by object."""

WHOLE = Wishes(history=True, snapshots=True)


def live(place: Place, kind: str, names: Collection[str]) -> Iterator[Saved]:
    """Read what is there under these names.

    Raises:
        DashError: something is there and cannot be read: nothing can be said of it.
    """
    reader = BY_KIND[kind]
    site = Site(org=place.org, org_id=place.number, client=place.client, can=place.can, wishes=WHOLE)
    if reader.one is not None and (len(names) <= FEW or kind in ONE_BY_ONE):
        yield from _one_by_one(site, reader, names)
        return
    tally = Tally(kind=kind, org=place.org)
    for saved in reader.read(site, tally):
        if saved.name in names:
            yield saved
    for name, why in tally.missing.items():
        if name in names:
            raise UnexpectedAnswer(f"{place.client.environment.name}: {kind} {name}: {why}")


def _one_by_one(site: Site, reader: Reader, names: Collection[str]) -> Iterator[Saved]:
    """Ask for each name."""
    one = reader.one
    if one is None:
        return
    for _, found in site.client.parallel(lambda name: one(site, name), list(names)):
        if found is not None:
            yield found


MADE = (
    "folders",
    "data-sources",
    "library-panels",
    "dashboards",
    "mute-timings",
    "templates",
    "rule-groups",
    "playlists",
    "teams",
    "service-accounts",
    "snapshots",
)
"""Kinds of which a new organisation has none: whatever is there was made by somebody."""


def made(place: Place) -> Iterator[Saved]:
    """Read what somebody has made in an organisation.

    Raises:
        DashError: a kind cannot be read whole: nothing can be said of the organisation.
    """
    site = Site(org=place.org, org_id=place.number, client=place.client, can=place.can, wishes=WHOLE)
    for kind in MADE:
        tally = Tally(kind=kind, org=place.org)
        yield from BY_KIND[kind].read(site, tally)
        for name, why in (tally.missing | tally.hidden).items():
            raise UnexpectedAnswer(f"{place.client.environment.name}: {kind} {name}: {why}")
