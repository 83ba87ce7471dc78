"""What would a restore do: compared with what is there, object by object?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scripts.backup.manifest import Entry
from scripts.backup.model import BY_NAME, Saved
from scripts.restore import checks, contents, reading
from scripts.restore.choosing import Chosen
from scripts.restore.kinds import RESTORERS, Restorer
from scripts.restore.landing import land
from scripts.restore.model import Action, Origin, Plan, Step
from scripts.restore.place import Place, Target
from scripts.restore.shaping import Shape
from scripts.restore.wishes import Wishes


def make(origin: Origin, target: Target, chosen: Chosen, wishes: Wishes) -> Plan:
    """Compare a backup with a Grafana.

    Raises:
        BadBackup: an object of the backup is damaged.
        DashError: the target could not be read.
    """
    landing = land(chosen.entries, target)
    planner = _Planner(origin=origin, target=target, chosen=chosen, wishes=wishes, landing=landing)
    steps: list[Step] = []
    for (kind, org), entries in groupby(chosen.entries, lambda entry: (entry.kind, entry.org)):
        steps += planner.plan(kind, org, list(entries))
    checked, notes = checks.check(target, landing, steps)
    return Plan(steps=checked, landing=landing, notes=notes)


def shape(chosen: Chosen, wishes: Wishes) -> Shape:
    """Bring the wishes about places and data sources to where they are needed."""
    folders = frozenset((entry.org, entry.name) for entry in chosen.entries if entry.kind == "folders")
    return Shape(into=wishes.into, folders=folders, sources=wishes.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Plans one kind of one organisation at a time."""

    origin: Origin
    target: Target
    chosen: Chosen
    wishes: Wishes
    landing: Mapping[str, str]

    @property
    def shape(self) -> Shape:
        """Tell what becomes of an object on the way."""
        return shape(self.chosen, self.wishes)

    def plan(self, kind: str, org: str, entries: Sequence[Entry]) -> Iterator[Step]:
        """Compare all objects of a kind in an organisation; only those that differ are held."""
        restorer, shaper = RESTORERS[kind], self.shape
        place = self.target.home if BY_NAME[kind].server else self.target.place(self.landing[org])
        missing = {shaper.name(entry): entry for entry in entries}
        found: dict[str, Step] = {}
        for live in reading.live(place, kind, missing.keys()) if place else ():
            entry = missing.pop(live.name, None)
            if entry is not None and place is not None:
                found[entry.name] = self._there(restorer, place, entry, live, shaper)
        for entry in missing.values():
            found[entry.name] = self._new(restorer, place, entry, shaper)
        for entry in entries:
            step = found[entry.name]
            if step.action is Action.CREATE or (kind, org, entry.name) not in self.chosen.needed:
                yield step

    def _new(self, restorer: Restorer, place: Place | None, entry: Entry, shaper: Shape) -> Step:
        """Plan an object that is not there."""
        saved = self.origin.object(entry)
        why = restorer.left(saved, provisioned=self.wishes.provisioned)
        if why:
            return Step(entry=entry, action=Action.SKIP, why=why)
        shaped = shaper.of(saved)
        why = restorer.refused(place, shaped) if place else ""
        action = Action.REFUSE if why else Action.CREATE
        needs = contents.needs(shaped)
        return Step(entry=entry, action=action, why=why, folder=contents.folder(shaped), needs=needs)

    def _there(self, restorer: Restorer, place: Place, entry: Entry, live: Saved, shaper: Shape) -> Step:
        """Plan an object that is there."""
        saved = self.origin.object(entry)
        wanted = restorer.wanted(place, shaper.of(saved))
        if not any(restorer.unexcused(place, wanted, live)):
            return Step(entry=entry, action=Action.EQUAL)
        changes = tuple(restorer.shown(wanted, live))
        owner = restorer.owned(live)
        why = f"it belongs to {owner} of the target" if owner else ""
        why = why or restorer.left(saved, provisioned=self.wishes.provisioned)
        if why:
            return Step(entry=entry, action=Action.SKIP, why=why, changes=changes)
        if not self.wishes.overwrite:
            return Step(entry=entry, action=Action.LEAVE, live=live, changes=changes)
        why = restorer.refused(place, wanted)
        return Step(
            entry=entry,
            action=Action.REFUSE if why else Action.REPLACE,
            why=why,
            live=live,
            changes=changes,
            folder=contents.folder(wanted),
            needs=contents.needs(wanted),
        )
