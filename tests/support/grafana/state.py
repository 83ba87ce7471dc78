"""What does the tests' Grafana hold? Everything of one server, behind one lock."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from support.grafana.access import Memory
from support.grafana.alerting.content import Alerting
from support.grafana.clock import Clock
from support.grafana.identity import Accounts, Identity
from support.grafana.modes import UNIFIED, Mode
from support.grafana.stored import Revision, Stored
from support.grafana.wire import Answer

from scripts.jsonvalue import Json

ORG = 1


@dataclass
class State:
    """One organisation's contents, and what all organisations of the server share.

    Attributes:
        mode, clock, accounts, lock: shared by all organisations.
        orgs: the contents of every organisation, this one too, by number.
        members: role of each user in this organisation, by the user's number.
        ready: second since 1970 from which this organisation has an Alertmanager.
        alertmanager_delay: seconds that a new organisation has to wait for its Alertmanager.
        secrets: secureJsonData by number of the data source; a test may look for them where they must not be.
        preferences: of the organisation (`org`), of teams (`team:1`) and users (`user:1`).
        trash: name and last revision of each deleted dashboard (unified storage).
        files, source_files: provisioning files: what `reload` puts back, by uid of the dashboard or data source.
        git_writes: writes that a real server would have routed into somebody's Git repository.
        interject: called once between check and write of the next save that is not atomic.
        queries: answers /api/ds/query for a data source that has no real server behind it.
        serial: rises with every change.
        pages: large pages of LIST as they were sent, for the same question at the same serial.
        chosen: of many dashboards, those that somebody sees in the order of LIST, and the serial at which it was so.
        newest: the highest resourceVersion of many dashboards, after the serial at which it was so.
    """

    mode: Mode = UNIFIED
    clock: Clock = field(default_factory=Clock)
    accounts: Accounts = field(default_factory=Accounts)
    memory: Memory = field(default_factory=Memory)
    lock: threading.RLock = field(default_factory=threading.RLock)
    org: int = ORG
    orgs: "dict[int, State]" = field(default_factory=dict)
    name: str = "Main Org."
    address: Json = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    ready: float = 0.0
    alertmanager_delay: float = 0.0
    dashboards: dict[str, Stored] = field(default_factory=dict)
    folders: dict[str, Stored] = field(default_factory=dict)
    trash: list[tuple[Stored, Revision]] = field(default_factory=list)
    datasources: list[Json] = field(default_factory=list)
    secrets: dict[int, dict[str, str]] = field(default_factory=dict)
    library: dict[str, Json] = field(default_factory=dict)
    last_panel: int = 0
    playlists: dict[str, Stored] = field(default_factory=dict)
    last_playlist: int = 0
    public: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)
    sso: dict[str, Json] = field(default_factory=dict)
    teams: list[Json] = field(default_factory=list)
    last_team: int = 0
    invites: list[Json] = field(default_factory=list)
    preferences: dict[str, Json] = field(default_factory=dict)
    annotations: list[Json] = field(default_factory=list)
    last_annotation: int = 0
    correlations: list[Json] = field(default_factory=list)
    alerting: Alerting = field(default_factory=Alerting)
    files: dict[str, Callable[[], None]] = field(default_factory=dict)
    source_files: dict[str, Callable[[], None]] = field(default_factory=dict)
    git_writes: list[str] = field(default_factory=list)
    interject: Callable[[], None] | None = None
    queries: Callable[[Json], Json] | None = None
    serial: int = 0
    pages: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    chosen: dict[str, tuple[int, list[tuple[Stored, Revision]]]] = field(default_factory=dict)
    newest: tuple[int, int] = (-1, 1)
    last_source: int = 0

    def __post_init__(self) -> None:
        """Become one of the server's organisations."""
        self.orgs[self.org] = self

    @property
    def root(self) -> "State":
        """The first organisation, which counts for all of them what has numbers of the whole server."""
        return self.orgs[ORG]

    @property
    def namespace(self) -> str:
        """How the Kubernetes-style API calls this organisation."""
        return "default" if self.org == ORG else f"org-{self.org}"

    def role(self, identity: Identity) -> str:
        """What somebody is in this organisation; empty for one who does not belong to it."""
        if identity.kind == "service-account":
            return identity.role if identity.org == self.org else ""
        return self.members.get(identity.ident, identity.role if self.org == ORG else "")

    def found(self, name: str, founder: Identity) -> "State":
        """Make another organisation on this server, whose founder is its admin."""
        org = State(
            mode=self.mode,
            clock=self.clock,
            accounts=self.accounts,
            lock=self.lock,
            org=max(self.orgs) + 1,
            orgs=self.orgs,
            name=name,
            memory=Memory(seconds=self.memory.seconds),
            members={founder.ident: "Admin"},
            ready=self.clock.seconds() + self.alertmanager_delay,
            alertmanager_delay=self.alertmanager_delay,
        )
        self.orgs[ORG].serial += 1
        return org

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
