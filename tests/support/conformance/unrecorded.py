"""Which steps of a recording were taken but not written down? They are taken again at the same place.

Names that nobody wrote down are chosen so that they stand where the recorded pages of LIST have them.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import requests
from support.conformance import cut, prepared, reads
from support.conformance.recordings import Case, short
from support.conformance.replay import Replay, Verdict
from support.conformance.steps import K8S, Step

from scripts.jsonvalue import Json

DB = "/api/dashboards/db"
LOST = range(300, 307)
"""Saves that legacy storage lost to `database is locked` while 600 were written in parallel."""
SEEN = {"legacy": {592: 599, 587: 593, 92: 90}, "12.3": {599: 594, 594: 595, 99: 94}}
"""Which of the 600 was written when, where a page of LIST tells it."""

OTHERS = {
    *(f"preferences-stars: preferences: {index}" for index in (43, 44, 46)),
    *(f"preferences-stars: stars: {index}" for index in (4, 5, 6, 8, 18)),
}
"""Requests of another user, which were written down as those of the admin."""


def service_accounts(replay: Replay, _: str) -> None:
    """Service accounts for Editor and Admin, after that for Viewer."""
    for role in ("Editor", "Admin"):
        body = {"name": f"sa-{role.lower()}", "role": role}
        ident = replay.send("POST", "/api/serviceaccounts", body).json()["id"]
        token = replay.send("POST", f"/api/serviceaccounts/{ident}/tokens", {"name": f"t-{role.lower()}"})
        replay.tokens[role] = token.json()["key"]


def _save(replay: Replay, uid: str, title: str, **more: object) -> requests.Response:
    return replay.send("POST", DB, {"dashboard": {"uid": uid, "title": title, **more}, "folderUid": ""})


def second_winner(replay: Replay, server: str) -> None:
    """Where two of the parallel saves got through, the last one wrote p2."""
    if server != "legacy":
        body = {"dashboard": {"uid": "par", "title": "p2"}, "folderUid": "", "overwrite": True}
        replay.send("POST", DB, body)


def seen_again(replay: Replay, _: str) -> None:
    """What the recorder read before it wrote with the resourceVersion that it saw."""
    body = replay.send("GET", f"{K8S}/popen").json()
    replay.likeness.known["1795417844660018"] = body["metadata"]["resourceVersion"]


def one_to_delete(replay: Replay, _: str) -> None:
    """The dashboard that the case deletes."""
    _save(replay, "del", "del")


def six_hundred(replay: Replay, server: str) -> None:
    """Many small dashboards; written in parallel, so their order is known only where a page began."""
    numbers = [number for number in range(600) if server != "legacy" or number not in LOST]
    for index, number in SEEN.get(server, {}).items():
        other = numbers.index(number)
        numbers[index], numbers[other] = numbers[other], numbers[index]
    for number in numbers:
        _save(replay, f"n{number:04}", f"n {number:04}", tags=["n"])


def five_large(replay: Replay, _: str) -> None:
    """Five dashboards of 1 MiB."""
    for number in range(5):
        _save(replay, f"large{number}", f"large {number}", text="x" * 1024 * 1024)


def corrected(place: str, request: Json) -> Json:
    """A recorded request as it was really sent, where the recording shows it otherwise.

    The body of 17 MB was left out. The stale resourceVersion was taken out of the recorder's object only for the
    request that follows, as the 409 tells; a real Grafana answers 200 to the request as it was written down.
    """
    name = short(place)
    if name in _BODIES:
        return request | {"body": _BODIES[name](request.get("body") or {})}
    others = dict.fromkeys(OTHERS, "rt-u") | dict.fromkeys(reads.BY_EDITOR, reads.EDITOR)
    return request | {"as": others[name]} if name in others else request


def _stale(body: Json) -> Json:
    return body | {"metadata": body["metadata"] | {"resourceVersion": "1"}}


def _with_defaults(body: Json) -> Json:
    """A group of one rule as the client of the recorder sent it: with two more keys."""
    (rule,) = body["rules"]
    alert = rule["grafana_alert"] | {"missing_series_evals_to_resolve": 0}
    return body | {"rules": [rule | {"grafana_alert": alert, "keep_firing_for": "0s"}]}


_BODIES: dict[str, Callable[[Json], Json]] = {
    "dashboards-save: refused: 19": lambda _: {
        "dashboard": {"uid": "big", "title": "x", "text": "x" * 17_000_000},
        "folderUid": "",
    },
    "dashboards-k8s: create, conflict, unconditional put: 4": _stale,
    "annotations: create: 9": lambda _: {"time": 1_700_000_000_000, "text": "t" * 70_000, "tags": ["long"]},
    "alert-rules: ruler and imported rules: 1": _with_defaults,
    f"{cut.SEED}: 89": _with_defaults,
}

AFTER: dict[tuple[str, int], Step] = {
    ("dashboards-save: parallel saves of one version", 1): second_winner,
}
"""What to do after the parallel requests that come before an exchange of a case."""

BEFORE: dict[tuple[str, int], Step] = prepared.BEFORE | {
    ("provisioned: writing", 7): seen_again,
    ("identity: roles", 2): service_accounts,
    ("dashboards-read: delete", 0): one_to_delete,
    ("dashboards-list: pages of 500", 0): six_hundred,
    ("dashboards-list: pages of 2 MiB", 0): five_large,
}
"""What to do before an exchange of a case."""


def besides(replay: Replay, case: Case, index: int) -> Iterator[Verdict]:
    """What a case says besides its exchanges: parallel requests after its first exchange, pages."""
    name = short(case.place)
    if case.pages and index == 0:
        sizes = tuple(_pages(replay))
        yield Verdict(f"{case.place}: pages", () if sizes == case.pages else (f"pages {sizes}",))
    if case.outcomes and index == min(1, len(case.exchanges)):
        play = _PARALLEL.get(name)
        paths = ("not replayed",) if play is None else tuple(_judged(case, play(replay)))
        yield Verdict(f"{case.place}: outcomes", paths)


def _pages(replay: Replay) -> Iterator[int]:
    token = ""
    while True:
        path = f"{K8S}?limit=100" + (f"&continue={token}" if token else "")
        body = replay.send("GET", path).json()
        yield len(body["items"])
        token = body["metadata"].get("continue", "")
        if not token:
            return


def _eight(save: Callable[[int], requests.Response]) -> list[int]:
    with ThreadPoolExecutor(8) as pool:
        return sorted(response.status_code for response in pool.map(save, range(8)))


def _legacy_saves(replay: Replay, uid: str) -> list[int]:
    return _eight(lambda _: _save(replay, uid, "p1", version=1))


def _one_round(replay: Replay) -> list[list[int]]:
    return [_legacy_saves(replay, "par")]


def _ten_rounds(replay: Replay) -> list[list[int]]:
    rounds = []
    for number in range(10):
        _save(replay, f"raced{number}", "p0")
        rounds.append(_legacy_saves(replay, f"raced{number}"))
    return rounds


def _puts(replay: Replay) -> list[list[int]]:
    return [_one_name(replay, f"cas{number}") for number in range(5)]


def _one_name(replay: Replay, name: str) -> list[int]:
    spec = {"title": "c0", "schemaVersion": 42}
    made = replay.send("POST", K8S, {"metadata": {"name": name}, "spec": {**spec, "title": "before"}}).json()
    metadata = {"name": name, "resourceVersion": made["metadata"]["resourceVersion"]}
    body = {"metadata": metadata, "spec": spec}
    return _eight(lambda _: replay.send("PUT", f"{K8S}/{name}", body))


_PARALLEL: dict[str, Callable[[Replay], list[list[int]]]] = {
    "dashboards-save: parallel saves of one version": _one_round,
    "dashboards-save: parallel puts of one resourceVersion": _puts,
    "dashboards-save: parallel legacy saves, more rounds": _ten_rounds,
}


def _judged(case: Case, got: list[list[int]]) -> Iterator[str]:
    """Nothing that the real server never answered, at least one winner each round, one where it was always one."""
    recorded = case.outcomes
    if recorded and isinstance(recorded[0], dict):
        recorded = [[each["status"] for each in recorded]]
    seen = {status for one in recorded for status in one}
    single = all(one.count(200) == 1 for one in recorded)
    for statuses in got:
        winners = statuses.count(200)
        if not set(statuses) <= seen or winners < 1 or (single and winners != 1):
            yield f"outcomes {statuses}"
