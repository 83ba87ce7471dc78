"""What does a lint rule need to know of a LogQL query that parses?"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["log", "metric", "scalar"]


@dataclass(frozen=True, slots=True)
class Matcher:
    """One condition of a stream selector: `level=~"ERROR|FATAL"`."""

    name: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query that parses.

    Attributes:
        kind: what it returns: lines, series or a number.
        labels: the labels of the series it returns; `None` when they depend on the streams or on the lines.
        selectors: every stream selector, in order.
        ranges: the text inside every `[...]`, in order.
    """

    kind: Kind
    labels: frozenset[str] | None = None
    selectors: tuple[tuple[Matcher, ...], ...] = ()
    ranges: tuple[str, ...] = ()
