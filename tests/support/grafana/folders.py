"""How do folders come to be, move and go? On unified and on legacy storage."""

from dataclasses import dataclass, field, replace

from support.grafana.access import EDIT, default_grants, permitted
from support.grafana.alerting import rules
from support.grafana.clock import hashed_uid, object_uid
from support.grafana.identity import Identity
from support.grafana.managedfields import owners, paths
from support.grafana.state import State
from support.grafana.stored import (
    CREATED_BY,
    FOLDER,
    FOLDERS,
    GRANT,
    INTERNAL_ID,
    NOBODY,
    SERVER,
    UPDATED,
    UPDATED_BY,
    Revision,
    Stored,
)

from scripts.jsonvalue import Json

DEEPEST = 5
"""So many folders may lie in each other."""
VERSION = "v1beta1"
NOT_A_FOLDER = "Dashboard cannot be changed to a folder"
RESERVED = {"general", "sharedwithme"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a folder shall be.

    Attributes:
        description: None for none at all, which unified storage tells from an empty one.
        sent: the spec as its sender wrote it; who owns which field is judged by it.
    """

    uid: str
    title: str
    description: str | None = ""
    annotations: Json
    labels: Json
    sent: Json
    manager: str = "grafana"
    managed_sent: list[Json] = field(default_factory=list)

    @property
    def parent(self) -> str:
        """Uid of the folder around it."""
        return str(self.annotations.get(FOLDER, ""))

    @property
    def spec(self) -> Json:
        """The spec to be stored."""
        return {"title": self.title} | ({} if self.description is None else {"description": self.description})


def depth(state: State, parent: str) -> int:
    """How many folders lie around something in a folder."""
    folder = state.folders.get(parent)
    return 0 if folder is None else 1 + sum(1 for _ in state.ancestors(folder))


def contains(state: State, uid: str) -> list[Stored]:
    """Everything inside of a folder, at any depth."""
    return [
        stored
        for stored in (*state.folders.values(), *state.dashboards.values())
        if any(folder.name == uid for folder in state.ancestors(stored))
    ]


def may_create(state: State, who: Identity, parent: str) -> bool:
    """Whether somebody may make a folder there."""
    folder = state.folders.get(parent)
    if folder is None:
        return who.role in {"Editor", "Admin"} or who.server_admin
    return permitted(state, who, folder, EDIT)


def create(state: State, wish: Wish, who: Identity | None, *, grants: bool = True) -> Stored:
    """Store a folder; at the root its maker, editors and viewers get their usual rights."""
    stamp = state.clock.stamp()
    foreign = str(wish.labels.get(INTERNAL_ID, "")) if state.mode.unified else ""
    ident = int(foreign) if foreign.isdecimal() else state.next_id()
    uid = object_uid() if state.mode.unified else hashed_uid(wish.uid, stamp)
    stored = Stored(kind=FOLDERS, name=wish.uid, uid=uid, ident=ident, created=stamp, revisions=[])
    reference = _reference(state, who)
    own = {key: text for key, text in wish.annotations.items() if key not in {GRANT, UPDATED_BY, UPDATED} and text}
    annotations = own | {CREATED_BY: reference}
    labels = dict(wish.labels) | {INTERNAL_ID: str(ident)}
    if not state.mode.unified:
        annotations = {key: text for key, text in annotations.items() if key in {FOLDER, CREATED_BY}}
        annotations |= {UPDATED_BY: reference, UPDATED: stamp}
        labels = {INTERNAL_ID: str(ident)}
    first = _revision(state, stored, wish, annotations, labels, before=None)
    stored.revisions.append(replace(first, who=reference, when=stamp))
    if grants and not wish.parent:
        stored.grants = default_grants(who, stamp)
    state.folders[wish.uid] = stored
    state.serial += 1
    return stored


def update(state: State, stored: Stored, wish: Wish, who: Identity) -> bool:
    """Store another title, description or place; whether anything changed on unified storage."""
    old = stored.now
    if state.mode.unified and wish.spec == old.spec and wish.parent == old.folder and not _remarked(old, wish):
        return False
    stamp = state.clock.stamp()
    own = {key: text for key, text in wish.annotations.items() if key not in {GRANT, UPDATED_BY, UPDATED} and text}
    marks = {CREATED_BY: old.annotations[CREATED_BY], UPDATED_BY: _reference(state, who), UPDATED: stamp}
    annotations = own | marks
    labels = dict(wish.labels) | {INTERNAL_ID: str(stored.ident)}
    if not state.mode.unified:
        annotations = {key: text for key, text in annotations.items() if key == FOLDER or key in marks}
        labels = {INTERNAL_ID: str(stored.ident)}
    new = _revision(state, stored, wish, annotations, labels, before=old)
    if not state.mode.unified and wish.parent != old.folder:
        new.generation += 1
    stored.revisions.append(replace(new, who=_reference(state, who), when=stamp))
    state.serial += 1
    return True


def _remarked(old: Revision, wish: Wish) -> bool:
    own = {CREATED_BY, UPDATED_BY, UPDATED, GRANT}
    return {key: text for key, text in old.annotations.items() if key not in own} != {
        key: text for key, text in wish.annotations.items() if key not in own and text
    }


def _revision(
    state: State,
    stored: Stored,
    wish: Wish,
    annotations: dict[str, str],
    labels: dict[str, str],
    before: Revision | None,
) -> Revision:
    live = {} if before is None else paths({"annotations": before.annotations, "labels": before.labels}, before.spec)
    stamp = state.clock.stamp()
    sent = paths({"annotations": wish.annotations, "labels": wish.labels}, wish.sent)
    managed = owners(
        wish.managed_sent or (before.managed if before else []),
        live,
        sent,
        manager=wish.manager,
        version=f"{FOLDERS.group}/{VERSION}",
        stamp=stamp,
    )
    del stored
    return Revision(
        number=state.clock.revision() if state.mode.unified else state.clock.milliseconds(),
        generation=1 if before is None else before.generation + 1,
        version=VERSION,
        spec=wish.spec,
        annotations=annotations,
        labels=labels,
        managed=[_without_empty_spec(entry) for entry in managed] if state.mode.unified else [],
    )


def _without_empty_spec(entry: Json) -> Json:
    """Who owns nothing in the spec of a folder is not named there; of a dashboard it would be."""
    fields = entry["fieldsV1"]
    return (
        entry if fields.get("f:spec") else entry | {"fieldsV1": {key: fields[key] for key in fields if key != "f:spec"}}
    )


def delete(state: State, stored: Stored, *, inside: bool = True) -> None:
    """Remove a folder and, if asked, all that is in it."""
    lost = contains(state, stored.name) if inside else []
    for uid in rules_in(state, {stored.name, *(each.name for each in lost)}):
        rules.remove(state, state.alerting.rules[uid])
    for each in lost:
        _without_panels(state, each.name)
        (state.folders if each.kind is FOLDERS else state.dashboards).pop(each.name)
    _without_panels(state, stored.name)
    del state.folders[stored.name]
    state.serial += 1


def rules_in(state: State, folders: set[str]) -> list[str]:
    """Uids of the alert rules in folders."""
    return [uid for uid, rule in state.alerting.rules.items() if rule["folder"] in folders]


def _without_panels(state: State, uid: str) -> None:
    """The library panels whose row names a folder go with it, wherever they were moved to."""
    state.library = {name: panel for name, panel in state.library.items() if panel["rowFolder"] != uid}


def _reference(state: State, who: Identity | None) -> str:
    if who is None:
        return SERVER if state.mode.unified else NOBODY
    return who.reference if state.mode.unified else f"user:{who.ident}"
