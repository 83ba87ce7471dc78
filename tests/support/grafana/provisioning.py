"""Dashboards that a file provisioned: how they come, and come back at a reload."""

import hashlib
from dataclasses import dataclass

from support.grafana import folders, writing
from support.grafana.access import denied
from support.grafana.folders import Wish
from support.grafana.identity import Identity
from support.grafana.incoming import Incoming
from support.grafana.modes import V0
from support.grafana.routing import Call, route
from support.grafana.state import State
from support.grafana.stored import (
    ALLOWS_EDITS,
    FILE_PROVISIONING,
    FOLDER,
    MANAGED_BY,
    MANAGER_ID,
    SOURCE_PATH,
    SOURCE_TIMESTAMP,
)
from support.grafana.wire import Answer, dumps, message

from scripts.jsonvalue import Json

CHECKSUM = "grafana.app/sourceChecksum"


@dataclass(frozen=True, kw_only=True)
class File:
    """A provisioning file with one dashboard.

    Attributes:
        provider: name of the provider.
        folder: uid of the folder, empty for the root.
        folder_title: its title, the uid with a capital if empty.
        allow_updates: allowUiUpdates of the provider.
    """

    spec: Json
    uid: str
    provider: str
    path: str
    folder: str = ""
    folder_title: str = ""
    allow_updates: bool = False


def load(state: State, file: File) -> None:
    """Bring a file in, as the provisioner does at the start and at each reload."""
    state.files[file.uid] = lambda: load(state, file)
    if file.folder and file.folder not in state.folders:
        marks = {MANAGED_BY: FILE_PROVISIONING, MANAGER_ID: file.provider}
        title = file.folder_title or file.folder.capitalize()
        sent = {"title": title, "description": ""}
        wish = Wish(uid=file.folder, title=title, annotations=marks, labels={}, sent=sent)
        folders.create(state, wish, None)
    annotations = {
        MANAGED_BY: FILE_PROVISIONING,
        MANAGER_ID: file.provider,
        SOURCE_PATH: file.path,
        CHECKSUM: hashlib.md5(dumps(file.spec), usedforsecurity=False).hexdigest(),
        SOURCE_TIMESTAMP: str(int(state.clock.seconds()) * (1000 if state.mode.unified else 1)),
    }
    annotations |= {ALLOWS_EDITS: "true"} if file.allow_updates else {}
    annotations |= {FOLDER: file.folder} if file.folder else {}
    spec = {key: value for key, value in file.spec.items() if key not in {"id", "uid", "version"}}
    sent = spec | {"uid": file.uid, "version": 0}
    wish_for = Incoming(name=file.uid, version=V0, manager="grafana", sent=sent, spec=spec, annotations=annotations)
    stored = state.dashboards.get(file.uid)
    if stored is None:
        writing.create(state, wish_for, None)
    elif stored.now.annotations.get(CHECKSUM) != annotations[CHECKSUM]:
        writing.update(state, stored, wish_for, None)


@route("POST", "/api/admin/provisioning/{what}/reload")
def reload(call: Call) -> Answer:
    """Read the files again; only a server admin may ask for it."""
    if not call.who.server_admin:
        raise denied("provisioning:reload")
    if call["what"] == "dashboards":
        for again in list(call.state.files.values()):
            again()
        _sweep(call.state, call.who)
    if call["what"] == "datasources":
        for again in list(call.state.source_files.values()):
            again()
    return message(200, f"{call['what'].capitalize()} config reloaded")


def _sweep(state: State, who: Identity) -> None:
    """Delete what claims to come from a file that is not there; legacy storage does so if it has any provider."""
    if state.mode.unified or state.files:
        for stored in [each for each in state.dashboards.values() if each.file_provisioned]:
            if stored.name not in state.files:
                writing.remove(state, stored, who)
