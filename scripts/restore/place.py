"""Where does a restore write to: one organisation of a Grafana, and who is there?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from scripts.backup.model import Saved
from scripts.connecting import connect
from scripts.grafana import Client, capabilities, dashboards, datasources, identity, organisations
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotFound, NotPermitted
from scripts.grafana.identity import Identity
from scripts.restore.people import People
from scripts.restore.secrets import Secrets
from scripts.settings import Environment


@dataclass(slots=True, kw_only=True)
class Place:
    """One organisation of the target.

    Attributes:
        org: its name; empty for the server as a whole.
        number: of the organisation.
        client: bound to it.
        can: what it can do.
        who: we ourselves.
        legacy: the server drops annotations and marks: storage mode 0, or the old API.
        people: users, teams and service accounts, by what a backup calls them.
        secrets: what the user has given.
        newcomers: logins of the users that this restore has made.
        alerting: its Alertmanager is known to be there.
        versions: of a dashboard, to be played before its last one.
    """

    org: str
    number: int
    client: Client
    can: Capabilities
    who: Identity
    legacy: bool
    secrets: Secrets
    newcomers: set[str]
    people: People = field(init=False)
    alerting: bool = False
    versions: Callable[[str], Sequence[Saved]] = field(default=lambda _: ())
    _default_source: str | None = None

    def __post_init__(self) -> None:
        """Look nobody up before it is needed."""
        self.people = People(self.client)

    @property
    def default_source(self) -> str:
        """Name the data source that was the default when it was first asked for; empty for none."""
        if self._default_source is None:
            found = (one.uid for one in datasources.everything(self.client) if one.default)
            self._default_source = next(found, "")
        return self._default_source


class Target:
    """The Grafana of an environment, organisation by organisation."""

    def __init__(
        self,
        environment: Environment,
        *,
        writing: bool,
        secrets: Secrets | None = None,
        newcomers: Iterable[str] = (),
    ) -> None:
        """Sign in.

        Args:
            environment: which Grafana.
            writing: requests that change something may be sent.
            secrets: what the user has given.
            newcomers: logins of users that a restore has made which broke off.

        Raises:
            DashError: it does not answer, or refuses the credentials.
        """
        self.environment = environment
        self._writing = writing
        self._open = ExitStack()
        self._places: dict[str, Place] = {}
        self._secrets = secrets or Secrets()
        self._newcomers = set(newcomers)
        self.client = self._open.enter_context(connect(environment, writing=writing))
        self.can = capabilities.discover(self.client)
        self.who = identity.whoami(self.client)
        self._orgs: dict[str, int] | None = None

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self._open.close()

    @property
    def orgs(self) -> Mapping[str, int]:
        """List the organisations that these credentials can work in: number by name."""
        if self._orgs is None:
            self._orgs = {self.who.org: self.who.org_id} if self.environment.org_id is not None else self._all()
        return self._orgs

    def forget(self) -> None:
        """Look anew at who and what is there, after users or organisations were made."""
        self._orgs = None
        for place in self._places.values():
            place.people.forget()

    @property
    def home(self) -> Place:
        """Be the server as a whole: users and organisations."""
        return self._place("", 0, self.client, self.can)

    def place(self, org: str) -> Place | None:
        """Go to an organisation; `None` if it is not there, or not ours to work in."""
        number = self.orgs.get(org)
        if number is None:
            return None
        if org not in self._places:
            self._places[org] = self._enter(org, number)
        return self._places[org]

    def _enter(self, org: str, number: int) -> Place:
        """Open a connection that works in an organisation."""
        if number == self.who.org_id:
            client, can = self.client, self.can
        else:
            there = replace(self.environment, org_id=number)
            client = self._open.enter_context(connect(there, writing=self._writing))
            can = capabilities.discover(client)
        return self._place(org, number, client, can)

    def _place(self, org: str, number: int, client: Client, can: Capabilities) -> Place:
        """Describe an organisation, or the server."""
        return Place(
            org=org,
            number=number,
            client=client,
            can=can,
            who=self.who,
            legacy=bool(dashboards.is_legacy(client, can)) or not can.bulk,
            secrets=self._secrets,
            newcomers=self._newcomers,
        )

    def _all(self) -> dict[str, int]:
        """Ask for all organisations; whoever may not work in others has one."""
        own = {self.who.org: self.who.org_id}
        if not self.who.server_admin:
            return own
        try:
            return own | {str(one["name"]): int(one["id"]) for one in organisations.everything(self.client)}
        except (NotPermitted, NotFound):
            return own
