"""The legacy API of folders: /api/folders."""

from collections.abc import Iterator

from support.grafana import folders
from support.grafana.access import ADMIN, EDIT, VIEW, denied, is_admin, permitted
from support.grafana.clock import ZERO_TIME
from support.grafana.folders import DEEPEST, RESERVED, Wish
from support.grafana.identity import short_uid
from support.grafana.incoming import MAX_NAME, NAME
from support.grafana.naming import shown_name
from support.grafana.routing import Call, route
from support.grafana.slugs import slug
from support.grafana.state import State
from support.grafana.stored import CREATED_BY, DASHBOARDS, FOLDER, MANAGED_BY, UPDATED, UPDATED_BY, Stored
from support.grafana.wire import Answer, RefusedError, answer, errutil, message, refuse

from scripts.jsonvalue import Json

EXISTS = "a folder/dashboard with the same uid already exists"
NO_FOLDER = {"message": "folder not found", "status": "not-found"}


def details(call: Call, stored: Stored) -> Json:
    """A folder as the legacy API shows it, with the folders around it."""
    around = [_placed(call, folder) for folder in reversed(list(call.state.ancestors(stored)))]
    return _placed(call, stored) | ({"parents": around} if around else {})


def _placed(call: Call, stored: Stored) -> Json:
    parent = stored.now.folder
    return _plain(call, stored) | ({"parentUid": parent} if parent else {})


def _plain(call: Call, stored: Stored) -> Json:
    state, now = call.state, stored.now
    edits = permitted(state, call.who, stored, EDIT)
    body: Json = {
        "id": stored.ident,
        "uid": stored.name,
        "orgId": state.org,
        "title": now.title,
        "url": f"/dashboards/f/{stored.name}/{slug(now.title)}",
        "hasAcl": False,
        "canSave": edits,
        "canEdit": edits,
        "canAdmin": permitted(state, call.who, stored, ADMIN),
        "canDelete": edits,
        "createdBy": shown_name(state, now.annotations.get(CREATED_BY)),
        "created": stored.created,
        "updatedBy": shown_name(state, now.annotations.get(UPDATED_BY)),
        "updated": now.annotations.get(UPDATED, stored.created),
        "version": now.generation,
    }
    manager = now.annotations.get(MANAGED_BY)
    return body | ({"managedBy": manager} if manager else {})


def find(call: Call, needed: int, permission: str) -> Stored:
    """The folder of the path, if the caller may treat it so.

    Raises:
        RefusedError: 404, or 403 where the caller may not know that there is none.
    """
    stored = call.state.folders.get(call["uid"])
    if stored is None:
        if not is_admin(call.who):
            raise denied(permission)
        raise RefusedError(answer(NO_FOLDER, 404))
    if not permitted(call.state, call.who, stored, needed):
        raise denied(permission)
    return stored


@route("GET", "/api/folders")
def children(call: Call) -> Answer:
    """The folders directly inside of one, or at the root."""
    size, page = int(call.request.first("limit") or 1000), int(call.request.first("page") or 1)
    return answer(list(_children(call))[(page - 1) * size : page * size])


def _children(call: Call) -> Iterator[Json]:
    parent = call.request.first("parentUid")
    if not parent and not is_admin(call.who):
        yield {"id": -1, "uid": "sharedwithme", "title": "Shared with me"}
    for stored in sorted(call.state.folders.values(), key=lambda each: each.now.title):
        if stored.now.folder == parent and permitted(call.state, call.who, stored, VIEW):
            brief: Json = {"id": stored.ident, "uid": stored.name, "title": stored.now.title}
            brief |= {"parentUid": parent} if parent else {}
            manager = stored.now.annotations.get(MANAGED_BY)
            yield brief | ({"managedBy": manager} if manager else {})


@route("GET", "/api/folders/{uid}")
def get(call: Call) -> Answer:
    """One folder; the root has one too."""
    if call["uid"] == "general":
        return answer(_root())
    return answer(details(call, find(call, VIEW, "folders:read")))


def _root() -> Json:
    names = {"createdBy": "Anonymous", "created": ZERO_TIME, "updatedBy": "Anonymous", "updated": ZERO_TIME}
    rights = {"hasAcl": False, "canSave": True, "canEdit": True, "canAdmin": True, "canDelete": True}
    return {"id": 0, "uid": "general", "orgId": 0, "title": "Dashboards", "url": "", **rights, **names}


@route("GET", "/api/folders/{uid}/counts")
def counts(call: Call) -> Answer:
    """How much lies inside."""
    stored = find(call, VIEW, "folders:read")
    inside = folders.contains(call.state, stored.name)
    dashboards = sum(each.kind is DASHBOARDS for each in inside)
    panels = sum(panel["rowFolder"] == stored.name for panel in call.state.library.values())
    return answer(
        {
            "alertrule": len(folders.rules_in(call.state, {stored.name})),
            "dashboard": dashboards,
            "folder": len(inside) - dashboards,
            "librarypanel": panels,
        }
    )


