"""How does a dashboard get stored? Creating, updating and deleting, on unified and on legacy storage."""

from dataclasses import dataclass, replace

from support.grafana import library
from support.grafana.access import default_grants
from support.grafana.clock import hashed_uid, object_uid
from support.grafana.identity import Identity
from support.grafana.incoming import Incoming, bad
from support.grafana.managedfields import owners, paths
from support.grafana.modes import V1
from support.grafana.refusals import conflict, foreign_uid
from support.grafana.rows import kept
from support.grafana.state import State
from support.grafana.stored import (
    CREATED_BY,
    DASHBOARDS,
    GRANT,
    INTERNAL_ID,
    MANAGED_BY,
    MANAGER_ID,
    PROVISIONER,
    SERVER,
    SOURCE_PATH,
    UPDATED,
    UPDATED_BY,
    Revision,
    Stored,
)
from support.grafana.wire import RefusedError, failure

from scripts.jsonvalue import Json

KEPT_VERSIONS = 20


@dataclass(frozen=True)
class Written:
    """An object after a write: what is stored, what the answer shows, and whether anything was stored at all."""

    stored: Stored
    shown: Revision
    changed: bool = True


def create(state: State, incoming: Incoming, identity: Identity | None, *, grant: bool = False) -> Written:
    """Store a dashboard that does not exist; `grant` gives it the usual rights if it lies at the root.

    Raises:
        RefusedError: a resourceVersion was sent, or a repository would own it.
    """
    if incoming.resource_version:
        raise RefusedError(failure(500, "resourceVersion should not be set on objects to be created"))
    _check_manager(state, incoming)
    written = plant(state, incoming, identity)
    wanted = grant or incoming.annotations.get(GRANT) == "default"
    if wanted and identity is not None and not incoming.folder and not incoming.dry:
        written.stored.grants = default_grants(identity, written.stored.created)
    return written


def plant(state: State, incoming: Incoming, identity: Identity | None) -> Written:
    """Store a dashboard whoever may own it."""
    stamp = state.clock.stamp()
    who = identity.reference if identity else SERVER if state.mode.unified else PROVISIONER
    if not incoming.dry and not state.mode.folder_status:
        library.check(state, incoming.spec, lambda: None)
    label = incoming.number or incoming.labels.get(INTERNAL_ID, "")
    ident = int(label) if state.mode.unified and label.isdecimal() else 0
    ident = ident or (0 if incoming.dry else state.next_id())
    annotations = {key: text for key, text in incoming.annotations.items() if key not in {GRANT, UPDATED_BY, UPDATED}}
    shown = Revision(
        number=state.clock.revision() if state.mode.unified else 1,
        generation=1,
        version=incoming.version,
        spec=incoming.spec,
        annotations=annotations | {CREATED_BY: who},
        labels=incoming.labels | {INTERNAL_ID: str(ident)},
        managed=_owners([], {}, incoming, stamp),
        message=incoming.message,
        who=who,
        when=stamp,
    )
    uid = object_uid() if state.mode.unified else hashed_uid(incoming.name, stamp)
    stored = Stored(kind=DASHBOARDS, name=incoming.name, uid=uid, ident=ident, created=stamp, revisions=[])
    stored.revisions.append(kept(state, stored, shown, who))
    if incoming.dry:
        return Written(stored, replace(_without_server_marks(shown), number=0))
    library.check(state, incoming.spec, lambda: _add(state, stored))
    _add(state, stored)
    return Written(stored, shown)


def _add(state: State, stored: Stored) -> None:
    state.dashboards[stored.name] = stored
    library.connect(state, stored)
    state.serial += 1


def update(state: State, stored: Stored, incoming: Incoming, identity: Identity | None) -> Written:
    """Store a new state of a dashboard, if it differs."""
    old = stored.now
    if incoming.uid and incoming.uid != stored.uid:
        raise RefusedError(failure(500, foreign_uid(state, stored, incoming.uid)))
    if incoming.resource_version not in {"", str(old.number)}:
        raise conflict(stored)
    if old.annotations.get(MANAGED_BY) == "repo":
        state.git_writes.append(stored.name)
        if incoming.annotations.get(MANAGED_BY) != "repo":
            raise RefusedError(failure(403, "Can not remove resource manager from resource", "Forbidden"))
    _check_manager(state, incoming)
    moved = incoming.folder != old.folder
    changed = moved or incoming.version == V1 or incoming.spec != old.spec
    new = _next(state, stored, incoming, identity, changed=changed)
    if incoming.dry:
        return Written(stored, replace(_without_server_marks(new), number=old.number, generation=old.generation))
    if state.mode.unified:
        if _same(old, new):
            return Written(stored, new, changed=False)
        row = shown = replace(new, number=state.clock.revision())
    else:
        number = old.number + 1
        shown = replace(new, number=number)
        row = kept(state, stored, replace(shown, generation=number), new.who)
    library.check(state, incoming.spec, lambda: None)
    stored.revisions = [*stored.revisions, row][-KEPT_VERSIONS:]
    library.connect(state, stored)
    state.serial += 1
    return Written(stored, shown)


