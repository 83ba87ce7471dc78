"""What was on the server before the recording of a kind of object began, and who asked?"""

from collections.abc import Callable, Sequence

from support.conformance.replay import Replay

from scripts.jsonvalue import Json

ROLES = ("Viewer", "Editor", "Admin")
PASSWORD = "pw-12345"
FOLDERS = "/api/folders"


def accounts(replay: Replay, _: str = "", roles: Sequence[str] = ROLES) -> None:
    """A service account with a token for each role."""
    for role in roles:
        name = f"rt-sa-{role.lower()}"
        ident = replay.send("POST", "/api/serviceaccounts", {"name": name, "role": role}).json()["id"]
        path = f"/api/serviceaccounts/{ident}/tokens"
        replay.tokens[role] = replay.send("POST", path, {"name": f"t-{name}"}).json()["key"]


def only_admin(replay: Replay, _: str) -> None:
    """A service account with a token, for Admin alone."""
    accounts(replay, roles=ROLES[2:])


def folder(replay: Replay, uid: str, title: str = "", parent: str = "") -> None:
    """A folder."""
    body = {"uid": uid, "title": title or uid.upper()} | ({"parentUid": parent} if parent else {})
    replay.send("POST", FOLDERS, body)


def dashboard(replay: Replay, uid: str, parent: str = "") -> None:
    """A dashboard."""
    board: Json = {"uid": uid, "title": uid, "schemaVersion": 42}
    replay.send("POST", "/api/dashboards/db", {"dashboard": board, "folderUid": parent})


def user(replay: Replay, login: str) -> None:
    """A user with a password."""
    body = {"login": login, "name": login.upper(), "email": f"{login}@example.com", "password": PASSWORD}
    replay.send("POST", "/api/admin/users", body)
    replay.people[login] = PASSWORD


def source(replay: Replay, uid: str, name: str, kind: str = "prometheus") -> None:
    """A data source."""
    body = {"uid": uid, "name": name, "type": kind, "access": "proxy", "url": "http://127.0.0.1:9"}
    replay.send("POST", "/api/datasources", body)


def _boards(replay: Replay, _: str) -> None:
    folder(replay, "rt-f", "F")
    folder(replay, "rt-f2", "F2", parent="rt-f")
    accounts(replay)


def _boards_of_two(replay: Replay, _: str) -> None:
    folder(replay, "rt-f", "F")
    folder(replay, "rt-f2", "F2", parent="rt-f")
    accounts(replay, roles=("Viewer", "Admin"))


def _versions(replay: Replay, _: str) -> None:
    """Ten versions between the first one and the last."""
    for number in range(1, 11):
        board: Json = {"uid": "rt-h", "title": f"h{number}", "version": number}
        replay.send("POST", "/api/dashboards/db", {"dashboard": board, "folderUid": "", "message": f"m{number}"})


Step = Callable[[Replay, str], None]

BEFORE: dict[tuple[str, int], Step] = {
    ("folders: default permissions by the way of creation", 0): only_admin,
    ("dashboards: prepare", 0): _boards_of_two,
    ("dashboards: history", 1): _versions,
    ("library-panels: prepare", 0): _boards,
    ("datasources: prepare", 0): accounts,
    ("notifications: roles", 0): accounts,
    ("users-teams-orgs: users", 0): accounts,
}
