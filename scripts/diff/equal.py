"""When are two JSON values the same, and how alike are two that are not?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from scripts.jsonvalue import Json

LEAST = 0.5
"""What is less alike is not measured to the end."""


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Tell whether two values are the same: 80 is 80.0, but 1 is not true, at any depth."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


@dataclass(frozen=True, slots=True)
class Portrait:
    """A panel as it is measured: its settings with their values, and what it asks."""

    leaves: Counter[tuple[str, str]]
    asked: str


def portrait(panel: Json) -> Portrait:
    """Prepare a panel for being measured against many."""
    return Portrait(Counter(_leaves(panel)), _asked(panel))


def likeness(one: Portrait, other: Portrait) -> float:
    """Measure how alike two panels are: 0 for nothing in common, 1 for the same.

    The settings and the queries must both be alike: of two panels of one kind most settings are defaults.
    """
    total = one.leaves.total() + other.leaves.total()
    common = 2 * (one.leaves & other.leaves).total() / total if total else 1.0
    return min(common, _alike(one.asked, other.asked)) if common > LEAST else 0.0


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, f"{path}[]")
    else:
        yield path, repr(node)


def _asked(panel: Json) -> str:
    """Write what a panel shows: its queries, or its text."""
    queries = [str(target.get("expr", target.get("query", ""))) for target in panel.get("targets") or ()]
    return "\n".join(queries) or str((panel.get("options") or {}).get("content", ""))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    measure = SequenceMatcher(None, one, other, autojunk=False)
    return measure.ratio() if measure.quick_ratio() > LEAST else 0.0