def _next(state: State, stored: Stored, incoming: Incoming, identity: Identity | None, *, changed: bool) -> Revision:
    old = stored.now
    stamp = state.clock.stamp()
    who = identity.reference if identity else SERVER if state.mode.unified else PROVISIONER
    annotations = {key: text for key, text in incoming.annotations.items() if key not in {GRANT, UPDATED_BY, UPDATED}}
    marks = {key: old.annotations[key] for key in (CREATED_BY, UPDATED_BY, UPDATED) if key in old.annotations}
    annotations |= marks | ({UPDATED_BY: who, UPDATED: stamp} if changed else {})
    live = paths({"annotations": old.annotations, "labels": old.labels}, old.spec)
    before = incoming.managed_sent or (old.managed if state.mode.unified else [])
    return Revision(
        number=0,
        generation=old.generation + changed,
        version=incoming.version,
        spec=incoming.spec,
        annotations=annotations,
        labels=incoming.labels | {INTERNAL_ID: str(stored.ident)},
        managed=_owners(before, live, incoming, stamp) if before else [],
        status=_status(old, incoming.version),
        message=incoming.message,
        who=who,
        when=stamp,
    )


def _status(old: Revision, version: str) -> Json:
    """Status is copied from the old object as it looks at the version written: that is how it becomes stale."""
    return old.status if version == old.version else {"conversion": {"failed": False, "storedVersion": old.version}}


def _same(old: Revision, new: Revision) -> bool:
    fields = ("version", "generation", "annotations", "labels", "status", "managed", "spec")
    return all(getattr(old, name) == getattr(new, name) for name in fields)


def _owners(before: list[Json], live: dict[tuple[str, ...], object], incoming: Incoming, stamp: str) -> list[Json]:
    if incoming.version.startswith("v2"):
        return []
    sent = paths(incoming.owned, incoming.sent)
    version = f"{DASHBOARDS.group}/{incoming.version}"
    return owners(before, live, sent, manager=incoming.manager, version=version, stamp=stamp)


def _without_server_marks(revision: Revision) -> Revision:
    """What a dry run shows: the object before the storage adds its own marks."""
    own = {CREATED_BY, UPDATED_BY, UPDATED}
    annotations = {key: text for key, text in revision.annotations.items() if key not in own}
    labels = {key: text for key, text in revision.labels.items() if key != INTERNAL_ID}
    return replace(revision, annotations=annotations, labels=labels, rendered={}, packed={})


def _check_manager(state: State, incoming: Incoming) -> None:
    """A Git-managed object is written to its repository, which a real server would do in our name."""
    manager = incoming.annotations.get(MANAGER_ID)
    if incoming.annotations.get(MANAGED_BY) != "repo" or not manager:
        return
    state.git_writes.append(incoming.name)
    if not state.mode.unified:
        raise RefusedError(failure(500, "this resource is managed by a repository"))
    if not incoming.annotations.get(SOURCE_PATH):
        raise RefusedError(failure(500, "managed resource is missing source path annotation"))
    text = f"the server could not find the requested resource (post repositories.provisioning.grafana.app {manager})"
    raise RefusedError(failure(404, text, "NotFound"))


def delete(state: State, stored: Stored, who: Identity, *, dry: bool = False) -> None:
    """Remove a dashboard; its grants go even on a dry run, as in Grafana.

    Raises:
        RefusedError: a provisioning file or a repository owns it.
    """
    if stored.file_provisioned:
        raise bad("provisioned dashboard cannot be deleted")
    if stored.now.annotations.get(MANAGED_BY) == "repo":
        state.git_writes.append(stored.name)
        raise RefusedError(failure(500, "this resource is managed by a repository"))
    stored.grants = []
    if not dry:
        remove(state, stored, who)


def remove(state: State, stored: Stored, who: Identity) -> None:
    """Remove a dashboard whoever may own it."""
    del state.dashboards[stored.name]
    if not state.mode.unified:
        _forget_stars(state, stored.name)
    if state.mode.unified:
        state.trash.append((stored, _buried(state, stored.now, who)))
    state.serial += 1


def _forget_stars(state: State, name: str) -> None:
    """On legacy storage the stars of a dashboard go with it."""
    for marked in state.accounts.stars.values():
        marked[:] = [uid for uid in marked if uid != name]


def _buried(state: State, last: Revision, who: Identity) -> Revision:
    """What unified storage keeps of a deleted dashboard."""
    stamp = state.clock.stamp()
    annotations = last.annotations | {UPDATED_BY: who.reference, UPDATED: stamp}
    number = state.clock.revision()
    return replace(
        last, number=number, generation=-999, annotations=annotations, managed=[], deleted=stamp, rendered={}, packed={}
    )
