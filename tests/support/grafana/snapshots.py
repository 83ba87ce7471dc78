"""Snapshots: a dashboard with its data, as it was."""

import secrets
import string
from datetime import UTC, datetime

from support.grafana.access import is_admin
from support.grafana.clock import ZERO_TIME
from support.grafana.namespaces import check_namespace
from support.grafana.routing import Call, route
from support.grafana.wire import ACCESS_TYPE, Answer, RefusedError, answer, message

from scripts.jsonvalue import Json

PATH = "/api/snapshots"
FOREVER = 50 * 365 * 86400
GROUP = "dashboard.grafana.app"
_APIS = f"/apis/{GROUP}/v0alpha1/namespaces/{{namespace}}/snapshots"
_RIGHTS = ("canSave", "canEdit", "canAdmin", "canStar", "canDelete", "hasAcl", "isFolder", "provisioned")
_TEXTS = ("slug", "url", "updatedBy", "createdBy", "folderUid", "folderTitle", "folderUrl", "provisionedExternalId")


def _key() -> str:
    """A key as Grafana makes it: 32 letters and digits, of each kind at least one."""
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    return "".join(secrets.choice(kinds[index] if index < len(kinds) else "".join(kinds)) for index in range(32))


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _said(status: int, text: str) -> Answer:
    return answer({"message": text, "traceID": ""}, status, ACCESS_TYPE)


@route("POST", PATH)
def post(call: Call) -> Answer:
    """Keep one, under a key of one's own or a new one; its dashboard has to be there."""
    state, sent = call.state, call.request.object
    if call.who.role not in {"Editor", "Admin"}:
        return answer({"message": "forbidden"}, 403, ACCESS_TYPE)
    board = sent.get("dashboard") or {}
    if sent.get("external"):
        return _said(500, "Failed to create external snapshot")
    if str(board.get("uid") or "") not in state.dashboards:
        return _said(400, "Dashboard not found")
    key = str(sent.get("key") or _key())
    if any(each["key"] == key for org in state.orgs.values() for each in org.snapshots):
        return _said(500, "Failed to create snapshot")
    now, seconds = state.clock.seconds(), int(sent.get("expires") or 0)
    state.snapshots.append(
        {
            "key": key,
            "deleteKey": str(sent.get("deleteKey") or _key()),
            "name": str(sent.get("name") or "Unnamed snapshot"),
            "created": now,
            "expires": now + (seconds or FOREVER),
            "forever": not seconds,
            "dashboard": board | {"snapshot": {"originalUrl": f"/d/{board['uid']}"}},
            "by": call.who.ident,
        }
    )
    made = state.snapshots[-1]
    home = f"http://{call.request.headers.get('host', '')}"
    body = {
        "key": key,
        "deleteKey": made["deleteKey"],
        "url": f"{home}/dashboard/snapshot/{key}",
        "deleteUrl": f"{home}/api/snapshots-delete/{made['deleteKey']}",
    }
    return answer(body, content_type=ACCESS_TYPE)


@route("GET", "/api/dashboard/snapshots")
def list_all(call: Call) -> Answer:
    """All for an admin; others see their own, without a word."""
    limit = int(call.request.first("limit") or 1000)
    mine = [each for each in call.state.snapshots if is_admin(call.who) or each["by"] == call.who.ident]
    return answer([_line(each) for each in mine[:limit]])


def _line(snapshot: Json) -> Json:
    times = dict.fromkeys(("created", "updated"), _stamp(snapshot["created"]))
    own = {"name": snapshot["name"], "key": snapshot["key"], "expires": _stamp(snapshot["expires"])}
    return {**own, "external": False, "externalUrl": "", **times}


def _find(call: Call) -> Json:
    found = next((each for each in call.state.snapshots if each["key"] == call["key"]), None)
    if found is None:
        raise RefusedError(message(404, "Dashboard snapshot not found"))
    return found


@route("GET", PATH + "/{key}")
def get(call: Call) -> Answer:
    """One with its dashboard; never the key that deletes it."""
    snapshot = _find(call)
    meta: Json = {
        **dict.fromkeys(_RIGHTS, False),
        **dict.fromkeys(_TEXTS, ""),
        "isSnapshot": True,
        "type": "snapshot",
        "expires": _stamp(snapshot["expires"]),
        "created": _stamp(snapshot["created"]),
        "updated": ZERO_TIME,
        "version": 0,
        "folderId": 0,
        "annotationsPermissions": None,
    }
    return answer({"meta": meta, "dashboard": snapshot["dashboard"]})


@route("DELETE", PATH + "/{key}")
def delete(call: Call) -> Answer:
    """Delete one."""
    call.state.snapshots.remove(_find(call))
    return message(200, "Snapshot deleted. It might take an hour before it's cleared from any CDN caches.")


def _item(call: Call, snapshot: Json) -> Json:
    metadata = {
        "name": snapshot["key"],
        "namespace": call.state.namespace,
        "resourceVersion": str(int(snapshot["created"]) * 1000),
        "creationTimestamp": _stamp(snapshot["created"]),
    }
    spec = {"title": snapshot["name"]}
    spec |= {} if snapshot["forever"] else {"expires": int(snapshot["expires"]) * 1000}
    return {"kind": "Snapshot", "apiVersion": f"{GROUP}/v0alpha1", "metadata": metadata, "spec": spec}


@route("GET", _APIS, lambda mode: mode.apis)
def list_objects(call: Call) -> Answer:
    """All, in the Kubernetes-style API."""
    check_namespace(call)
    items = [_item(call, each) for each in call.state.snapshots]
    return answer({"kind": "SnapshotList", "apiVersion": f"{GROUP}/v0alpha1", "metadata": {}, "items": items})


@route("GET", _APIS + "/{key}", lambda mode: mode.apis)
def get_object(call: Call) -> Answer:
    """One of them."""
    check_namespace(call)
    return answer(_item(call, _find(call)))


@route("GET", _APIS + "/{key}/dashboard", lambda mode: mode.apis)
def get_dashboard(call: Call) -> Answer:
    """The dashboard of one."""
    check_namespace(call)
    head = {"kind": "Dashboard", "apiVersion": f"{GROUP}/v0alpha1", "metadata": {"namespace": call["key"]}}
    return answer({**head, "spec": _find(call)["dashboard"], "status": {}})
