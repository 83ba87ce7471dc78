"""How do the two sides of an operator find each other, and which labels remain?"""

from dataclasses import dataclass
from typing import Protocol

from scripts.lint.logql.cursor import Cursor
from scripts.lint.logql.query import Kind


class Side(Protocol):
    """One side of an operator."""

    @property
    def kind(self) -> Kind:
        """What it returns."""

    @property
    def labels(self) -> frozenset[str] | None:
        """The labels of its series; `None` if unknown."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The words after an operator: `on (a) group_left (b)`."""

    word: str = ""
    labels: frozenset[str] = frozenset()
    group: str = ""
    include: frozenset[str] = frozenset()


def modifiers(cursor: Cursor) -> Matching:
    """Read `bool`, `on`/`ignoring` and `group_left`/`group_right` after an operator."""
    cursor.accept("bool")
    word = cursor.accept("on", "ignoring")
    if not word:
        return Matching()
    labels = frozenset(cursor.names())
    group = cursor.accept("group_left", "group_right")
    include = frozenset(cursor.names()) if group and cursor.sees("(") else frozenset[str]()
    return Matching(word, labels, group, include)


def combine(op: str, matching: Matching, left: Side, right: Side) -> frozenset[str] | None:
    """Give the labels of the result, `None` if they are unknown."""
    if "scalar" in {left.kind, right.kind}:
        return right.labels if left.kind == "scalar" else left.labels
    if op in {"and", "unless"}:
        return left.labels
    if op == "or":
        return None if left.labels is None or right.labels is None else left.labels | right.labels
    if matching.group:
        many = left.labels if matching.group == "group_left" else right.labels
        return None if many is None else many | matching.include
    if matching.word == "on":
        return matching.labels
    return None if left.labels is None else left.labels - matching.labels
