"""The recording of every read of a backup: what happened on the source unseen, and who asked?"""

from support.conformance.cut import PLACE, SEED
from support.conformance.replay import Replay
from support.conformance.steps import Step

EDITOR, SECRET = "rt-editor", "pw-12345"
BY_EDITOR = {f"{SEED}: {index}" for index in (112, 115)}
"""Requests of another user, which were written down as those of the admin."""


def _before_seed(replay: Replay, _: str) -> None:
    """What happened on the source unseen: two accounts with a token each, two annotations."""
    for name, role in (("v29219", "Viewer"), ("e29219", "Editor")):
        ident = replay.send("POST", "/api/serviceaccounts", {"name": name, "role": role}).json()["id"]
        replay.send("POST", f"/api/serviceaccounts/{ident}/tokens", {"name": name})
    for text in ("one", "two"):
        ident = replay.send("POST", "/api/annotations", {"time": 1, "text": text}).json()["id"]
        replay.send("DELETE", f"/api/annotations/{ident}")


def _editor(replay: Replay, _: str) -> None:
    replay.people[EDITOR] = SECRET


def _later(replay: Replay, _: str) -> None:
    replay.wait(600)


BEFORE: dict[tuple[str, int], Step] = {
    (SEED, 0): _before_seed,
    (SEED, 112): _editor,
    (PLACE, 0): _later,
}
