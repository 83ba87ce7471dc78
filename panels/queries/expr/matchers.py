"""Which series does a selector take?"""

import re as regex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from panels.queries.expr.text import quote

LABEL = regex.compile(r"[a-zA-Z_]\w*")
VARIABLE = regex.compile(r"\$\w+")


@dataclass(frozen=True, slots=True)
class Matcher:
    """One condition on a label's value, without the label."""

    op: Literal["=", "!=", "=~", "!~"]
    value: str

    def spell(self, label: str) -> str:
        """Write the condition as it stands between the braces."""
        return f"{label}{self.op}{quote(self.value)}"

    def any_of(self, values: Iterable[str]) -> bool:
        """Tell whether a regular expression matches one of these values."""
        return any(regex.fullmatch(self.value, value) for value in values)


Where = Mapping[str, "str | Matcher"]
"""Conditions by label; a bare string means equal, a bare `$variable` means one of its values."""


def re(pattern: str) -> Matcher:
    """Match a regular expression (RE2, anchored at both ends)."""
    return Matcher("=~", pattern)


def no(value: str) -> Matcher:
    """Match everything but this value."""
    return Matcher("!=", value)


def nre(pattern: str) -> Matcher:
    """Match what a regular expression does not."""
    return Matcher("!~", pattern)


def exactly(value: str) -> Matcher:
    """Match one value, also where it is a variable: right only in a panel that repeats by it."""
    return Matcher("=", value)


def matcher(value: "str | Matcher") -> Matcher:
    """Read a condition: a `$variable` may hold several values, so it matches as a regular expression."""
    if isinstance(value, Matcher):
        return value
    return Matcher("=~" if VARIABLE.fullmatch(value) else "=", value)


def checked_label(label: str) -> str:
    """Check a label's name.

    Raises:
        ValueError: Prometheus would not parse it.
    """
    if not LABEL.fullmatch(label):
        raise ValueError(f"{label!r} is no label name")
    return label
