"""What would a restore do: compared with what is there, object by object?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.backup import contents
from scripts.backup.manifest import Entry
from scripts.backup.model import BY_NAME, Saved
from scripts.errors import ConfigurationError
from scripts.grafana import folders
from scripts.grafana.failures import NotPermitted
from scripts.restore import announcements, checks, reading, sources
from scripts.restore.choosing import Chosen, Key
from scripts.restore.kinds import RESTORERS, Restorer
from scripts.restore.landing import land
from scripts.restore.model import Action, Origin, Plan, Step
from scripts.restore.place import Place, Target
from scripts.restore.shaping import Shape
from scripts.restore.wishes import Wishes


def make(
    origin: Origin, target: Target, chosen: Chosen, wishes: Wishes, unfinished: frozenset[Key] = frozenset()
) -> Plan:
    """Compare a backup with a Grafana.

    Args:
        origin: the backup.
        target: where to.
        chosen: what of it.
        wishes: how.
        unfinished: kind, organisation and name of what a restore that broke off has begun.

    Raises:
        BadBackup: an object of the backup is damaged.
        DashError: the target could not be read.
    """
    landing = land(chosen.entries, target)
    _folder_there(target, landing, wishes.into)
    mapped = sources.resolved(wishes.sources, origin.manifest.entries, target, landing)
    wishes = replace(wishes, sources=mapped)
    planner = _Planner(
        origin=origin, target=target, chosen=chosen, wishes=wishes, landing=landing, unfinished=unfinished
    )
    steps: list[Step] = []
    for (kind, org), entries in groupby(chosen.entries, lambda entry: (entry.kind, entry.org)):
        steps += planner.plan(kind, org, list(entries))
    checked, missing = checks.check(target, landing, steps)
    notes = (*_incomplete(origin), *_left_out(origin), *announcements.of(checked), *checks.told(missing))
    return Plan(
        steps=checked,
        landing=landing,
        notes=notes,
        wishes=wishes,
        missing_sources=tuple(sorted(name for kind, name in missing if kind == sources.KIND)),
    )


def _folder_there(target: Target, landing: Mapping[str, str], into: str) -> None:
    """Make sure that the folder of --into-folder is there.

    Raises:
        ConfigurationError: it is not.
    """
    places = [place for org in landing.values() if (place := target.place(org)) is not None] if into else []
    if places and not any(folders.get(place.client, into) for place in places):
        raise ConfigurationError(f"{target.environment.name} has no folder {into}", "folders are named by uid")


def _incomplete(origin: Origin) -> Iterator[str]:
    """Say that a backup does not have all that there was."""
    lacking = sum(len(count.missing) for count in origin.manifest.facts.counts)
    if not origin.manifest.complete:
        yield f"the backup is incomplete: {lacking} missing, which `dash backup show` names"


def _left_out(origin: Origin) -> Iterator[str]:
    """Say what of an export is not restored, and why."""
    reasons: dict[str, list[str]] = {}
    for one in origin.manifest.facts.left_out if not origin.manifest.facts.environment else ():
        reasons.setdefault(str(one["why"]), []).append(str(one["what"]))
    for why, files in reasons.items():
        yield f"{len(files)} file{'s' * (len(files) != 1)} left out, such as {files[0]}: {why}"


def shape(origin: Origin, chosen: Chosen, wishes: Wishes) -> Shape:
    """Bring the wishes about places and data sources to where they are needed."""
    folders = frozenset((entry.org, entry.name) for entry in chosen.entries if entry.kind == "folders")
    return Shape(origin=origin, into=wishes.into, folders=folders, sources=wishes.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Plans one kind of one organisation at a time."""

    origin: Origin
    target: Target
    chosen: Chosen
    wishes: Wishes
    landing: Mapping[str, str]
    unfinished: frozenset[Key]

    def plan(self, kind: str, org: str, entries: Sequence[Entry]) -> Iterator[Step]:
        """Compare all objects of a kind in an organisation; only those that differ are held."""
        place = self.target.home if BY_NAME[kind].server else self.target.place(self.landing[org])
        one = _One(
            planner=self, restorer=RESTORERS[kind], place=place, shaper=shape(self.origin, self.chosen, self.wishes)
        )
        missing = {one.shaper.name(entry): entry for entry in entries}
        found: dict[str, Step] = {}
        try:
            for there, live in one.live(missing.keys()):
                entry = missing.pop(live.name, None)
                if entry is not None:
                    found[entry.name] = one.there(there, entry, live)
        except NotPermitted as error:
            if self.target.client.refused:
                raise
            why = f"these credentials may not even read it: {error.message}"
            yield from (Step(entry=entry, action=Action.REFUSE, why=why) for entry in entries)
            return
        for entry in missing.values():
            found[entry.name] = one.new(entry)
        for entry in entries:
            step = found[entry.name]
            if step.action is Action.CREATE or (kind, org, entry.name) not in self.chosen.needed:
                yield step


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """Plans objects of one kind in one organisation."""

    planner: _Planner
    restorer: Restorer
    place: Place | None
    shaper: Shape

    def live(self, names: Collection[str]) -> Iterator[tuple[Place, Saved]]:
        """Read what is there; nothing where the organisation is not made yet."""
        if self.place is not None:
            self.restorer.prepare(self.place)
            yield from ((self.place, live) for live in reading.live(self.place, self.restorer.kind, names))

    def new(self, entry: Entry) -> Step:
        """Plan an object that is not there."""
        saved = self.planner.origin.object(entry)
        why = self._left(saved)
        if why:
            return Step(entry=entry, action=Action.SKIP, why=why)
        shaped = self.shaper.of(saved)
        why = self.restorer.refused(self.place, shaped) if self.place else ""
        lacking = tuple(sorted(self.restorer.secrets(shaped)))
        return replace(
            _described(entry, shaped), action=Action.REFUSE if why else Action.CREATE, why=why, secrets=lacking
        )

    def there(self, place: Place, entry: Entry, live: Saved) -> Step:
        """Plan an object that is there."""
        saved = self.planner.origin.object(entry)
        wanted = self.restorer.wanted(place, self.shaper.of(saved))
        lacking = self.restorer.secrets(wanted) - self.restorer.secrets(live)
        plain = replace(_described(entry, wanted), secrets=tuple(sorted(lacking)))
        if not any(self.restorer.unexcused(place, wanted, live)):
            given = len(place.secrets.missing(lacking)) < len(lacking)
            return replace(plain, action=Action.COMPLETE, live=live, why="its secrets") if given else plain
        left = self._left(saved)
        owner = self.restorer.owned(live)
        refused = self.restorer.refused(place, wanted)
        if owner or left:
            action, why = Action.SKIP, f"it belongs to {owner} of the target" if owner else left
        elif refused:
            action, why = Action.REFUSE, refused
        else:
            action, why = self._write((entry.kind, place.org, live.name), live)
        kept = live if action not in (Action.SKIP, Action.REFUSE) else None
        return replace(plain, action=action, why=why, live=kept, changes=tuple(self.restorer.shown(wanted, live)))

    def _write(self, key: Key, live: Saved) -> tuple[Action, str]:
        """Decide about something that is there and differs, and that may be written."""
        kind, _, name = key
        if self.restorer.untouched(live):
            return Action.CREATE, ""
        if {key, (kind, "", name)} & self.planner.unfinished:
            return Action.COMPLETE, "a restore broke off here"
        if self.restorer.adds:
            return Action.COMPLETE, "what is missing is added"
        return Action.REPLACE if self.planner.wishes.overwrite else Action.LEAVE, ""

    def _left(self, saved: Saved) -> str:
        """Say why an object is left out on purpose."""
        mapped = self.planner.wishes.sources.get(saved.name) if saved.kind == sources.KIND else None
        if mapped and mapped != saved.name:
            return f"{mapped} is asked instead"
        return self.restorer.left(saved, provisioned=self.planner.wishes.provisioned)


def _described(entry: Entry, wanted: Saved) -> Step:
    """Begin a step with what the checks need to know of its object."""
    return Step(
        entry=entry,
        action=Action.EQUAL,
        folder=contents.folder(wanted),
        needs=contents.needs(wanted),
        default=bool(wanted.body.get("isDefault")),
    )
