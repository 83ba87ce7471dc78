"""What does a PromQL query consist of, and which series does it ask for?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scripts.lint.promql.judge import parse

Node = Any
"""A node of promql-parser; its classes share no useful base."""


def kind(node: Node) -> str:
    """Name the class of a node: `Call`, `AggregateExpr`, `BinaryExpr`, `VectorSelector`..."""
    return type(node).__name__


def children(node: Node) -> list[Node]:
    """List the nodes directly below, in the order of the query."""
    match kind(node):
        case "AggregateExpr":
            return [child for child in (node.param, node.expr) if child is not None]
        case "BinaryExpr":
            return [node.lhs, node.rhs]
        case "Call":
            return list(node.args)
        case "MatrixSelector":
            return [node.vector_selector]
        case "ParenExpr" | "UnaryExpr" | "SubqueryExpr":
            return [node.expr]
        case _:
            return []


def operator(node: Node) -> str:
    """Name an aggregation or an operator: `sum`, `/`; a function by its name; else nothing."""
    match kind(node):
        case "AggregateExpr" | "BinaryExpr":
            return str(node.op)
        case "Call":
            return str(node.func.name)
        case _:
            return ""


def bare(node: Node) -> Node:
    """Take brackets and signs off."""
    while kind(node) in {"ParenExpr", "UnaryExpr"}:
        node = node.expr
    return node


@lru_cache(maxsize=4096)
def nodes(text: str) -> tuple[tuple[Node, tuple[Node, ...]], ...]:
    """List every node of a query with its ancestors, the nearest last, brackets and signs left out of them.

    Args:
        text: a query that parses.
    """

    def walk(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        yield node, above
        below = above if kind(node) in {"ParenExpr", "UnaryExpr"} else (*above, node)
        for child in children(node):
            yield from walk(child, below)

    return tuple(walk(parse(text), ()))


@dataclass(frozen=True, slots=True)
class Ask:
    """One selector of a query.

    Attributes:
        metric: the name of the series; empty if the query does not say it.
        matchers: (label, operator, value) of every condition but the name.
        window: seconds of the range, if it has one.
        above: the ancestors, the nearest last; a `MatrixSelector` is not among them.
    """

    metric: str
    matchers: tuple[tuple[str, str, str], ...]
    window: float | None
    above: tuple[Node, ...]

    @property
    def around(self) -> str:
        """Name the function, aggregation or operator directly around it."""
        return operator(self.above[-1]) if self.above else ""

    def fixes(self, label: str) -> bool:
        """Tell whether it demands one value of a label."""
        return any(name == label and op == "=" for name, op, _ in self.matchers)


SIGNS = {"Equal": "=", "NotEqual": "!=", "Re": "=~", "NotRe": "!~"}


@lru_cache(maxsize=4096)
def asks(text: str) -> tuple[Ask, ...]:
    """List the selectors of a query that parses, in order."""
    found = []
    for node, above in nodes(text):
        if kind(node) != "VectorSelector":
            continue
        window = None
        if above and kind(above[-1]) == "MatrixSelector":
            window, above = above[-1].range.total_seconds(), above[:-1]  # noqa: PLW2901 - a MatrixSelector is a part of it
        name, matchers = _conditions(node)
        found.append(Ask(name, matchers, window, above))
    return tuple(found)


def _conditions(node: Node) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Read a selector's name and conditions; `{__name__="x"}` is the name too."""
    name, found = node.name or "", []
    for one in node.matchers.matchers:
        sign = SIGNS[str(one.op).rpartition(".")[2]]
        if one.name == "__name__":
            name = one.value if sign == "=" else name
        else:
            found.append((one.name, sign, one.value))
    return name, tuple(found)
