"""What would go wrong halfway, and is refused before anything is written?"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scripts.backup.contents import BELONGS, Need
from scripts.backup.model import BY_NAME
from scripts.grafana import contactpoints, datasources, folders, library, mutetimings, rulegroups
from scripts.restore.model import WRITES, Action, Step, named
from scripts.restore.place import Place, Target

SHOWN = 3
"""Objects that are named for each missing thing."""

VITAL = frozenset({"contact-points", "mute-timings"})
"""Grafana refuses what needs one of these and does not find it."""


def check(
    target: Target, landing: Mapping[str, str], steps: Sequence[Step]
) -> tuple[list[Step], dict[Need, list[str]]]:
    """Refuse what cannot be written, and find what will not work though it can.

    Returns:
        The steps, and what is missing: who needs it.

    Raises:
        DashError: the target could not be asked.
    """
    checked = list(steps)
    missing: dict[Need, list[str]] = defaultdict(list)
    for org in dict.fromkeys(step.entry.org for step in steps):
        place = target.place(landing[org]) if org else None
        world = _World(place=place, steps=[step for step in steps if step.entry.org == org])
        checked = [_judged(world, step, missing) if step.entry.org == org else step for step in checked]
    return checked, dict(missing)


@dataclass(slots=True, kw_only=True)
class _World:
    """What one organisation has after the restore, if all goes well.

    Attributes:
        place: the organisation; `None` if it is made.
        steps: what is to be done in it.
    """

    place: Place | None
    steps: Sequence[Step]
    written: dict[str, dict[str, Step]] = field(init=False)
    dropped: dict[Need, Step] = field(default_factory=dict)
    """What is not written, by kind and name."""
    _there: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the steps by what they write."""
        self.written = defaultdict(dict)
        for step in self.steps:
            if step.action in WRITES:
                self.written[step.entry.kind][step.entry.name] = step

    def there(self, kind: str) -> frozenset[str]:
        """List what is there of a kind now."""
        if kind not in self._there:
            self._there[kind] = frozenset(NAMES[kind](self.place)) if self.place else frozenset()
        return self._there[kind]

    def has(self, kind: str, name: str) -> bool:
        """Tell whether something is written, or there already."""
        if name in self.written[kind] or kind not in NAMES:
            return True
        if kind == "data-sources" and name in {step.entry.title for step in self.written[kind].values()}:
            return True
        return name in self.there(kind)

    @property
    def legacy(self) -> bool:
        """Tell whether folders and dashboards share their uids, and library panels must be there first."""
        return self.place is not None and self.place.legacy


def _judged(world: _World, step: Step, missing: dict[Need, list[str]]) -> Step:
    """Look at one step."""
    key = (step.entry.kind, step.entry.name)
    if step.action in (Action.SKIP, Action.REFUSE):
        world.dropped[key] = step
    if step.action not in WRITES:
        return step
    for need in step.needs:
        if need in world.dropped and step.entry.kind in BELONGS:
            owner = world.dropped[need]
            word = "skipped" if owner.action is Action.SKIP else "refused"
            return replace(step, action=owner.action, why=f"{named(owner.entry)} is {word}", live=None)
    why = _misplaced(world, step) or _taken(world, step) or _twin(world, step) or _stolen(world, step)
    for need in step.needs:
        if world.has(*need):
            continue
        if need[0] in VITAL or (need[0] == "library-panels" and world.legacy):
            why = why or f"{BY_NAME[need[0]].words} {need[1]} is neither here nor restored"
        else:
            missing[need].append(named(step.entry))
    if not why:
        return step
    world.dropped[key] = replace(step, action=Action.REFUSE, why=why)
    return world.dropped[key]


def _misplaced(world: _World, step: Step) -> str:
    """Follow the folders up to the root."""
    at, seen = step.folder, {step.entry.name} if step.entry.kind == "folders" else set()
    while at:
        if ("folders", at) in world.dropped:
            return f"its folder {at} is not made: {world.dropped['folders', at].why}"
        if at in seen:
            return f"its folders run in a circle: {at} lies in itself"
        seen.add(at)
        parent = world.written["folders"].get(at)
        if parent is None:
            return "" if at in world.there("folders") else f"its folder {at} is neither here nor restored"
        at = parent.folder
    return ""


def _taken(world: _World, step: Step) -> str:
    """Find a folder of a dashboard's uid, which storage mode 0 does not allow."""
    if not world.legacy or step.entry.kind != "dashboards" or step.action is not Action.CREATE:
        return ""
    return f"a folder has the uid {step.entry.name}" if world.has("folders", step.entry.name) else ""


def _twin(world: _World, step: Step) -> str:
    """Find something there whose name differs only in case: some databases take both for one."""
    if step.action is not Action.CREATE or step.entry.kind not in NAMES:
        return ""
    mine = step.entry.name
    twins = {name for name in world.there(step.entry.kind) if name.casefold() == mine.casefold()}
    backed_up = {one.entry.name for one in world.steps if one.entry.kind == step.entry.kind}
    twin = min(twins - backed_up, default="")
    return f"{twin} is there, which differs only in case" if twin else ""


def _stolen(world: _World, step: Step) -> str:
    """Find a rule whose uid another group of the target has: Grafana would move it out of there without a word."""
    if step.entry.kind != "rule-groups" or world.place is None:
        return ""
    uids = {name for kind, name in step.needs if kind == "rules"}
    own = f"{step.folder}/{step.entry.name.partition('/')[2]}"
    for rule in rulegroups.rules(world.place.client) if uids else ():
        there = f"{rule['folderUID']}/{rule['ruleGroup']}"
        if rule["uid"] in uids and there != own and there not in world.written["rule-groups"]:
            return f"rule {rule['uid']} is in group {there} of the target, and would be taken from there"
    return ""


def told(missing: Mapping[Need, Sequence[str]]) -> Iterator[str]:
    """Say what will not work."""
    for (kind, name), users in sorted(missing.items()):
        more = f" and {len(users) - SHOWN} more" if len(users) > SHOWN else ""
        hint = f"; --map-datasource {name}=UID names another" if kind == "data-sources" else ""
        shown = ", ".join(users[:SHOWN])
        yield f"{BY_NAME[kind].words} {name} is missing: needed by {shown}{more}{hint}"


def _both(place: Place) -> Iterator[str]:
    """List data sources by uid and by name: old dashboards use the name."""
    for one in datasources.everything(place.client):
        yield one.uid
        yield one.name


def _contact_points(place: Place) -> Iterator[str]:
    """List contact points, the empty ones too."""
    yield from (str(one["name"]) for one in contactpoints.integrations(place.client))
    if place.can.bulk:
        yield from (str(one["spec"]["title"]) for one in contactpoints.receivers(place.client, place.can.namespace))


NAMES: Mapping[str, Callable[[Place], Iterator[str]]] = {
    "folders": lambda place: (str(one["metadata"]["name"]) for one in folders.everything(place.client, place.can)),
    "library-panels": lambda place: (one.uid for one in library.everything(place.client)),
    "data-sources": _both,
    "contact-points": _contact_points,
    "mute-timings": lambda place: iter([str(one["name"]) for one in mutetimings.everything(place.client)]),
}
"""How the names of what is there are listed."""
