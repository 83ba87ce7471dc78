"""Library panels: /api/library-elements, and which dashboards use them."""

from collections.abc import Callable, Iterator

from support.grafana.access import denied
from support.grafana.avatars import avatar
from support.grafana.identity import Identity, short_uid
from support.grafana.panelsteps import everything
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import Stored
from support.grafana.wire import Answer, RefusedError, answer, failure, message

from scripts.jsonvalue import Json

PATH = "/api/library-elements"
TAKEN = "library element with that name or UID already exists"
MISSING = "library element could not be found"


def used(spec: Json) -> Iterator[str]:
    """Uids of the library panels that a dashboard refers to."""
    for panel in everything(spec):
        reference = panel.get("libraryPanel")
        if isinstance(reference, dict) and reference.get("uid"):
            yield reference["uid"]


def users(state: State, uid: str) -> list[Stored]:
    """The dashboards that show a library panel."""
    return [stored for stored in state.dashboards.values() if uid in set(used(stored.now.spec))]


def check(state: State, spec: Json, store: Callable[[], None]) -> None:
    """Legacy storage fails on a library panel that is not there; 12.3 stores the dashboard all the same.

    Raises:
        RefusedError: 500.
    """
    if state.mode.checks_library and any(uid not in state.library for uid in used(spec)):
        if state.mode.folder_status:
            store()
        raise RefusedError(failure(500, MISSING))


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Create."""
    _check_editor(call, "library.panels:create")
    state, sent = call.state, call.request.object
    uid = str(sent.get("uid") or short_uid())
    if uid in state.library:
        return message(400, TAKEN)
    stamp = state.clock.fine_stamp()
    element = {
        "id": len(state.library) + 1,
        "uid": uid,
        "name": sent.get("name", ""),
        "kind": sent.get("kind", 1),
        "model": sent.get("model") or {},
        "folderUid": sent.get("folderUid") or "",
        "version": 1,
        "created": stamp,
        "updated": stamp,
        "by": call.who,
    }
    state.library[uid] = element
    return answer({"result": _show(call, element, exact=True)})


@route("PATCH", PATH + "/{uid}")
def patch(call: Call) -> Answer:
    """Change."""
    _check_editor(call, "library.panels:write")
    element, sent = _find(call), call.request.object
    if sent.get("version") != element["version"]:
        return message(412, "the library element has been changed by someone else")
    for key in ("name", "kind", "model", "folderUid"):
        if key in sent:
            element[key] = sent[key]
    element["version"] += 1
    element["updated"] = call.state.clock.fine_stamp()
    shown = _show(call, element, exact=True)
    shown["meta"]["created"] = _seconds(element["created"])
    return answer({"result": shown})


@route("GET", PATH)
def elements(call: Call) -> Answer:
    """All of them, in pages."""
    size, page = int(call.request.first("perPage") or 100), int(call.request.first("page") or 1)
    everyone = sorted(call.state.library.values(), key=lambda element: str(element["name"]))
    shown = [_show(call, element) for element in everyone[(page - 1) * size : page * size]]
    return answer({"result": {"totalCount": len(everyone), "elements": shown, "page": page, "perPage": size}})


@route("GET", PATH + "/{uid}")
def get(call: Call) -> Answer:
    """One of them."""
    return answer({"result": _show(call, _find(call), named=True)})


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
            "createdBy": _person(element["by"]),
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


def _person(who: Identity) -> Json:
    return {"id": who.ident, "name": who.login, "avatarUrl": avatar(who.email)}


def _seconds(stamp: str) -> str:
    return stamp.partition(".")[0] + "Z"


def _show(call: Call, element: Json, *, exact: bool = False, named: bool = False) -> Json:
    """An element; answers to writes tell the time exactly, a single read names the root folder."""
    state, uid = call.state, element["folderUid"]
    folder = state.folders.get(uid)
    root = ("general", "General") if named else ("", "")
    folder_uid, folder_name = (uid, folder.now.title) if folder else root
    model = {"description": "", **element["model"]}
    times = {key: element[key] if exact else _seconds(element[key]) for key in ("created", "updated")}
    meta = {
        "folderName": folder_name,
        "folderUid": folder_uid,
        "connectedDashboards": len(users(state, element["uid"])),
        **times,
        "createdBy": _person(element["by"]),
        "updatedBy": _person(element["by"]),
    }
    return {
        "id": element["id"],
        "orgId": 1,
        "folderId": folder.ident if folder else 0,
        "folderUid": folder_uid,
        "uid": element["uid"],
        "name": element["name"],
        "kind": element["kind"],
        "type": model.get("type", ""),
        "description": model["description"],
        "model": model,
        "version": element["version"],
        "meta": meta,
    }
