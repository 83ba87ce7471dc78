"""What about our folder in Grafana is not as `dash push` would have made it?"""

from collections.abc import Iterator

from scripts.errors import AuthError
from scripts.grafana import Client, folders
from scripts.jsonvalue import Json

VIEW, EDIT, ADMIN = 1, 2, 4
NAMES = {VIEW: "view", EDIT: "edit", ADMIN: "administer"}
BY_ROLE = {"Viewer": VIEW, "Editor": EDIT}
"""What Grafana grants on a new folder; its creator may administer it."""


def notes(client: Client) -> Iterator[str]:
    """Tell what differs about our folder: a push changes none of it, but makes the folder if it is missing.

    GET /api/folders/:uid and its permissions; the root has nothing to tell.

    Raises:
        DashError: the server does not answer.
    """
    wanted = client.environment.folder
    if not wanted.uid:
        return
    live = folders.get(client, wanted.uid)
    if live is None:
        yield f"the folder {wanted.title} ({wanted.uid}) is not there; a push makes it"
        return
    if live.title != wanted.title:
        yield f"the folder {wanted.uid} is called {live.title} in Grafana, {wanted.title} in dash.toml"
    if live.managed:
        yield f"the folder {wanted.uid} is managed by {live.managed}"
    if not live.writable:
        yield f"we may not save in the folder {wanted.uid}"
    if live.parents:
        yield f"the folder {wanted.uid} lies in {' / '.join(live.parents)}, not at the root"
    yield from _permissions(client, wanted.uid)


def _permissions(client: Client, uid: str) -> Iterator[str]:
    """Tell which permissions are not those that Grafana gives to a new folder."""
    try:
        rows = [row for row in folders.permissions(client, uid) if not row.get("inherited")]
    except AuthError:
        if client.refused:
            raise
        yield f"we may not see the permissions of the folder {uid}"
        return
    roles = {str(row["role"]): int(row.get("permission", 0)) for row in rows if row.get("role")}
    for role, usual in BY_ROLE.items():
        if roles.get(role) != usual:
            yield f"folder {uid}: the role {role} may {_may(roles.get(role))}, usual is {NAMES[usual]}"
    others = [row for row in rows if not row.get("role")]
    creators = [row for row in others if row.get("userId") and row.get("permission") == ADMIN]
    extra = [row for row in others if row not in creators[:1]]
    extra += [row for row in rows if row.get("role") and row["role"] not in BY_ROLE]
    if extra:
        yield f"folder {uid}: granted besides: {', '.join(map(_granted, extra))}"


def _may(permission: int | None) -> str:
    return NAMES.get(permission or 0, "do nothing")


def _granted(row: Json) -> str:
    who = row.get("role") or row.get("team") or row.get("userLogin") or row.get("teamUid") or row.get("userUid")
    kind = "team " if row.get("team") else ""
    return f"{kind}{who} may {_may(row.get('permission'))}"
