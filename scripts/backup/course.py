"""How is one kind of one organisation read, checked again at the end, and mended?"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scripts.backup.model import Saved
from scripts.backup.readers import Again, Reader
from scripts.backup.site import Site
from scripts.backup.store.writing import Writing, encoded
from scripts.backup.tally import LIST, ODD, Tally, odd
from scripts.errors import AuthError, DashError, Unreachable
from scripts.grafana import stored
from scripts.grafana.failures import NoEndpoint, NotFound, NotPermitted

Told = Callable[[str, str, int], None]
"""Gets kind, organisation and number of objects, as they are read."""


@dataclass(slots=True, kw_only=True)
class Course:
    """One kind of one organisation, from the first reading to the last check.

    Attributes:
        reader: how it is read.
        site: where.
        store: the backup.
        told: hears of the progress.
        tally: what was found out.
    """

    reader: Reader
    site: Site
    store: Writing
    told: Told
    tally: Tally = field(init=False)
    _prints: dict[str, str] = field(default_factory=dict)
    _state: str = ""
    _confirmed: bool = False

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.tally = Tally(kind=self.reader.kind, org=self.site.org)

    def first(self) -> None:
        """Read all and store it.

        Raises:
            AuthError: the credentials are refused altogether.
            Unreachable: the server is gone.
            DashError: the backup cannot be written.
        """
        self._state = self._now()
        for saved in self._read(self.tally):
            self._keep(saved)

    @property
    def unsure(self) -> bool:
        """Tell whether one more look may find what the last one could not read."""
        doubtful = self.tally.absent or LIST in self.tally.hidden
        return bool(self.tally.missing) or (bool(doubtful) and not self._confirmed)

    def again(self) -> set[str]:
        """Find what changed since it was read, store it anew, and name it.

        Raises:
            DashError: as for `first`.
        """
        if self.tally.absent or LIST in self.tally.hidden:
            first, self._confirmed = not self._confirmed, True
            return self._whole() if first else set()  # a proxy may say 403 or 404 once, Grafana says it twice
        match self.reader.again:
            case _ if LIST in self.tally.missing:
                return self._whole()
            case Again.NEVER:
                return self._whole() if self.tally.missing else set()
            case Again.NAMES:
                return self._by_name()
            case Again.REVISIONS if self.site.can.bulk:
                return self._by_revision()
            case _:
                return self._whole()

    def refresh(self, name: str) -> None:
        """Read one object once more; store it, or take it back if it is gone."""
        if self.reader.one is None:
            return
        try:
            saved = self.reader.one(self.site, name)
        except NotPermitted as error:
            self._judge(error)
            self.tally.hide(name, error.message)
            return
        except DashError as error:
            self._judge(error)
            self.tally.fail(name, error.message)
            return
        except ODD as error:
            self.tally.fail(name, odd(error))
            return
        if saved is None:
            self._drop(name)
        else:
            self._keep(saved)

    def _whole(self) -> set[str]:
        """Read all once more and compare; if that fails, what was read before stays, and the failure is told."""
        before, earlier = dict(self._prints), self.tally
        self._state = self._now()
        self.tally = Tally(kind=earlier.kind, org=earlier.org)
        changed = set()
        for saved in self._read(self.tally):
            if before.pop(saved.name, None) == _print(saved, self.reader):
                self.tally.saved.add(saved.name)
            else:
                self._keep(saved)
                changed.add(saved.name)
        if before and (why := self.tally.absent or self.tally.hidden.get(LIST)):
            self.tally.absent = ""
            self.tally.hidden.pop(LIST, None)
            self.tally.fail(LIST, f"it could not be checked again at the end: {why}")
        if self.tally.missing:
            self.tally.saved |= set(before)
            return changed
        for name in before:
            self._drop(name)
        return changed | set(before)

    def _by_revision(self) -> set[str]:
        """Compare versions, and read what has another one."""
        retried = {name for name in self.tally.missing if name not in self._prints}
        now = self._now()
        changed: set[str] = set()
        if not now or now != self._state:
            there = self._listed()
            if there is None:
                return changed
            known = self._prints
            changed = {name for name in {*there, *known} - retried if there.get(name) != known.get(name)}
            self._state = now
        for name in sorted(changed | retried):
            self.refresh(name)
        return changed

    def _listed(self) -> dict[str, str] | None:
        """List the versions; `None` if that fails, which makes the kind incomplete."""
        try:
            return dict(stored.revisions(self.site.client, self.site.can))
        except DashError as error:
            self._judge(error)
            self.tally.fail(LIST, f"it could not be checked again at the end: {error.message}")
            return None

    def _by_name(self) -> set[str]:
        """Compare names, and read what is new or failed."""
        try:
            there = self.site.names(self.reader.follows)
        except DashError as error:
            self._judge(error)
            self.tally.fail(LIST, f"it could not be checked again at the end: {error.message}")
            return set()
        if self.tally.saved and not self._confirmed:
            self._confirmed = True
            self.tally.hidden.clear()  # some could be read: those that were refused are asked for once more
        new, gone = there - self.tally.saved - set(self.tally.hidden), self.tally.saved - there
        for name in sorted(new):
            self.refresh(name)
        for name in gone:
            self._drop(name)
        return gone | (new - set(self.tally.missing))

    def _read(self, tally: Tally) -> Iterator[Saved]:
        """Read all; note why if it cannot be read."""
        items = self.reader.read(self.site, tally)
        while True:
            try:
                saved = next(items, None)
            except DashError as error:
                self._judge(error)
                self._explain(error, tally)
                return
            except ODD as error:
                tally.fail(LIST, odd(error))
                return
            if saved is None:
                return
            yield saved

    def _judge(self, error: DashError) -> None:
        """Let through what ends the whole backup."""
        if isinstance(error, Unreachable) or (isinstance(error, AuthError) and self.site.client.refused):
            raise error

    def _explain(self, error: DashError, tally: Tally) -> None:
        """Note why a kind could not be read: forbidden, unknown to this server, or failed."""
        if isinstance(error, NotPermitted):
            tally.hide(LIST, error.message)
        elif isinstance(error, (NoEndpoint, NotFound)):
            tally.absent = error.message
        else:
            tally.fail(LIST, error.message)

    def _keep(self, saved: Saved) -> None:
        self.store.add(saved)
        self.tally.saved.add(saved.name)
        self.tally.missing.pop(saved.name, None)
        self._prints[saved.name] = _print(saved, self.reader)
        if self.reader.kind in self.site.found:
            self.site.found[self.reader.kind].add(saved.name)
        self.told(self.reader.kind, self.site.org, len(self.tally.saved))

    def _drop(self, name: str) -> None:
        self.store.drop(self.reader.kind, self.site.org, name)
        self._prints.pop(name, None)
        self.site.found.get(self.reader.kind, set()).discard(name)
        self.tally.gone(name)

    def _now(self) -> str:
        """Read the state of all dashboards in one request; empty where it must be found otherwise."""
        if self.reader.again is not Again.REVISIONS or not self.site.can.bulk:
            return ""
        try:
            return stored.state(self.site.client, self.site.can)
        except DashError as error:
            self._judge(error)
            return ""


def _print(saved: Saved, reader: Reader) -> str:
    """Make the text that tells two states of an object apart."""
    if reader.again is Again.REVISIONS:
        return str(saved.aside.get("resourceVersion") or saved.aside.get("generation", ""))
    return hashlib.sha256(encoded(saved.body)).hexdigest()
