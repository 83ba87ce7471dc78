"""Which organisation of which Grafana is read, and what of it is wished?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from scripts.grafana import Client, dashboards, folders
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotFound
from scripts.grafana.identity import Permissions

Found = TypeVar("Found")
FOLDERS, DASHBOARDS = "folders", "dashboards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a backup shall hold beside what it always holds.

    Attributes:
        only: names of kinds; empty for all.
        permissions: who may do what with folders and dashboards; one request each.
        history: the versions of the dashboards.
        snapshots: snapshots with their data.
        since: annotations from this time on, in milliseconds since 1970.
        until: annotations up to this time; 0 for all.
    """

    only: frozenset[str] = frozenset()
    permissions: bool = True
    history: bool = False
    snapshots: bool = False
    since: int = 1
    until: int = 0


@dataclass(slots=True, kw_only=True)
class Site:
    """One organisation of a Grafana.

    Attributes:
        org: its name, as in the backup; empty for what belongs to the server.
        org_id: its number on this server.
        client: bound to it.
        can: what it can do.
        wishes: what is to be read.
        granted: what we may do there; `None` if Grafana does not tell.
        found: uids of the folders and dashboards that were read so far, by kind.
        parents: uid of the folder around each folder that was read.
    """

    org: str
    org_id: int
    client: Client
    can: Capabilities
    wishes: Wishes = Wishes()
    granted: Permissions | None = None
    found: dict[str, set[str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def names(self, kind: str) -> set[str]:
        """List the uids of all folders or dashboards; asks the server where they were not read before.

        Raises:
            DashError: the list could not be read.
        """
        if kind not in self.found:
            self.found[kind] = set(self._listed(kind))
        return self.found[kind]

    def unless_gone(self, read: Callable[[], Found]) -> Found | None:
        """Read something of an object; `None` if Grafana says that there is no such object."""
        try:
            return read()
        except NotFound:
            return None

    def _listed(self, kind: str) -> Iterator[str]:
        if kind == FOLDERS:
            return (str(one["metadata"]["name"]) for one in folders.everything(self.client, self.can))
        return dashboards.names(self.client)
