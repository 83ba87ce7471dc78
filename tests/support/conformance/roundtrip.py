"""The recording of a restore onto an empty server: what was left out of it?"""

from support.conformance.replay import Replay
from support.conformance.steps import Step, dashboard

PLACE = "roundtrip: source to an empty target"
OLD = f"{PLACE} with storage mode 0"
PLAIN, LATER = 641, 9
"""So many plain dashboards went onto legacy storage, as the numbers of the others tell."""


def _one(replay: Replay, _: str) -> None:
    dashboard(replay, "t1", title="T")


def _all(replay: Replay, server: str) -> None:
    _one(replay, server)
    for number in range(1, PLAIN):
        dashboard(replay, f"n{number}")


def _rest(replay: Replay, _: str) -> None:
    for number in range(LATER):
        dashboard(replay, f"z{number}")


def _a_minute(replay: Replay, _: str) -> None:
    replay.wait(60)


BEFORE: dict[tuple[str, int], Step] = {
    (PLACE, 59): _one,
    (PLACE, 143): _a_minute,
    (OLD, 59): _all,
    (OLD, 70): _rest,
    (OLD, 143): _a_minute,
}
