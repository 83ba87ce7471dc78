"""Which dashboards are there, and how is one written so that nobody's edit is lost?"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from scripts.errors import UnexpectedAnswer
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.client import Client
from scripts.grafana.live import Live, from_legacy, from_object
from scripts.grafana.marks import PREFIX, TAG
from scripts.grafana.paging import numbered, objects
from scripts.jsonvalue import Json

FOLDER, MESSAGE, GRANT = PREFIX + "folder", PREFIX + "message", PREFIX + "grant-permissions"

NO_LABELS: Mapping[str, str] = MappingProxyType({})

IGNORE = {"fieldValidation": "Ignore"}
"""Store what is sent; whether it is good was judged before."""


def everything(client: Client, can: Capabilities) -> Iterator[Live]:
    """Read all dashboards that we may see, page by page.

    LIST /apis/dashboard.grafana.app/…/dashboards until `continue` is empty; with the old API a search and a GET each.
    """
    if can.bulk:
        yield from map(from_object, objects(client, can.path()))
        return
    uids = list(_search(client))
    for _, live in client.parallel(lambda uid: get(client, can, uid), uids):
        if live is not None:
            yield live


def names(client: Client) -> Iterator[str]:
    """List the uids of all dashboards that we may see, as the search index knows them: seconds behind a write.

    GET /api/search
    """
    yield from _search(client)


def permissions(client: Client, uid: str) -> list[Json]:
    """Read who may do what with a dashboard, beside what its folder grants.

    GET /api/dashboards/uid/:uid/permissions
    """
    rows: list[Json] = client.get(f"/api/dashboards/uid/{quote(uid, safe='')}/permissions") or []
    return rows


def set_permissions(client: Client, uid: str, rows: Sequence[Json]) -> None:
    """Make these the permissions of a dashboard, and no others.

    POST /api/dashboards/uid/:uid/permissions: as for folders
    """
    client.write("POST", f"/api/dashboards/uid/{quote(uid, safe='')}/permissions", {"items": list(rows)})


def is_legacy(client: Client, can: Capabilities) -> bool | None:
    """Tell whether the server drops annotations: storage mode 0, or the old API; `None` if nothing tells.

    Storage mode 0 counts versions from one; where there is no dashboard, its list of folders tells: it has no version.
    """
    if not can.bulk:
        return True
    page: Json = client.get(can.path(), {"limit": "1"}) or {}
    for item in page.get("items") or ():
        return from_object(item).legacy
    listed: Json | None = client.find(can.folders, {"limit": "1"})
    return None if listed is None else not (listed.get("metadata") or {}).get("resourceVersion")


def get(client: Client, can: Capabilities, uid: str, version: str = "") -> Live | None:
    """Read one dashboard; `None` if Grafana has no such uid.

    GET /apis/dashboard.grafana.app/…/dashboards/:uid, or GET /api/dashboards/uid/:uid

    Args:
        client: where.
        can: what it can do.
        uid: which.
        version: of the API, if not the usual one.
    """
    if can.bulk:
        item: Json | None = client.find(f"{can.path(version)}/{quote(uid, safe='')}")
        return None if item is None else from_object(item)
    answer: Json | None = client.find(f"/api/dashboards/uid/{quote(uid, safe='')}")
    return None if answer is None else from_legacy(answer)


def create(
    client: Client,
    can: Capabilities,
    uid: str,
    spec: Json,
    notes: Mapping[str, str],
    version: str = "",
    *,
    labels: Mapping[str, str] = NO_LABELS,
) -> None:
    """Make a dashboard that is not there.

    POST /apis/dashboard.grafana.app/…/dashboards, or POST /api/dashboards/db

    Args:
        client: where.
        can: what it can do.
        uid: its identity.
        spec: its content.
        notes: annotations of `marks.annotations`, folder and message among them; the old API takes only these two.
        version: of the API, if not the usual one.
        labels: to store with it.

    Raises:
        VersionConflict: it is there by now.
        UnknownOutcome: read back before repeating.
        DashError: it was not made.
    """
    if not can.bulk:
        _save(client, uid, spec, notes, version=None)
        return
    sent = dict(notes)
    if FOLDER not in sent:
        sent[GRANT] = "default"  # else only admins see a dashboard at the root
    metadata: Json = {"name": uid, "annotations": sent} | ({"labels": dict(labels)} if labels else {})
    body: Json = {"metadata": metadata, "spec": spec}
    client.write("POST", can.path(version), body, IGNORE)


def update(
    client: Client, can: Capabilities, live: Live, spec: Json, notes: Mapping[str, str], version: str = ""
) -> None:
    """Replace a dashboard, provided it is still as we read it.

    PUT /apis/dashboard.grafana.app/…/dashboards/:uid with resourceVersion, or POST /api/dashboards/db with version

    Args:
        client: where.
        can: what it can do.
        live: what is to be replaced.
        spec: the new content.
        notes: as for `create`.
        version: of the API, if not the usual one.

    Raises:
        VersionConflict: somebody else wrote it in between.
        UnknownOutcome: read back before repeating.
        DashError: it was not written.
    """
    if not can.bulk:
        _save(client, live.uid, spec, notes, version=live.version)
        return
    labels = {name: value for name, value in live.labels.items() if not name.startswith(PREFIX)}
    metadata: Json = {"name": live.uid, "resourceVersion": live.resource_version, "annotations": dict(notes)}
    if labels:
        metadata["labels"] = labels
    path = f"{can.path(version)}/{quote(live.uid, safe='')}"
    client.write("PUT", path, {"metadata": metadata, "spec": spec}, IGNORE)


def delete(client: Client, can: Capabilities, live: Live) -> None:
    """Delete a dashboard, provided it is still as we read it.

    DELETE /apis/dashboard.grafana.app/…/dashboards/:uid with a precondition, or DELETE /api/dashboards/uid/:uid

    Raises:
        VersionConflict: somebody else wrote it in between.
        NotFound: it is gone already.
        UnknownOutcome: read back before repeating.
    """
    if not can.bulk:
        client.write("DELETE", f"/api/dashboards/uid/{quote(live.uid, safe='')}")
        return
    body = {
        "kind": "DeleteOptions",
        "apiVersion": "v1",
        "preconditions": {"resourceVersion": live.resource_version},
    }
    client.write("DELETE", f"{can.path()}/{quote(live.uid, safe='')}", body)


def faithful(client: Client, can: Capabilities, live: Live) -> tuple[str, Json]:
    """Copy a dashboard as it is stored: a v2 one loses its tabs in every other version.

    The status of an object is right only when it is read at another version than it is stored at, so that up to
    three versions are asked; for a classic dashboard none is.

    Returns:
        The version of the API, and the object at that version.
    """
    if not live.dynamic or not can.bulk:
        return can.api, live.raw
    there = get(client, can, live.uid, live.stored)
    if there is None:
        return can.api, live.raw
    if there.stored and not there.dynamic:
        third = get(client, can, live.uid, "v1beta1")
        if third is None or not third.dynamic:
            return can.api, live.raw
    return live.stored, there.raw


def tagged(spec: Json) -> Json:
    """Add our tag, for servers that keep no annotations."""
    return {**spec, "tags": [*spec.get("tags", ()), TAG]}


def _save(client: Client, uid: str, spec: Json, notes: Mapping[str, str], *, version: int | None) -> None:
    """Save with the old API; a version makes it an update of just that state."""
    dashboard = {**spec, "uid": uid} | ({} if version is None else {"version": version})
    place, message = notes.get(FOLDER, ""), notes.get(MESSAGE, "")
    body: Json = {"dashboard": dashboard, "folderUid": place, "message": message, "overwrite": False}
    saved = (client.write("POST", "/api/dashboards/db", body) or {}).get("uid", uid)
    if saved != uid:  # before 11.3 a dashboard of the same title could be taken over
        raise UnexpectedAnswer(f"Grafana saved {uid} as {saved}", f"look at {saved} in Grafana")


def _search(client: Client) -> Iterator[str]:
    """List the uids of all dashboards with the old API: GET /api/search."""
    yield from (str(hit["uid"]) for hit in numbered(client, "/api/search", params={"type": "dash-db"}))
