"""Which folders are there, and who may do what in them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from scripts.grafana.capabilities import Capabilities
from scripts.grafana.client import Client
from scripts.grafana.failures import NotPermitted, VersionConflict
from scripts.grafana.marks import PREFIX
from scripts.grafana.paging import numbered, objects
from scripts.jsonvalue import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFolder:
    """A folder in Grafana.

    Attributes:
        uid: its identity.
        title: its title.
        managed: who manages it, as Grafana says; empty for nobody.
        writable: we may save dashboards in it.
        parents: uids of the folders around it, the outermost first.
    """

    uid: str
    title: str
    managed: str = ""
    writable: bool = True
    parents: tuple[str, ...] = ()


def get(client: Client, uid: str) -> LiveFolder | None:
    """Read a folder; `None` if there is none of that uid that we may see.

    GET /api/folders/:uid: to anybody but an admin Grafana says 403 of a folder that is not there.
    """
    try:
        answer: Json | None = client.find(f"/api/folders/{quote(uid, safe='')}")
    except NotPermitted:
        return None
    if answer is None:
        return None
    return LiveFolder(
        uid=str(answer["uid"]),
        title=str(answer.get("title", "")),
        managed=str(answer.get("managedBy") or ""),
        writable=bool(answer.get("canSave", True)),
        parents=tuple(str(parent["uid"]) for parent in answer.get("parents") or ()),
    )


def everything(client: Client, can: Capabilities) -> Iterator[Json]:
    """List the folders that we may see as objects of `/apis`: with descriptions, and those whose parent is gone.

    LIST /apis/folder.grafana.app/…/folders; where dashboards are not read in bulk GET /api/search, from which the same
    form is made, without descriptions.
    """
    if can.bulk:
        yield from objects(client, can.folders)
        return
    for hit in numbered(client, "/api/search", params={"type": "dash-folder"}):
        parent = str(hit.get("folderUid") or "")
        notes = {PREFIX + "folder": parent} if parent else {}
        yield {
            "metadata": {"name": str(hit["uid"]), "annotations": notes},
            "spec": {"title": str(hit.get("title", "")), "description": ""},
        }


def create(client: Client, uid: str, title: str) -> bool:
    """Make a folder at the root, with Grafana's default permissions; one that is there already is left as it is.

    POST /api/folders

    Returns:
        It was made.

    Raises:
        UnknownOutcome: read back before repeating.
        DashError: it was not made.
    """
    try:
        client.write("POST", "/api/folders", {"uid": uid, "title": title})
    except VersionConflict:
        return False  # 409 before 12, 412 since: somebody was faster, or we may not see it
    return True


def permissions(client: Client, uid: str) -> list[Json]:
    """Read who may do what in a folder.

    GET /api/folders/:uid/permissions
    """
    rows: list[Json] = client.get(f"/api/folders/{quote(uid, safe='')}/permissions") or []
    return rows


def make(client: Client, can: Capabilities, body: Json) -> None:
    """Make a folder with its parent, description and marks.

    POST /apis/folder.grafana.app/…/folders; where that is not served POST /api/folders

    Args:
        client: where.
        can: what it can do.
        body: metadata with name, annotations and labels, and spec.

    Raises:
        VersionConflict: it is there.
        UnknownOutcome: it may be there, and then without permissions.
    """
    if can.bulk:
        client.write("POST", can.folders, body)
        return
    client.write("POST", "/api/folders", {"uid": body["metadata"]["name"], **_old(body)})


def replace(client: Client, can: Capabilities, body: Json, *, moved: bool) -> None:
    """Change title, description, place or marks of a folder that is still of the resourceVersion in the body.

    PUT /apis/folder.grafana.app/…/folders/:uid; where that is not served PUT /api/folders/:uid and a move, which have
    no version to name here

    Args:
        client: where.
        can: what it can do.
        body: metadata with name, resourceVersion, annotations and labels, and spec.
        moved: it gets another parent.

    Raises:
        VersionConflict: somebody else changed it; storage mode 0 does not notice.
    """
    uid = quote(body["metadata"]["name"], safe="")
    if can.bulk:
        client.write("PUT", f"{can.folders}/{uid}", body)
        return
    changed = _old(body)
    parent = changed.pop("parentUid")
    client.write("PUT", f"/api/folders/{uid}", {**changed, "overwrite": True})
    if moved:
        client.write("POST", f"/api/folders/{uid}/move", {"parentUid": parent})


def delete(client: Client, uid: str) -> None:
    """Delete a folder and all that is in it, alert rules excepted.

    DELETE /api/folders/:uid

    Raises:
        Refused: it has alert rules.
    """
    client.write("DELETE", f"/api/folders/{quote(uid, safe='')}")


def inside(client: Client, uid: str) -> str:
    """Say what is in a folder and below it: `2 dashboard, 1 alertrule`; empty if nothing is.

    GET /api/folders/:uid/counts
    """
    counts: Json = client.get(f"/api/folders/{quote(uid, safe='')}/counts") or {}
    return ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()) if number)


def set_permissions(client: Client, uid: str, rows: Sequence[Json]) -> None:
    """Make these the permissions, and no others.

    POST /api/folders/:uid/permissions

    Args:
        client: where.
        uid: of the folder.
        rows: each `role`, `userId` or `teamId`, and `permission` 1, 2 or 4.

    Raises:
        UnknownOutcome: somebody unknown is named; the old ones stay.
    """
    client.write("POST", f"/api/folders/{quote(uid, safe='')}/permissions", {"items": list(rows)})


def _old(body: Json) -> Json:
    parent = (body["metadata"].get("annotations") or {}).get(PREFIX + "folder", "")
    spec = body["spec"]
    return {"title": spec["title"], "description": spec.get("description", ""), "parentUid": parent}
