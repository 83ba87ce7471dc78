"""Playlists: /apis/playlist.grafana.app."""

import re
from dataclasses import replace

from support.grafana import listing, refusals, rendering
from support.grafana.clock import hashed_uid, object_uid
from support.grafana.identity import short_uid
from support.grafana.namespaces import check_namespace
from support.grafana.routing import Call, route
from support.grafana.stored import (
    CREATED_BY,
    INTERNAL_ID,
    PLAYLISTS,
    UPDATED,
    UPDATED_BY,
    Revision,
    Stored,
)
from support.grafana.wire import Answer, RefusedError, dumps, failure, success

from scripts.jsonvalue import Json

PATH = "/apis/playlist.grafana.app/{version}/namespaces/{namespace}/playlists"
VERSIONS = ("v0alpha1", "v1")
_NAME = re.compile(r"[a-zA-Z0-9:\-_.]*")
_OLD_NAME = re.compile(r"[a-zA-Z0-9\-_]*")
_OWN = (CREATED_BY, UPDATED_BY, UPDATED)


def _fits(call: Call, name: str) -> None:
    """Refuse names that the storage does not take.

    Raises:
        RefusedError: 500.
    """
    if call.state.mode.unified and not _NAME.fullmatch(name):
        rule = r"^[a-zA-Z0-9:\-\_\.]*$"
        examples = "(e.g. 'MyName',  or 'my.name',  or 'abc-123', regex used for validation is"
        text = f"name must consist of alphanumeric characters, '-', '_', ':' or '.' {examples} '{rule}')"
        raise RefusedError(failure(500, f"invalid request key: {text}"))
    if not call.state.mode.unified and not _OLD_NAME.fullmatch(name):
        raise RefusedError(failure(500, "invalid format of UID. Only letters, numbers, '-' and '_' are allowed"))
    if not call.state.mode.unified and len(name) > 40:
        raise RefusedError(failure(500, "UID is longer than 40 symbols"))


def _not_empty(call: Call, spec: Json) -> None:
    """Refuse a playlist without items on legacy storage, as its database does.

    Raises:
        RefusedError: 500.
    """
    if not call.state.mode.unified and not spec["items"]:
        raise RefusedError(failure(500, "no element on slice when insert"))


def content(sent: Json) -> Json:
    """What a playlist shows, without what else was sent."""
    items = [{"type": str(each.get("type")), "value": str(each.get("value"))} for each in sent.get("items") or []]
    return {"title": sent.get("title", ""), "interval": sent.get("interval", ""), "items": items}


def create(call: Call, name: str, spec: Json, annotations: dict[str, str]) -> Stored:
    """Keep a playlist that is not there."""
    state, stamp = call.state, call.state.clock.stamp()
    _fits(call, name)
    by_number = any(each["type"] == "dashboard_by_id" for each in spec["items"])
    if not state.mode.unified and by_number:
        raise RefusedError(failure(500, "unsupported item type: dashboard_by_id"))
    _not_empty(call, spec)
    state.root.last_playlist += not state.mode.unified
    own = {key: text for key, text in annotations.items() if key not in _OWN and text}
    first = Revision(
        number=state.clock.revision() if state.mode.unified else state.clock.milliseconds(),
        generation=int(state.mode.unified),
        version=VERSIONS[1],
        spec=spec,
        annotations=own | {CREATED_BY: call.who.reference} if state.mode.unified else {UPDATED: stamp},
        labels={} if state.mode.unified else {INTERNAL_ID: str(state.root.last_playlist)},
    )
    uid = object_uid() if state.mode.unified else hashed_uid(name, stamp)
    made = Stored(kind=PLAYLISTS, name=name, uid=uid, ident=state.root.last_playlist, created=stamp, revisions=[first])
    state.playlists[name] = made
    state.serial += 1
    return made


def update(call: Call, stored: Stored, spec: Json, annotations: dict[str, str]) -> bool:
    """Keep another content; whether it differed."""
    state, old = call.state, stored.now
    _not_empty(call, spec)
    own = {key: text for key, text in annotations.items() if key not in _OWN and text}
    kept = {key: text for key, text in old.annotations.items() if key not in _OWN}
    if state.mode.unified and spec == old.spec and own == kept:
        return False
    stamp = state.clock.stamp()
    marks = {CREATED_BY: old.annotations.get(CREATED_BY, ""), UPDATED_BY: call.who.reference, UPDATED: stamp}
    new = replace(
        old,
        number=state.clock.revision() if state.mode.unified else state.clock.milliseconds(),
        generation=old.generation + state.mode.unified,
        spec=spec,
        annotations=own | marks if state.mode.unified else {UPDATED: stamp},
        rendered={},
        packed={},
    )
    stored.revisions = [new]
    state.serial += 1
    return True


