"""Which library panels are there, who uses them, and how does Grafana show one?"""

from collections.abc import Callable, Iterator

from support.grafana.avatars import avatar
from support.grafana.identity import Identity
from support.grafana.panelsteps import everything
from support.grafana.routing import Call
from support.grafana.state import State
from support.grafana.stored import Stored
from support.grafana.wire import RefusedError, failure

from scripts.jsonvalue import Json

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


def connect(state: State, stored: Stored) -> None:
    """Remember at a save which library panels a dashboard shows; one that comes later does not learn of it."""
    for uid in used(stored.now.spec):
        if uid in state.library:
            state.library[uid]["known"].add(stored.name)


def person(who: Identity) -> Json:
    """Somebody as library panels name them."""
    return {"id": who.ident, "name": who.login, "avatarUrl": avatar(who.email)}


def seconds(stamp: str) -> str:
    """A time without its fraction."""
    return stamp.partition(".")[0] + "Z"


def where(state: State, element: Json) -> tuple[str, str]:
    """Uid and title of the folder that has the number; the first one, if two have it."""
    found = (folder for folder in state.folders.values() if folder.ident == element["folderId"])
    folder = next(found, None)
    return (folder.name, folder.now.title) if folder else ("", "")


def named(folder: tuple[str, str]) -> tuple[str, str]:
    """The root folder has a name where one panel is read."""
    return folder if folder[0] else ("general", "General")


def row_folder(state: State, element: Json) -> tuple[str, str]:
    """The folder as LIST tells it: not the one to which the panel was moved."""
    folder = state.folders.get(element["rowFolder"])
    return (folder.name, folder.now.title) if folder else ("", "General")


def _connected(state: State, element: Json) -> int:
    """How many dashboards a library panel is told to be in; unified storage does not keep the table for that."""
    return sum(stored.name in element["known"] for stored in users(state, element["uid"]))


def show(call: Call, element: Json, folder: tuple[str, str], *, exact: bool = False) -> Json:
    """An element; answers to writes tell the time exactly."""
    model = {"description": "", **element["model"]}
    times = {key: element[key] if exact else seconds(element[key]) for key in ("created", "updated")}
    meta = {
        "folderName": folder[1],
        "folderUid": folder[0],
        "connectedDashboards": 0 if call.state.mode.unified else _connected(call.state, element),
        **times,
        "createdBy": person(element["by"]),
        "updatedBy": person(element["changed"]),
    }
    return {
        "id": element["id"],
        "orgId": call.state.org,
        "folderId": element["folderId"],
        "folderUid": folder[0],
        "uid": element["uid"],
        "name": element["name"],
        "kind": element["kind"],
        "type": model.get("type", ""),
        "description": model["description"],
        "model": model,
        "version": element["version"],
        "meta": meta,
    }
