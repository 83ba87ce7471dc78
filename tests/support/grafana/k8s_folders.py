"""The Kubernetes-style API of folders: /apis/folder.grafana.app."""

import base64
from dataclasses import replace

from support.grafana import folders, listing, refusals, rendering
from support.grafana.access import EDIT, VIEW, forbidden, permitted
from support.grafana.folders import DEEPEST, VERSION, Wish
from support.grafana.incoming import MAX_NAME, NAME, bad
from support.grafana.namespaces import check_namespace
from support.grafana.routing import Call, route
from support.grafana.stored import FOLDER, FOLDERS, UPDATED, Stored
from support.grafana.wire import Answer, RefusedError, dumps, failure, success

from scripts.jsonvalue import Json

EVERYTHING = 10**9
OLD_PAGE = 100
"""How many folders legacy storage puts on a page when nobody asks for a number."""
FULLPATH, FULLPATH_UIDS = "grafana.app/fullpath", "grafana.app/fullpathUIDs"
PATH = f"/apis/folder.grafana.app/{VERSION}/namespaces/{{namespace}}/folders"


def _has_api(call: Call) -> None:
    check_namespace(call)
    if not call.state.mode.folder_api:
        raise RefusedError(Answer(404, b"404 page not found\n", "text/plain; charset=utf-8"))


def _find(call: Call, needed: int) -> Stored:
    _has_api(call)
    stored = call.state.folders.get(call["name"])
    if stored is None:
        details = {"name": call["name"], "group": FOLDERS.group, "kind": FOLDERS.resource}
        raise RefusedError(failure(404, f'{FOLDERS.qualified} "{call["name"]}" not found', "NotFound", details))
    if not permitted(call.state, call.who, stored, needed):
        raise RefusedError(forbidden())
    return stored


def _show(call: Call, stored: Stored, status: int = 200) -> Answer:
    return Answer(status, rendering.render(call.state, stored, stored.now, VERSION))


@route("GET", PATH)
def list_folders(call: Call) -> Answer:
    """A page of the folders that the caller may see, by name; on legacy storage by title."""
    _has_api(call)
    state = call.state
    seen = [each for each in state.folders.values() if permitted(state, call.who, each, VIEW)]
    seen.sort(key=lambda each: each.name if state.mode.unified else each.now.title)
    start, limit = _page(call)
    page = seen[start : start + limit]
    bodies = [_listed(call, each) for each in page]
    newest = max((each.now.number for each in seen), default=1) + 1
    metadata = {"resourceVersion": str(newest)} if state.mode.unified else {}
    token = _token(call, start, limit, len(page), len(seen), newest)
    metadata |= {"continue": token} if token else {}
    head = {"kind": "FolderList", "apiVersion": f"{FOLDERS.group}/{VERSION}", "metadata": metadata}
    return Answer(200, dumps(head)[:-1] + b',"items":[' + b",".join(bodies) + b"]}")


def _page(call: Call) -> tuple[int, int]:
    """How many folders lie before a page, and how many it has.

    Raises:
        RefusedError: 500, pages of legacy storage all have one size.
    """
    token, limit = call.request.first("continue"), int(call.request.first("limit") or 0)
    if call.state.mode.unified:
        return (listing.offset(token) if token else 0), limit or EVERYTHING
    if not token:
        return 0, limit or OLD_PAGE
    size, _, page = base64.b64decode(token).decode().partition("|")
    if limit and limit != int(size):
        raise RefusedError(failure(500, "limit does not match continue token"))
    return (int(page) - 1) * int(size), int(size)


def _token(call: Call, start: int, limit: int, shown: int, known: int, newest: int) -> str:
    """Legacy storage names a next page whenever this one is full, even if nothing comes after it."""
    if call.state.mode.unified:
        return listing.place(start + shown, newest) if start + shown < known else ""
    return base64.b64encode(f"{limit}|{start // limit + 2}".encode()).decode() if shown >= limit else ""


def _listed(call: Call, stored: Stored) -> bytes:
    """A folder in a LIST; legacy storage tells less of it, and the way to it if the request has any parameter."""
    state = call.state
    if state.mode.unified:
        return rendering.render(state, stored, stored.now, VERSION)
    kept = {key: text for key, text in stored.now.annotations.items() if key in {FOLDER, UPDATED}}
    if call.request.query:
        way = [*reversed(list(state.ancestors(stored))), stored]
        titles = "/".join(each.now.title.replace("/", "\\/") for each in way)
        kept |= {FULLPATH: titles, FULLPATH_UIDS: "/".join(each.name for each in way)}
    shown = replace(stored.now, annotations=kept, generation=0, rendered={}, packed={})
    return rendering.render(state, stored, shown, VERSION)


