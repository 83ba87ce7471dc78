"""How is a backup made of a running Grafana?

Everything is read once, each object written as it comes; then all is checked again, and what changed meanwhile is read
anew, until nothing has changed or the rounds are used up.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from scripts.backup import facts, orgs, sight
from scripts.backup.course import Course, Told
from scripts.backup.manifest import Count, Facts, Manifest, Missing
from scripts.backup.model import BY_NAME
from scripts.backup.orgs import Org
from scripts.backup.readers import READERS
from scripts.backup.site import Site, Wishes
from scripts.backup.store.writing import Writing, encoded
from scripts.connecting import connect
from scripts.errors import AuthError, DashError, UnexpectedAnswer
from scripts.grafana import Client, capabilities, contactpoints, dashboards, identity
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotPermitted
from scripts.grafana.identity import Identity, Permissions
from scripts.jsonvalue import Json
from scripts.settings import Environment

Seal = Callable[[bytes], bytes]
"""Encrypts."""

CONTACT_POINTS, SECRETS = "contact-points", "(secrets)"

ROUNDS = 3
"""How often all is checked again while somebody keeps changing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A finished backup.

    Attributes:
        manifest: what is in it.
        place: where it is.
        unseen: what the credentials could not see.
    """

    manifest: Manifest
    place: str
    unseen: Sequence[str]


@dataclass(slots=True, kw_only=True)
class Taking:
    """A backup that is being made.

    Attributes:
        environment: the Grafana.
        wishes: what is to be read.
        store: where it goes.
        told: hears of the progress.
        seal: encrypts the secrets of contact points; `None` leaves them out.
    """

    environment: Environment
    wishes: Wishes
    store: Writing
    told: Told
    seal: Seal | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _warnings: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _lost: list[Count] = field(default_factory=list)

    def run(self) -> Taken:
        """Read, check, write.

        Raises:
            AuthError: the credentials are refused.
            Unreachable: the server is gone; there is no backup.
            DashError: the backup cannot be written; there is none.
        """
        started = facts.now()
        with self._open:
            client = self._open.enter_context(connect(self.environment))
            can = capabilities.discover(client)
            places = orgs.visible(client)
            self._unseen += [places.unseen] if places.unseen else []
            server = Site(org="", org_id=0, client=client, can=can, wishes=self.wishes, granted={})
            sites = [server, *self._sites(server, places.orgs)]
            courses = [course for site in sites for course in self._courses(site)]
            for course in courses:
                course.first()
            self._settle(courses)
            if self.seal is not None:
                self._keep_secrets(courses, self.seal)
            legacy = _legacy(client, can)
        unseen = self._not_seen(sites, courses)
        made = Facts(
            environment=self.environment.name,
            started=started,
            finished=facts.now(),
            server={"url": self.environment.url, "version": can.version, "storage": _storage(legacy)},
            identity=_identity(places.who, self.environment),
            organisations=[
                {"id": site.org_id, "name": site.org, "reads": sight.reads(site.granted)} for site in sites[1:]
            ],
            counts=[*facts.counts(courses), *self._lost],
            left_out=facts.left_out(courses, self._unwished()),
            warnings=[*self._warnings, *unseen, *facts.notes(courses)],
        )
        manifest = self.store.finish(made)
        return Taken(manifest=manifest, place=self.store.place, unseen=unseen)

    def _sites(self, server: Site, places: Sequence[Org]) -> Iterator[Site]:
        """Go to each organisation."""
        for org in places:
            if org.ours:
                site = replace(server, org=org.name, org_id=org.number, found={}, parents={})
            else:
                there = replace(self.environment, org_id=org.number)
                other = self._open.enter_context(connect(there))
                try:
                    can = capabilities.discover(other)
                except AuthError as error:
                    self._unseen.append(f"{org.name}: not ours to read: {error.message}")
                    continue
                except UnexpectedAnswer as error:
                    lost = Missing(name=org.name, why=error.message)
                    self._lost.append(Count(org=org.name, kind="organisations", expected=1, saved=0, missing=[lost]))
                    continue
                site = Site(org=org.name, org_id=org.number, client=other, can=can, wishes=self.wishes)
            site.granted = _granted(site.client)
            yield site

    def _courses(self, site: Site) -> Iterator[Course]:
        """List what is to be read there."""
        for reader in READERS:
            wished = not self.wishes.only or reader.kind in self.wishes.only
            if BY_NAME[reader.kind].server == (not site.org) and wished and not reader.left_out(self.wishes):
                yield Course(reader=reader, site=site, store=self.store, told=self.told)

    def _settle(self, courses: Sequence[Course]) -> None:
        """Check all again until nothing changes any more."""
        changed: list[tuple[Course, set[str]]] = []
        for _ in range(ROUNDS):
            changed = [(course, names) for course in courses if (names := course.again())]
            for course, names in changed:
                self._follow(courses, course, names)
            if not changed and not any(course.unsure for course in courses):
                return
        if kinds := ", ".join(sorted({course.tally.kind for course, _ in changed})):
            text = f"somebody kept changing {kinds} while the backup was made: parts are of different times"
            self._warnings.append(text)

    def _follow(self, courses: Sequence[Course], leader: Course, names: set[str]) -> None:
        """Read anew what hangs on folders or dashboards that changed."""
        for course in courses:
            if course.site is leader.site and course.reader.follows == leader.reader.kind:
                for name in names & course.tally.saved:
                    course.refresh(name)

    def _keep_secrets(self, courses: Sequence[Course], seal: Seal) -> None:
        """Store the secrets of the contact points, encrypted; an organisation without contact points has none."""
        for course in courses:
            if course.reader.kind != CONTACT_POINTS or not course.tally.saved:
                continue
            try:
                found = contactpoints.decrypted(course.site.client)
            except NotPermitted as error:
                course.tally.hide(SECRETS, error.message)
            except UnexpectedAnswer as error:
                course.tally.fail(SECRETS, error.message)
            else:
                self.store.add_secrets(course.site.org, seal(encoded({"contactPoints": found})))

    def _unwished(self) -> Iterator[Json]:
        """Name the kinds that were left out on purpose."""
        for reader in READERS:
            why = reader.left_out(self.wishes)
            if self.wishes.only and reader.kind not in self.wishes.only:
                why = "--only names other kinds"
            if why:
                yield {"what": reader.kind, "why": why}

    def _not_seen(self, sites: Sequence[Site], courses: Sequence[Course]) -> list[str]:
        """Say what the credentials could not see."""
        found = list(self._unseen)
        for site in sites:
            here = [course for course in courses if course.site is site]
            found += facts.unseen(site.org, here, site.granted)
        return found


def _identity(who: Identity, environment: Environment) -> Json:
    return {"login": who.login, "server_admin": who.server_admin, "by": environment.credentials.kind}


def _legacy(client: Client, can: Capabilities) -> bool | None:
    """Ask how dashboards are stored; `None` if Grafana does not tell, which must not cost a whole backup."""
    try:
        return dashboards.is_legacy(client, can)
    except UnexpectedAnswer:
        return None


def _storage(legacy: bool | None) -> str:  # noqa: FBT001 - what `is_legacy` says
    return "unknown" if legacy is None else "legacy" if legacy else "unified"


def _granted(client: Client) -> Permissions | None:
    """Read what we may do; `None` if Grafana does not tell."""
    try:
        return identity.permissions(client)
    except DashError:
        if client.refused:
            raise
        return None
