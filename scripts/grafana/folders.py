"""Is our folder there, and what is it like?"""

from dataclasses import dataclass
from urllib.parse import quote

from scripts.grafana.client import Client
from scripts.grafana.failures import NotPermitted, VersionConflict
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
