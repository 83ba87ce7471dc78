"""The legacy API of dashboards: /api/dashboards."""

import json
from dataclasses import replace

from support.grafana import incoming as admission
from support.grafana import refusals, writing
from support.grafana.access import ADMIN, EDIT, VIEW, denied, edits_at_root, is_admin, permitted
from support.grafana.clock import ZERO_TIME
from support.grafana.conversion import NEW_MODELS, convert
from support.grafana.incoming import Incoming
from support.grafana.modes import V0
from support.grafana.naming import folder_names, shown_name
from support.grafana.routing import Call, route
from support.grafana.slugs import slug
from support.grafana.stored import (
    ALLOWS_EDITS,
    CREATED_BY,
    FILE_PROVISIONING,
    FOLDER,
    MANAGED_BY,
    MESSAGE,
    SOURCE_PATH,
    UPDATED,
    UPDATED_BY,
    Stored,
)
from support.grafana.wire import ACCESS_TYPE, LEGACY_TYPE, Answer, RefusedError, answer, message, refuse

from scripts.jsonvalue import Json

MAX_BODY = 16 * 1024 * 1024
MIN_REFRESH = "5s"
NOT_ALLOWED = "any of dashboards:create, dashboards:write"


def find(call: Call, needed: int, permission: str) -> Stored:
    """The dashboard of the path, if the caller may treat it so.

    Raises:
        RefusedError: 404 in the words that the caller's rights give, or 403.
    """
    stored = call.state.dashboards.get(call["uid"])
    if stored is None:
        more = {} if is_admin(call.who) else {"title": "Not found"}
        raise RefusedError(
            answer({"message": "Dashboard not found", **more}, 404, ACCESS_TYPE if more else LEGACY_TYPE)
        )
    if not permitted(call.state, call.who, stored, needed):
        raise denied(permission)
    return stored


@route("GET", "/api/dashboards/uid/{uid}")
def get(call: Call) -> Answer:
    """One dashboard with what the caller may do with it."""
    stored = find(call, VIEW, "dashboards:read")
    now = stored.now
    if now.version in NEW_MODELS and not call.state.mode.downconverts:
        path = f"/apis/dashboard.grafana.app/{now.version}/namespaces/{call.state.namespace}/dashboards/{stored.name}"
        return message(406, f"dashboard api version not supported, use {path} instead")
    if now.folder and now.folder not in call.state.folders:
        return message(404, "Folder not found")
    spec = convert(now.spec, now.version, V0, call.state.default_datasource())
    model = spec | {"id": stored.ident, "uid": stored.name, "version": now.generation}
    return answer({"meta": _meta(call, stored), "dashboard": model})


def _meta(call: Call, stored: Stored) -> Json:
    state, now = call.state, stored.now
    edits = permitted(state, call.who, stored, EDIT)
    rights = {"canAdd": edits, "canEdit": edits, "canDelete": edits}
    untouched = state.mode.unified and UPDATED_BY not in now.annotations
    made_by, changed_by = (None, None) if untouched else (now.annotations.get(CREATED_BY), now.annotations[UPDATED_BY])
    meta: Json = {
        "type": "db",
        "canSave": edits,
        "canEdit": edits,
        "canAdmin": permitted(state, call.who, stored, ADMIN),
        "canStar": True,
        "canDelete": edits,
        "slug": slug(now.title),
        "url": f"/d/{stored.name}/{slug(now.title)}",
        "expires": ZERO_TIME,
        "created": stored.created,
        "updated": now.annotations.get(UPDATED, stored.created),
        "updatedBy": shown_name(state, changed_by),
        "createdBy": shown_name(state, made_by),
        "version": now.generation,
        "hasAcl": False,
        "isFolder": False,
        "provisioned": stored.file_provisioned and not stored.editable,
        "provisionedExternalId": now.annotations.get(SOURCE_PATH, "").rpartition("/")[2]
        if stored.file_provisioned
        else "",
        "annotationsPermissions": {"dashboard": rights, "organization": rights},
    }
    if any(public["dashboardUid"] == stored.name and public["isEnabled"] for public in state.public):
        meta["publicDashboardEnabled"] = True
    return meta | folder_names(call, now.folder) | ({"apiVersion": V0} if state.mode.list_for_all else {})


@route("DELETE", "/api/dashboards/uid/{uid}")
def delete(call: Call) -> Answer:
    """Delete one."""
    stored = find(call, EDIT, "dashboards:delete")
    if stored.file_provisioned:
        return message(400, "provisioned dashboard cannot be deleted")
    title = stored.now.title
    writing.delete(call.state, stored, call.who)
    return answer({"message": f"Dashboard {title} deleted", "title": title, "uid": stored.name})


@route("POST", "/api/dashboards/db")
def post(call: Call) -> Answer:
    """Save: create or replace."""
    if not edits_at_root(call.who) and not any(
        permitted(call.state, call.who, each, EDIT) for each in call.state.folders.values()
    ):
        raise denied(NOT_ALLOWED)
    if len(call.request.body) > MAX_BODY:
        return message(413, "Dashboard is too large, max is 16 MB")
    sent = call.request.json
    if not isinstance(sent, dict) or not isinstance(sent.get("dashboard"), dict):
        return message(400, "bad request data")
    if sent.get("isFolder"):
        return message(400, "Use folders endpoint for saving folders.")
    return save(call, sent)