@route("POST", "/api/folders")
def post(call: Call) -> Answer:
    """Create."""
    state, sent = call.state, call.request.object
    uid, parent = str(sent.get("uid") or short_uid()), str(sent.get("parentUid") or "")
    title = str(sent.get("title") or "").strip()
    if not folders.may_create(state, call.who, parent):
        raise denied("folders:create")
    _check_words(state, uid, title)
    if uid in state.folders:
        text = "the folder has been changed by someone else"
        return message(412, text) if state.mode.folder_exists == 412 else message(409, EXISTS)
    if not state.mode.unified and uid in state.dashboards:
        return message(400, folders.NOT_A_FOLDER)
    if parent and not state.mode.unified and parent not in state.folders:
        return message(404, "folder not found")
    if folders.depth(state, parent) >= DEEPEST:
        return _too_deep(state)
    made = answer(details(call, folders.create(state, _wish(uid, sent, parent), call.who)))
    state.memory.forget(call.who)
    return made


def _wish(uid: str, sent: Json, parent: str) -> Wish:
    spec = {"title": str(sent.get("title", "")).strip(), "description": str(sent.get("description") or "")}
    return Wish(
        uid=uid,
        title=spec["title"],
        description=spec["description"],
        annotations={FOLDER: parent} if parent else {},
        labels={},
        sent=spec,
    )


def _check_words(state: State, uid: str, title: str) -> None:
    if uid in RESERVED:
        raise refuse(500, "Folder API error: invalid uid for folder provided")
    if not title:
        raise refuse(400, "folder title cannot be empty")
    if title == "General" and not state.mode.unified:
        raise refuse(400, "A folder with that name already exists")
    if not NAME.fullmatch(uid):
        raise refuse(400, "uid contains illegal characters")
    if len(uid) > MAX_NAME:
        raise refuse(400, "uid too long, max 40 characters")


def _too_deep(state: State) -> Answer:
    if state.mode.unified:
        return message(500, "Folder API error: folder max depth exceeded, max depth is 4")
    old = "Maximum nested folder depth reached"
    return message(
        400, old if state.mode.folder_status else "[folder.maximum-depth-reached] failed to validate parent folder"
    )


@route("PUT", "/api/folders/{uid}")
def put(call: Call) -> Answer:
    """Rename or describe."""
    stored, sent = find(call, EDIT, "folders:write"), call.request.object
    if sent.get("version", 0) != stored.now.generation and not sent.get("overwrite"):
        return message(412, "The dashboard has been changed by someone else")
    title = str(sent.get("title") or "").strip() or stored.now.title
    spec = stored.now.spec | {"title": title}
    spec |= {"description": sent["description"]} if "description" in sent else {}
    folders.update(call.state, stored, _rewish(stored, spec, stored.now.folder), call.who)
    return answer(details(call, stored))


def _rewish(stored: Stored, spec: Json, parent: str) -> Wish:
    annotations = {key: text for key, text in stored.now.annotations.items() if key != FOLDER}
    return Wish(
        uid=stored.name,
        title=spec["title"],
        description=spec.get("description"),
        annotations=annotations | ({FOLDER: parent} if parent else {}),
        labels=stored.now.labels,
        sent=spec,
    )


@route("POST", "/api/folders/{uid}/move")
def move(call: Call) -> Answer:
    """Put into another folder."""
    state, stored = call.state, find(call, EDIT, "folders:write")
    parent = str(call.request.object.get("parentUid") or "")
    if parent and parent not in state.folders:
        return message(404, "folder not found", **({} if state.mode.folder_status else {"status": "not-found"}))
    around = {parent} | {folder.name for folder in state.ancestors(state.folders[parent])} if parent else set()
    if stored.name in around:
        return _circle(state)
    deepest = max((folders.depth(state, each.name) for each in folders.contains(state, stored.name)), default=0)
    below = max(0, deepest - folders.depth(state, stored.name)) if deepest else 0
    if folders.depth(state, parent) + 1 + below > DEEPEST:
        return _too_deep(state)
    folders.update(state, stored, _rewish(stored, stored.now.spec, parent), call.who)
    return answer(details(call, stored))


def _circle(state: State) -> Answer:
    if state.mode.unified:
        text = "cannot move folder under its own descendant, this would create a circular reference"
        return message(500, text)
    more = {"messageId": "folder.circular-reference", "statusCode": 400} if state.mode.folder_status else {}
    return message(400, "Circular reference detected", **more)


@route("DELETE", "/api/folders/{uid}")
def delete(call: Call) -> Answer:
    """Remove with everything inside."""
    uid, state = call["uid"], call.state
    if uid not in state.folders and is_admin(call.who):
        missing = f'folders.folder.grafana.app "{uid}" not found'
        return message(404, missing if state.mode.unified else "folder not found")
    stored = find(call, EDIT, "folders:delete")
    inside = {stored.name, *(each.name for each in folders.contains(state, stored.name))}
    if call.request.first("forceDeleteRules") != "true" and folders.rules_in(state, inside):
        return errutil(400, "folder.not-empty", "Folder cannot be deleted: folder is not empty")
    folders.delete(state, stored)
    return message(200, "Folder deleted")
