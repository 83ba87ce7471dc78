"""What was on the server before the recording of a kind of object began, and who asked?"""

from support.conformance import adverse, reads, roundtrip
from support.conformance.replay import Replay
from support.conformance.steps import ROLES, Step, accounts, dashboard, folder, source, user

from scripts.jsonvalue import Json


def only_admin(replay: Replay, _: str) -> None:
    """A service account with a token, for Admin alone."""
    accounts(replay, roles=ROLES[2:])


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


def _rules(replay: Replay, _: str) -> None:
    source(replay, "rt-prom", "RT Prom")
    for uid, title, parent in (("rt-f", "RT-F", ""), ("rt-f2", "RT-F2", ""), ("rt-f3", "nested", "rt-f")):
        folder(replay, uid, title, parent)
    contact = {"uid": "rt-cp", "name": "rt cp", "type": "email", "settings": {"addresses": "a@example.com"}}
    replay.send("POST", "/api/v1/provisioning/contact-points", contact)
    weekend = {"name": "rt weekend", "time_intervals": [{"weekdays": ["saturday", "sunday"]}]}
    replay.send("POST", "/api/v1/provisioning/mute-timings", weekend)
    accounts(replay)


def _three_rules(replay: Replay, _: str) -> None:
    """Three rules that have gone, so that the next one has number 4."""
    source(replay, "rt-prom", "RT Prom")
    folder(replay, "rt-gone")
    path = "/api/v1/provisioning/folder/rt-gone/rule-groups/gone"
    states = {"noDataState": "NoData", "execErrState": "Error", "condition": "A", "data": []}
    rules = [{"title": f"gone {number}", **states} for number in range(3)]
    replay.send("PUT", path, {"interval": 60, "rules": rules})
    replay.send("DELETE", "/api/folders/rt-gone?forceDeleteRules=true")


def _a_minute(replay: Replay, _: str) -> None:
    """So long may the Alertmanager of a new organisation take."""
    replay.wait(60)


def _two_boards(replay: Replay, _: str) -> None:
    dashboard(replay, "rt-d")
    folder(replay, "rt-f", "F")
    dashboard(replay, "rt-df", "rt-f")
    accounts(replay)


def _many_annotations(replay: Replay, _: str) -> None:
    """120 more, a second apart."""
    for number in range(120):
        body = {"time": 1_700_000_000_000 + number * 1000, "text": f"n{number}", "tags": ["many"]}
        replay.send("POST", "/api/annotations", body)


def _public(replay: Replay, _: str) -> None:
    for uid in ("rt-d", "rt-d2", "rt-d3", "rt-v"):
        dashboard(replay, uid)
    accounts(replay)


def _one_board(replay: Replay, _: str) -> None:
    dashboard(replay, "rt-d")
    accounts(replay)


def _two_people(replay: Replay, _: str) -> None:
    dashboard(replay, "rt-d")
    dashboard(replay, "rt-d2")
    user(replay, "rt-u")
    replay.send("POST", "/api/teams", {"name": "rt team"})


BEFORE: dict[tuple[str, int], Step] = (
    adverse.BEFORE
    | roundtrip.BEFORE
    | reads.BEFORE
    | {
        ("folders: default permissions by the way of creation", 0): only_admin,
        ("dashboards: prepare", 0): _boards_of_two,
        ("dashboards: history", 1): _versions,
        ("library-panels: prepare", 0): _boards,
        ("datasources: prepare", 0): accounts,
        ("alert-rules: prepare", 0): _rules,
        ("provenance: from api to none and back", 0): _three_rules,
        ("playlists: prepare", 0): accounts,
        ("annotations: prepare", 0): _two_boards,
        ("annotations: read", 13): _many_annotations,
        ("public-dashboards: prepare", 0): _public,
        ("snapshots: prepare", 0): _one_board,
        ("server-settings: single sign-on", 6): accounts,
        ("preferences-stars: prepare", 0): _two_people,
        ("users-teams-orgs: alerting of a new organisation", 10): _a_minute,
        ("notifications: roles", 0): accounts,
        ("users-teams-orgs: users", 0): accounts,
    }
)