def save(call: Call, sent: Json) -> Answer:
    """Save what a POST describes: `dashboard`, `folderUid`, `message`, `overwrite`."""
    state = call.state
    wish = _wish(call, sent)
    _check_words(wish)
    _check_folder(call, wish.folder)
    stored = state.dashboards.get(wish.name)
    if not state.mode.unified and wish.name in state.folders:
        raise refuse(409, refusals.taken(wish.name))
    _check_identity(call, sent["dashboard"], stored)
    if stored is not None:
        _check_version(call, sent, stored)
    if admission.long_tag(state, wish.spec):
        return message(400, "dashboard tag too long, max 50 characters")
    try:
        written = _store(call, wish, stored)
    except RefusedError as refusal:
        raise _in_legacy_words(refusal) from None
    return answer(_saved(written, str(sent.get("folderUid") or "")))


def _store(call: Call, wish: Incoming, stored: Stored | None) -> writing.Written:
    state = call.state
    if stored is None:
        return writing.create(state, admission.mutate(state, wish, checked=False), call.who, grant=True)
    state.interrupt()
    sent_spec = wish.sent | {"id": stored.ident}
    wish = replace(wish, sent=sent_spec, annotations=wish.annotations | _kept(call, stored))
    return writing.update(state, stored, admission.mutate(state, wish, checked=False), call.who)


def _in_legacy_words(refusal: RefusedError) -> RefusedError:
    """A Status of the Kubernetes-style API, below which the legacy API lies, as the legacy API passes it on."""
    return refuse(refusal.answer.status, json.loads(refusal.answer.body).get("message", ""))


def _kept(call: Call, stored: Stored) -> dict[str, str]:
    """Legacy storage keeps the file that provisioned a dashboard in a table of its own."""
    lost = call.state.mode.unified or not stored.file_provisioned
    return {} if lost else dict(stored.now.annotations)


def _wish(call: Call, sent: Json) -> Incoming:
    board = dict(sent["dashboard"])
    name = str(board.get("uid") or "").strip() or call.state.clock.board_uid()
    if isinstance(board.get("title"), str):
        board["title"] = board["title"].strip()
    spec = {key: value for key, value in board.items() if key not in {"uid", "version"}}
    if "id" in spec and isinstance(spec["id"], int):
        del spec["id"]
    if admission.too_fast(spec.get("refresh")):
        spec["refresh"] = MIN_REFRESH
    folder, text = str(sent.get("folderUid") or ""), str(sent.get("message") or "")
    annotations = ({FOLDER: folder} if folder else {}) | ({MESSAGE: text} if text else {})
    filled = spec | {"uid": name, "version": board.get("version", 0)}
    return Incoming(name=name, version=V0, manager="grafana", sent=filled, spec=spec, annotations=annotations)


_STATUS = {
    "Dashboard title cannot be empty": "empty-name",
    "Dashboard title cannot contain more than 5 000 characters": "title-too-long",
}


def _check_words(wish: Incoming) -> None:
    text = admission.property_error(wish)
    if text:
        raise refuse(400, text, **({"status": _STATUS[text]} if text in _STATUS else {}))


def _check_folder(call: Call, uid: str) -> None:
    folder = call.state.folders.get(uid)
    if folder is not None:
        if not permitted(call.state, call.who, folder, EDIT):
            raise RefusedError(answer({}, 403))
    elif uid == "general":
        if call.state.mode.unified:
            raise refuse(404, 'folders.folder.grafana.app "general" not found')
    elif uid:
        raise refuse(400, "folder not found")


def _check_identity(call: Call, board: Json, stored: Stored | None) -> None:
    ident = board.get("id")
    if isinstance(ident, int) and ident > 0:
        owner = next((each for each in call.state.dashboards.values() if each.ident == ident), None)
        if owner is None:
            raise refuse(404, "Dashboard not found", status="not-found")
        if stored is not None and owner is not stored:
            raise refuse(400, "A dashboard with the same uid already exists")
    if stored is not None and not permitted(call.state, call.who, stored, EDIT):
        raise RefusedError(answer({}, 403))


def _check_version(call: Call, sent: Json, stored: Stored) -> None:
    if not sent.get("overwrite") and sent["dashboard"].get("version", 0) != stored.now.generation:
        raise refuse(412, "The dashboard has been changed by someone else", status="version-mismatch")
    manager = stored.now.annotations.get(MANAGED_BY)
    if manager == "plugin" and not sent.get("overwrite"):
        plugin = stored.now.annotations.get("grafana.app/managerId", "")
        raise refuse(412, f"The dashboard belongs to plugin {plugin}.", status="plugin-dashboard")
    if manager == FILE_PROVISIONING and stored.now.annotations.get(ALLOWS_EDITS) != "true":
        raise refuse(400, "Cannot save provisioned dashboard")
    if manager == "repo":
        call.state.git_writes.append(stored.name)


def _saved(written: writing.Written, folder: str) -> Json:
    stored = written.stored
    name = slug(stored.now.title)
    return {
        "folderUid": folder,
        "id": stored.ident,
        "slug": name,
        "status": "success",
        "uid": stored.name,
        "url": f"/d/{stored.name}/{name}",
        "version": written.shown.generation,
    }