def _check(call: Call, verb: str) -> None:
    check_namespace(call)
    if call["version"] not in VERSIONS:
        raise RefusedError(failure(404, "the server could not find the requested resource", "NotFound"))
    if verb != "get" and call.who.role == "Viewer":
        raise RefusedError(_forbidden(call, verb))


def _forbidden(call: Call, verb: str) -> Answer:
    group, resource = PLAYLISTS.group, PLAYLISTS.resource
    text = (
        f'{resource}.{group} is forbidden: User "{call.who.name or call.who.login}" cannot {verb} resource '
        f'"{resource}" in API group "{group}" in the namespace "{call.state.namespace}": Grafana org role '
        f"({call.who.role}) didn't allow {verb} access on requested resource={resource}, path={call.request.path}"
    )
    return failure(403, text, "Forbidden", {"group": group, "kind": resource})


def _show(call: Call, stored: Stored, status: int = 200, *, numbered: bool = True) -> Answer:
    return Answer(status, rendering.render(call.state, stored, stored.now, call["version"], numbered=numbered))


def _details(name: str) -> Json:
    return {"name": name, "group": PLAYLISTS.group, "kind": PLAYLISTS.resource}


def _find(call: Call) -> Stored:
    stored = call.state.playlists.get(call["name"])
    if stored is None:
        text = f'{PLAYLISTS.qualified} "{call["name"]}" not found'
        raise RefusedError(failure(404, text, "NotFound", _details(call["name"])))
    return stored


@route("GET", PATH, lambda mode: mode.apis)
def list_all(call: Call) -> Answer:
    """A page of them, by name; legacy storage knows no pages. Unified storage writes each at its newest version."""
    _check(call, "get")
    state = call.state
    everything = sorted(state.playlists.values(), key=lambda each: each.name if state.mode.unified else "")
    version = VERSIONS[1] if state.mode.unified else call["version"]
    limit = int(call.request.first("limit") or 0) if state.mode.unified else 0
    token = call.request.first("continue")
    start = listing.offset(token) if token and state.mode.unified else 0
    page = everything[start : start + limit] if limit else everything[start:]
    newest = max((each.now.number for each in everything), default=0) + 1
    metadata = {"resourceVersion": str(newest)} if state.mode.unified else {}
    if start + len(page) < len(everything):
        metadata["continue"] = listing.place(start + len(page), newest)
    bodies = [rendering.render(state, each, each.now, version) for each in page]
    head = {"kind": "PlaylistList", "apiVersion": f"{PLAYLISTS.group}/{call['version']}", "metadata": metadata}
    return Answer(200, dumps(head)[:-1] + b',"items":[' + b",".join(bodies) + b"]}")


@route("GET", PATH + "/{name}", lambda mode: mode.apis)
def get(call: Call) -> Answer:
    """One of them."""
    _check(call, "get")
    return _show(call, _find(call))


def _sent(call: Call) -> tuple[str, Json, dict[str, str], str]:
    body = call.request.object
    metadata = body.get("metadata") or {}
    version = str(metadata.get("resourceVersion") or "")
    name = str(metadata.get("name") or short_uid())
    return name, content(body.get("spec") or {}), dict(metadata.get("annotations") or {}), version


@route("POST", PATH, lambda mode: mode.apis)
def post(call: Call) -> Answer:
    """Create."""
    _check(call, "create")
    name, spec, annotations, _ = _sent(call)
    if name in call.state.playlists:
        if not call.state.mode.unified:
            return failure(500, "UNIQUE constraint failed: playlist.org_id, playlist.uid")
        return failure(409, f'{PLAYLISTS.qualified} "{name}" already exists', "AlreadyExists", _details(name))
    return _show(call, create(call, name, spec, annotations), 201)


@route("PUT", PATH + "/{name}", lambda mode: mode.apis)
def put(call: Call) -> Answer:
    """Replace, or create on unified storage; legacy storage does not look at the version."""
    _check(call, "update")
    name, spec, annotations, version = _sent(call)
    if name not in call.state.playlists and call.state.mode.unified:
        if version:
            return failure(500, "resourceVersion should not be set on objects to be created")
        return _show(call, create(call, name, spec, annotations), 201)
    stored = _find(call)
    if call.state.mode.unified and version not in {"", str(stored.now.number)}:
        raise refusals.conflict(stored)
    changed = update(call, stored, spec, annotations)
    return _show(call, stored, numbered=changed)


@route("DELETE", PATH + "/{name}", lambda mode: mode.apis)
def delete(call: Call) -> Answer:
    """Delete."""
    _check(call, "delete")
    stored = _find(call)
    del call.state.playlists[stored.name]
    call.state.serial += 1
    return success(stored.name, PLAYLISTS.group, PLAYLISTS.resource, stored.uid)
