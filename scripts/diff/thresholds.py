"""Which limits of a panel changed: `threshold red 0.05 -> 0.1`?"""

from collections.abc import Callable, Iterator
from typing import Any

from scripts.diff.equal import same
from scripts.diff.model import Change, Kind
from scripts.diff.settings import setting, settings
from scripts.diff.words import say
from scripts.jsonvalue import Json


def thresholds(old: Json, new: Json) -> Iterator[Change]:
    """Compare two `thresholds`; paths begin at them."""
    yield from settings(old, new, "thresholds", without=frozenset({"steps"}))
    before, after = old.get("steps") or [], new.get("steps") or []
    if same(before, after):
        return
    left, right = _without_common(list(before), list(after))
    found = [
        *_paired(left, right, "color", lambda a, b: f"threshold {_colour(b)} {_value(a)} -> {_value(b)}"),
        *_paired(left, right, "value", lambda a, b: f"threshold {_value(b)} {_colour(a)} -> {_colour(b)}"),
        *(
            Change(kind=Kind.ADDED, path=_path(one), new=one, words=f"threshold {_colour(one)} {_value(one)} added")
            for one in right
        ),
        *(
            Change(kind=Kind.REMOVED, path=_path(one), old=one, words=f"threshold {_colour(one)} {_value(one)} removed")
            for one in left
        ),
    ]
    yield from found or [setting(("thresholds", "steps"), before, after)]


def _without_common(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """Leave out the steps that both have."""
    left = []
    for one in old:
        twin = next((n for n, other in enumerate(new) if same(one, other)), None)
        if twin is None:
            left.append(one)
        else:
            new.pop(twin)
    return left, new


def _paired(left: list[Any], right: list[Any], key: str, words: Callable[[Json, Json], str]) -> Iterator[Change]:
    """Pair steps by colour or value, and take them out of both lists."""
    for one in list(left):
        twin = next((other for other in right if same(other.get(key), one.get(key))), None)
        if twin is not None:
            left.remove(one)
            right.remove(twin)
            yield Change(path=_path(one), old=one, new=twin, words=words(one, twin))


def _path(step: Json) -> str:
    return f"thresholds.steps[{_colour(step)}]"


def _colour(step: Json) -> str:
    return str(step.get("color", "without colour"))


def _value(step: Json) -> str:
    return "base" if step.get("value") is None else say(step["value"])
