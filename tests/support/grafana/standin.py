"""What may a test do to its Grafana besides speaking HTTP? Fill it, save in the browser, look at what was asked."""

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from support.grafana import browser, datasources, filed, folders, provisioning, writing
from support.grafana.access import default_grants
from support.grafana.filling import Filler
from support.grafana.folders import Wish
from support.grafana.identity import ROLES, Identity
from support.grafana.incoming import Incoming
from support.grafana.keeping import Picture
from support.grafana.modes import V0
from support.grafana.provisioning import File
from support.grafana.stored import ALLOWS_EDITS, FOLDER, MANAGED_BY, MANAGER_ID, Stored

from scripts.jsonvalue import Json

USER, PASSWORD = "admin", "admin"
READS = ("GET", "HEAD")
QUERY_PATH = "/api/ds/query"


@dataclass(frozen=True)
class Exchange:
    """One request and what became of it; sizes are those of the bodies."""

    method: str
    path: str
    status: int
    received: int
    sent: int
    login: str

    @property
    def writes(self) -> bool:
        """Whether it could have changed anything."""
        return self.method not in READS and not self.path.startswith(QUERY_PATH)


@dataclass(frozen=True, kw_only=True)
class Manager:
    """Another tool that owns a dashboard: kind `terraform`, `repo`, `plugin`, `kubectl`, ... and its identity."""

    kind: str
    ident: str
    allows_edits: bool = False

    @property
    def annotations(self) -> dict[str, str]:
        """How an object tells it."""
        marks = {MANAGED_BY: self.kind, MANAGER_ID: self.ident}
        return marks | ({ALLOWS_EDITS: "true"} if self.allows_edits else {})


@dataclass
class StandIn(Filler):
    """A running Grafana, seen from the test.

    Attributes:
        url: where it listens.
        tokens: a service account's key by role: Viewer, Editor, Admin.
        log: every exchange, in the order in which they were answered.
        crashes: tracebacks of bugs of the stand-in itself.
    """

    url: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    log: list[Exchange] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    _noting: threading.Lock = field(default_factory=threading.Lock)

    def prepare(self, *, service_accounts: bool, permission_cache: float) -> None:
        """Give it the server admin and, if asked, a service account for each role."""
        self.state.memory.seconds = permission_cache
        self.state.accounts.add_user(USER, PASSWORD, server_admin=True)
        for role in ROLES if service_accounts else ():
            accounts = self.state.accounts
            self.tokens[role] = accounts.add_token(accounts.add_service_account(f"test-{role.lower()}", role))

    def note(self, exchange: Exchange) -> None:
        """Write an exchange into the log."""
        with self._noting:
            self.log.append(exchange)

    def remember_crash(self) -> None:
        """Keep the traceback of the exception that is being handled."""
        self.crashes.append("".join(traceback.format_exception(*sys.exc_info())))

    @property
    def writes(self) -> list[Exchange]:
        """Every exchange that could have changed anything."""
        return [exchange for exchange in self.log if exchange.writes]

    def forget(self) -> None:
        """Start the log anew."""
        with self._noting:
            self.log.clear()

    def picture(self) -> Picture:
        """All that it holds, to go back to with `put_back()`."""
        return Picture.of(self.state)

    @property
    def admin(self) -> Identity:
        """The server admin."""
        return self.state.accounts.users[USER]

    def add_folder(self, uid: str, title: str = "", *, parent: str = "", manager: Manager | None = None) -> Stored:
        """Put a folder there, with the usual grants."""
        marks = (manager.annotations if manager else {}) | ({FOLDER: parent} if parent else {})
        with self.state.lock:
            wish = Wish(uid=uid, title=title or uid, annotations=marks, labels={}, sent={})
            return folders.create(self.state, wish, self.admin)

    def add_datasource(
        self,
        uid: str,
        kind: str = "prometheus",
        url: str = "",
        *,
        name: str = "",
        read_only: bool = False,
        **more: object,
    ) -> Json:
        """Put a data source there; `read_only` as a provisioning file would."""
        wish: Json = {"uid": uid, "name": name or uid, "type": kind, "url": url, "access": "proxy", **more}
        with self.state.lock:
            return datasources.add(self.state, wish, read_only=read_only)

    def add_dashboard(
        self,
        uid: str,
        spec: Json,
        *,
        folder: str = "",
        manager: Manager | None = None,
        annotations: dict[str, str] | None = None,
        version: str = V0,
    ) -> Stored:
        """Put a dashboard there as somebody else would have: with a person's or another tool's marks."""
        marks = (manager.annotations if manager else {}) | (annotations or {}) | ({FOLDER: folder} if folder else {})
        model = {key: value for key, value in spec.items() if key not in {"uid", "version", "id"}}
        wish = Incoming(name=uid, version=version, manager="grafana", sent=model, spec=model, annotations=marks)
        with self.state.lock:
            stored = writing.plant(self.state, wish, self.admin).stored
            stored.grants = [] if folder else default_grants(self.admin, stored.created)
        return stored

    def provision(self, file: File) -> None:
        """Put a dashboard there from a provisioning file."""
        with self.state.lock:
            provisioning.load(self.state, file)

    def provision_datasource(
        self, uid: str, kind: str = "prometheus", *, editable: bool = False, **more: object
    ) -> None:
        """Put a data source there from a provisioning file, which comes again at a reload."""
        wish: Json = {"uid": uid, "name": uid, "type": kind, "access": "proxy", **more}
        with self.state.lock:
            filed.source(self.state, wish, editable=editable)

    def provision_alerting(self, content: dict[str, list[Json]]) -> None:
        """Put there what a file of alerting names: groups, contactPoints, muteTimes, templates."""
        with self.state.lock:
            for kind, things in content.items():
                for thing in things:
                    filed.ALERTING[kind](self.state, thing)

    def save_in_browser(self, uid: str, change: Callable[[Json], object] | None = None) -> None:
        """Open a dashboard in the browser, change it, save it.

        Raises:
            PermissionError: its manager does not allow edits, so the browser has no button for it.
        """
        with self.state.lock:
            browser.save(self.state, uid, change, self.admin)

    def spec(self, uid: str) -> Json:
        """The stored model of a dashboard."""
        return self.state.dashboards[uid].now.spec

    def annotations(self, uid: str) -> dict[str, str]:
        """The stored annotations of a dashboard."""
        return self.state.dashboards[uid].now.annotations

    def revisions(self, uid: str) -> int:
        """How many versions of a dashboard are kept."""
        return len(self.state.dashboards[uid].revisions)