@route("GET", PATH + "/{name}")
def get(call: Call) -> Answer:
    """One folder."""
    return _show(call, _find(call, VIEW))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create; a dry run creates on legacy storage, and answers 404 on unified storage."""
    _has_api(call)
    return _create(call, _wish(call, ""), by_post=True)


def _create(call: Call, wish: Wish, *, by_post: bool) -> Answer:
    state = call.state
    refusal = _refusal(call, wish)
    if refusal is not None:
        status, text = refusal
        return failure(status, text)
    if call.request.dry and state.mode.unified:
        return failure(404, "NotFound", "NotFound", {"uid": "folder.notFound"})
    stored = folders.create(state, wish, call.who, grants=by_post)
    if state.mode.unified:
        return _show(call, stored, 201)
    shown = replace(stored.now, spec=stored.now.spec | {"description": ""}, rendered={}, packed={})
    return Answer(201, rendering.render(state, stored, shown, VERSION))


def _refusal(call: Call, wish: Wish) -> tuple[int, str] | None:
    """Why a folder cannot be made, as status and message."""
    state = call.state
    denied = "not enough permissions to create a folder in the selected location"
    taken = not state.mode.unified and wish.uid in state.dashboards
    orphan = bool(wish.parent) and not state.mode.unified and wish.parent not in state.folders
    reasons = (
        (wish.uid in state.folders, 412, "the folder has been changed by someone else"),
        (taken, 400, folders.NOT_A_FOLDER),
        (not folders.may_create(state, call.who, wish.parent), 403, "Access denied" if state.mode.unified else denied),
        (len(wish.uid) > MAX_NAME, 400, "uid too long, max 40 characters"),
        (not NAME.fullmatch(wish.uid), 400, "uid contains illegal characters"),
        (not wish.title.strip(), 400, "folder title cannot be empty"),
        (orphan, 404, "folder not found"),
        (folders.depth(state, wish.parent) >= DEEPEST, 500, "folder max depth exceeded, max depth is 4"),
    )
    return next(((status, text) for holds, status, text in reasons if holds), None)


@route("PUT", PATH + "/{name}")
def put(call: Call) -> Answer:
    """Replace; on unified storage also create."""
    _has_api(call)
    state, wish = call.state, _wish(call, call["name"])
    version = str((call.request.object.get("metadata") or {}).get("resourceVersion") or "")
    if call["name"] not in state.folders:
        if not state.mode.unified:
            return failure(404, "folder not found")
        if version:
            return failure(500, "resourceVersion should not be set on objects to be created")
        return _create(call, wish, by_post=False)
    stored = _find(call, EDIT)
    if state.mode.unified and version not in {"", str(stored.now.number)}:
        raise refusals.conflict(stored)
    changed = folders.update(state, stored, wish, call.who)
    body = rendering.render(state, stored, stored.now, VERSION, numbered=changed)
    return Answer(200, body)


@route("DELETE", PATH + "/{name}")
def delete(call: Call) -> Answer:
    """Remove; refused on unified storage while anything is inside, recursive on legacy storage."""
    stored = _find(call, EDIT)
    filled = call.state.mode.unified and folders.contains(call.state, stored.name)
    if filled or folders.rules_in(call.state, {stored.name}):
        text = "Folder cannot be deleted: folder is not empty"
        return failure(400, text, "BadRequest", {"uid": "folder.not-empty"})
    if call.state.mode.unified:
        folders.delete(call.state, stored)
        return success(stored.name, FOLDERS.group, FOLDERS.resource, stored.uid)
    shown = _show(call, stored)
    folders.delete(call.state, stored)
    return shown


def _wish(call: Call, name: str) -> Wish:
    body = call.request.object
    if not body:
        raise bad("the object provided is unrecognized (must be of type Folder)")
    metadata, spec = body.get("metadata") or {}, body.get("spec") or {}
    annotations: Json = {key: text for key, text in (metadata.get("annotations") or {}).items() if text}
    return Wish(
        uid=str(metadata.get("name") or name),
        title=str(spec.get("title", "")).strip(),
        description=str(spec.get("description") or "")
        if "description" in spec or not call.state.mode.unified
        else None,
        annotations=annotations,
        labels=dict(metadata.get("labels") or {}),
        sent=spec,
        manager=call.request.agent,
        managed_sent=metadata.get("managedFields") or [],
    )
