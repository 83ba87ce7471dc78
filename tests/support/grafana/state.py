"""What does the tests' Grafana hold? Everything of one server, behind one lock."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from support.grafana.access import Memory
from support.grafana.clock import Clock
from support.grafana.identity import Accounts
from support.grafana.modes import UNIFIED, Mode
from support.grafana.stored import Revision, Stored
from support.grafana.wire import Answer

from scripts.jsonvalue import Json

ORG = 1
NAMESPACE = "default"


@dataclass
class State:
    """One server's contents.

    Attributes:
        trash: name and last revision of each deleted dashboard (unified storage).
        files: provisioning files: what `reload` puts back, by dashboard uid.
        git_writes: writes that a real server would have routed into somebody's Git repository.
        interject: called once between check and write of the next save that is not atomic.
        queries: answers /api/ds/query for a data source that has no real server behind it.
        serial: rises with every change.
        pages: large pages of LIST as they were sent, for the same question at the same serial.
    """

    mode: Mode = UNIFIED
    clock: Clock = field(default_factory=Clock)
    accounts: Accounts = field(default_factory=Accounts)
    memory: Memory = field(default_factory=Memory)
    lock: threading.RLock = field(default_factory=threading.RLock)
    dashboards: dict[str, Stored] = field(default_factory=dict)
    folders: dict[str, Stored] = field(default_factory=dict)
    trash: list[tuple[Stored, Revision]] = field(default_factory=list)
    datasources: list[Json] = field(default_factory=list)
    library: dict[str, Json] = field(default_factory=dict)
    teams: list[Json] = field(default_factory=list)
    annotations: list[Json] = field(default_factory=list)
    correlations: list[Json] = field(default_factory=list)
    files: dict[str, Callable[[], None]] = field(default_factory=dict)
    git_writes: list[str] = field(default_factory=list)
    interject: Callable[[], None] | None = None
    queries: Callable[[Json], Json] | None = None
    serial: int = 0
    pages: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    last_source: int = 0

    def ancestors(self, stored: Stored) -> Iterator[Stored]:
        """The folders around an object, the nearest first; an unknown one ends the chain."""
        seen: set[str] = set()
        folder = self.folders.get(stored.now.folder)
        while folder is not None and folder.name not in seen:
            seen.add(folder.name)
            yield folder
            folder = self.folders.get(folder.now.folder)

    def next_id(self) -> int:
        """A numeric identifier for a dashboard or folder."""
        return self.clock.snowflake() if self.mode.unified else self.clock.row_id()

    def default_datasource(self) -> Json | None:
        """The data source that stands where none is named."""
        return next((source for source in self.datasources if source["isDefault"]), None)

    def interrupt(self) -> None:
        """Let a test step in between the check and the write of a save."""
        action, self.interject = self.interject, None
        if action is not None:
            action()
