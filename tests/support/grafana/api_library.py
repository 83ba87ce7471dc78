"""Library panels: /api/library-elements."""

from collections.abc import Iterator

from support.grafana.access import VIEW, denied, permitted
from support.grafana.identity import short_uid
from support.grafana.incoming import MAX_NAME, NAME
from support.grafana.library import MISSING, named, person, row_folder, seconds, show, users, where
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import Stored
from support.grafana.wire import Answer, RefusedError, answer, message, refuse

from scripts.jsonvalue import Json

PATH = "/api/library-elements"
TAKEN = "library element with that name or UID already exists"
PANEL = 1
"""The only kind there is."""


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create; names need not differ."""
    _check_editor(call, "library.panels:create")
    state, sent = call.state, call.request.object
    uid = str(sent.get("uid") or short_uid())
    _check_uid(uid)
    if uid in state.library:
        return message(400, TAKEN)
    folder = _folder(state, str(sent.get("folderUid") or ""))
    if sent.get("kind", 1) != PANEL or not isinstance(sent.get("model"), dict):
        return message(500, "Failed to create library element")
    stamp = state.clock.fine_stamp()
    state.root.last_panel += 1
    element = {
        "id": state.root.last_panel,
        "uid": uid,
        "name": sent.get("name", ""),
        "kind": PANEL,
        "model": sent["model"],
        "folderId": folder.ident if folder else 0,
        "rowFolder": folder.name if folder else "",
        "version": 1,
        "created": stamp,
        "updated": stamp,
        "by": call.who,
        "changed": call.who,
        "known": set(),
    }
    state.library[uid] = element
    state.serial += 1
    return answer({"result": show(call, element, where(state, element), exact=True)})


def _check_uid(uid: str) -> None:
    if not NAME.fullmatch(uid):
        raise refuse(400, "uid contains illegal characters")
    if len(uid) > MAX_NAME:
        raise refuse(400, "uid too long, max 40 characters")


def _folder(state: State, uid: str) -> Stored | None:
    if uid in {"", "general"}:
        return None
    if uid not in state.folders:
        raise refuse(400, "failed to get folder")
    return state.folders[uid]


@route("PATCH", PATH + "/{uid}")
def patch(call: Call) -> Answer:
    """Change. A move to another folder leaves the folder of its row as it was; one to the root moves nothing."""
    _check_editor(call, "library.panels:write")
    if call["uid"] not in call.state.library:
        raise denied("library.panels:write")
    element, sent, state = _find(call), call.request.object, call.state
    if not sent.get("version"):
        return message(400, "bad request data")
    if sent["version"] != element["version"]:
        return message(412, "the library element has been changed by someone else")
    folder = _folder(state, str(sent.get("folderUid") or ""))
    told = element["model"].get("description", "")
    element |= {key: sent[key] for key in ("name", "model") if sent.get(key)}
    element["model"] = {"description": told} | element["model"]
    element["folderId"] = folder.ident if folder else element["folderId"]
    element["version"] += 1
    element["updated"] = state.clock.fine_stamp()
    element["changed"] = call.who
    shown = show(call, element, (folder.name, folder.now.title) if folder else ("", ""), exact=True)
    shown["meta"]["created"] = seconds(element["created"])
    shown["folderId"] = folder.ident if folder else 0
    return answer({"result": shown})


@route("GET", PATH)
def elements(call: Call) -> Answer:
    """A page of those that the caller may see; the total counts the others too."""
    size, page = int(call.request.first("perPage") or 100), int(call.request.first("page") or 1)
    everyone = sorted(_chosen(call), key=lambda element: str(element["name"]))
    seen = [element for element in everyone if _visible(call, element)][(page - 1) * size : page * size]
    shown = [show(call, element, row_folder(call.state, element)) for element in seen]
    return answer({"result": {"totalCount": len(everyone), "elements": shown, "page": page, "perPage": size}})


def _chosen(call: Call) -> Iterator[Json]:
    folders = {uid for part in call.request.query.get("folderFilterUIDs", []) for uid in part.split(",") if uid}
    words = call.request.first("searchString").lower()
    for element in call.state.library.values():
        inside = not folders or (element["rowFolder"] or "general") in folders
        if inside and words in str(element["name"]).lower() and call.request.first("kind") in {"", str(PANEL)}:
            yield element


def _visible(call: Call, element: Json) -> bool:
    folder = call.state.folders.get(element["rowFolder"])
    return folder is None or permitted(call.state, call.who, folder, VIEW)


@route("GET", PATH + "/name/{name}")
def by_name(call: Call) -> Answer:
    """All of a name."""
    found = [each for each in call.state.library.values() if each["name"] == call["name"] and _visible(call, each)]
    if not found:
        return message(404, MISSING)
    found.sort(key=lambda element: (element["folderId"] > 0, element["id"]))
    return answer({"result": [show(call, each, named(where(call.state, each))) for each in found]})


@route("GET", PATH + "/{uid}")
def get(call: Call) -> Answer:
    """One of them, with the folder in which it really is."""
    element = _find(call)
    return answer({"result": show(call, element, named(where(call.state, element)))})


@route("GET", PATH + "/{uid}/connections")
def connections(call: Call) -> Answer:
    """Who uses it."""
    element = _find(call)
    lines = [
        {
            "id": number,
            "kind": 1,
            "elementId": element["id"],
            "connectionId": stored.ident,
            "connectionUid": stored.name,
            "created": stored.now.when,
            "createdBy": person(element["by"]),
        }
        for number, stored in enumerate(users(call.state, element["uid"]), _first_connection(call))
    ]
    return answer({"result": lines})


@route("DELETE", PATH + "/{uid}")
def delete(call: Call) -> Answer:
    """Delete; unified storage does not ask who uses it."""
    _check_editor(call, "library.panels:delete")
    element = _find(call)
    if not call.state.mode.unified and users(call.state, element["uid"]):
        return message(403, "the library element has connections")
    del call.state.library[element["uid"]]
    call.state.serial += 1
    return answer({"id": element["id"], "message": "Library element deleted"})


def _first_connection(call: Call) -> int:
    """Unified storage makes the number up."""
    return 2_490_000_000_000_001 if call.state.mode.unified else 1


def _find(call: Call) -> Json:
    if call["uid"] not in call.state.library:
        raise RefusedError(message(404, MISSING))
    return call.state.library[call["uid"]]


def _check_editor(call: Call, permission: str) -> None:
    if call.who.role == "Viewer":
        raise denied(permission)
