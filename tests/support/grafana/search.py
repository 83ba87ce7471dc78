"""Which dashboards and folders does somebody find? /api/search and the search of the Kubernetes-style API."""

from collections.abc import Iterator

from support.grafana.access import VIEW, permitted
from support.grafana.namespaces import check_namespace
from support.grafana.naming import folder_names
from support.grafana.routing import Call, route
from support.grafana.slugs import slug
from support.grafana.stored import DASHBOARDS, MANAGED_BY, MANAGER_ID, Stored
from support.grafana.wire import Answer, answer, message

from scripts.jsonvalue import Json

MAX_LIMIT = 5000
DEFAULT_LIMIT = 1000


@route("GET", "/api/search")
def search(call: Call) -> Answer:
    """Hits of the legacy API, by title; a page is counted from 1."""
    limit = int(call.request.first("limit") or DEFAULT_LIMIT)
    if limit > MAX_LIMIT:
        text = f"Limit is above maximum allowed ({MAX_LIMIT}), use page parameter to access hits beyond limit"
        return message(422, text)
    page = max(int(call.request.first("page") or 1), 1)
    start = (page - 1) * limit
    hits = sorted(_matching(call), key=lambda stored: _order(call, stored))[start : start + limit]
    return answer([_hit(call, stored) for stored in sorted(hits, key=_shown_order)])


def _order(call: Call, stored: Stored) -> tuple[str, int]:
    """How hits are cut into pages: the index of unified storage does not mind capitals, legacy tables do."""
    return _shown_order(stored) if call.state.mode.unified else (stored.now.title, stored.ident)


def _shown_order(stored: Stored) -> tuple[str, int]:
    return stored.now.title.lower(), stored.ident


def _matching(call: Call) -> Iterator[Stored]:
    state, query = call.state, call.request.query
    uids = {*query.get("dashboardUIDs", []), *query.get("dashboardUID", [])}
    folders = {"" if uid == "general" else uid for uid in query.get("folderUIDs", [])}
    tags, words = set(query.get("tag", [])), call.request.first("query").lower()
    for stored in _of_type(call):
        now = stored.now
        if (
            (not uids or stored.name in uids)
            and (not folders or now.folder in folders)
            and tags <= set(now.spec.get("tags") or [])
            and words in now.title.lower()
            and permitted(state, call.who, stored, VIEW)
        ):
            yield stored


def _of_type(call: Call) -> Iterator[Stored]:
    kind = call.request.first("type")
    if kind in {"", "dash-folder", "folder"} and not call.request.query.get("dashboardUIDs"):
        yield from call.state.folders.values()
    if kind in {"", "dash-db", "dashboard"}:
        yield from call.state.dashboards.values()


def _hit(call: Call, stored: Stored) -> Json:
    now, dashboard = stored.now, stored.kind is DASHBOARDS
    name = slug(now.title)
    hit: Json = {
        "id": stored.ident,
        "uid": stored.name,
        "orgId": call.state.org,
        "title": now.title,
        "uri": f"db/{name}",
        "url": f"/d/{stored.name}/{name}" if dashboard else f"/dashboards/f/{stored.name}/{name}",
        "slug": "",
        "type": "dash-db" if dashboard else "dash-folder",
        "tags": now.spec.get("tags") or [],
        "isStarred": False,
        "sortMeta": 0,
        "isDeleted": False,
    }
    if now.folder and now.folder not in call.state.folders:
        return hit | {"folderUid": now.folder, "folderUrl": f"/dashboards/f/{now.folder}/{slug('')}"}
    return hit | (folder_names(call, now.folder) if now.folder else {})


@route("GET", "/apis/dashboard.grafana.app/v0alpha1/namespaces/{namespace}/search", lambda mode: mode.apis)
def k8s_search(call: Call) -> Answer:
    """Hits of the Kubernetes-style API; only they tell the manager, on unified storage."""
    check_namespace(call)
    limit = int(call.request.first("limit") or 50)
    hits = sorted(_matching(call), key=lambda stored: _order(call, stored))
    shown = [_k8s_hit(call, stored) for stored in hits[:limit]]
    costs = {"queryCost": 100, "maxScore": 1} if call.state.mode.unified else {}
    return answer({"totalHits": len(hits), "hits": shown, **costs})


def _k8s_hit(call: Call, stored: Stored) -> Json:
    now = stored.now
    hit: Json = {"resource": stored.kind.resource, "name": stored.name, "title": now.title}
    hit |= {"folder": now.folder} if now.folder else {}
    if not call.state.mode.unified:
        return hit | {"field": {"grafana.app/deprecatedInternalID": stored.ident}}
    manager = now.annotations.get(MANAGED_BY)
    hit |= {"managedBy": {"kind": manager, "id": now.annotations.get(MANAGER_ID, "")}} if manager else {}
    return hit | ({"score": 1.0} if call.request.first("query") else {})
