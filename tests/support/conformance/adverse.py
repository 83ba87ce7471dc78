"""The recording of what goes wrong: which steps were not written down?"""

from support.conformance.brief import OWN, PLACE, ROLES
from support.conformance.replay import Replay
from support.conformance.steps import K8S, Step, accounts, dashboard, folder, source

from scripts.jsonvalue import Json


def _rules(replay: Replay, _: str) -> None:
    folder(replay, "rt-f", "F")
    source(replay, "rt-prom", "RT Prom")


def _boards(replay: Replay, _: str) -> None:
    accounts(replay)
    dashboard(replay, "rt-d", "rt-f", title="d")
    dashboard(replay, "rt-root", title="d")
    replay.send("POST", K8S, {"metadata": {"name": "rt-hidden"}, "spec": {"title": "hidden"}})


def _history(replay: Replay, _: str) -> None:
    _versions(replay, "rt-h", range(12))


def _between(replay: Replay, _: str) -> None:
    _versions(replay, "rt-h2", range(1, 11))


def _thirty(replay: Replay, _: str) -> None:
    _versions(replay, "rt-h3", range(30))


def _versions(replay: Replay, uid: str, numbers: range) -> None:
    for number in numbers:
        spec: Json = {"schemaVersion": 42, "title": f"h{number}"}
        notes = {"grafana.app/folder": "rt-f", "grafana.app/message": f"m{number}"}
        body = {"metadata": {"name": uid, "annotations": notes}, "spec": spec}
        replay.send("PUT" if number else "POST", f"{K8S}/{uid}" if number else K8S, body)


def _shelves(replay: Replay, _: str) -> None:
    for uid in ("rt-l1", "rt-l2"):
        folder(replay, uid, uid)


def _owned(replay: Replay, _: str) -> None:
    dashboard(replay, "rt-dp", "rt-f", title="d")


def _owned_folder(replay: Replay, _: str) -> None:
    folder(replay, "rt-fp", "fp")


BEFORE: dict[tuple[str, int], Step] = {
    (PLACE + "the numeric id of a rule", 0): _rules,
    (PLACE + ROLES, 0): _boards,
    (PLACE + "history replayed", 0): _history,
    (PLACE + "history replayed", 2): _between,
    (PLACE + "history replayed", 4): _thirty,
    (PLACE + "moving a library panel", 0): _shelves,
    (PLACE + OWN, 0): _owned,
    (PLACE + OWN, 4): _owned_folder,
}
