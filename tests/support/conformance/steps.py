"""What does a recording find on the server? The steps that make one thing each."""

from collections.abc import Callable, Sequence

from support.conformance.replay import Replay

from scripts.jsonvalue import Json

Step = Callable[[Replay, str], None]
K8S = "/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards"
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


def folder(replay: Replay, uid: str, title: str = "", parent: str = "") -> None:
    """A folder."""
    body = {"uid": uid, "title": title or uid.upper()} | ({"parentUid": parent} if parent else {})
    replay.send("POST", FOLDERS, body)


def dashboard(replay: Replay, uid: str, parent: str = "", title: str = "") -> None:
    """A dashboard."""
    board: Json = {"uid": uid, "title": title or uid, "schemaVersion": 42}
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
