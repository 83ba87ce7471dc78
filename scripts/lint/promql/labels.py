"""Which labels do the series have that a PromQL query returns?"""

from collections.abc import Callable
from typing import Literal

from scripts.lint.promql.tree import Node, bare, kind, operator

Unknown = None
"""The labels depend on series that nobody declares."""

Labels = frozenset[str] | None
SeriesLabels = Callable[[str], Labels]
"""The labels of a series by its name, `None` if it is unknown."""

CHOOSING = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})
"""Aggregations that return some of the series they are given."""

LABELLESS = frozenset({"scalar", "time", "vector", "pi"})
SETS = frozenset({"and", "unless"})


def output(node: Node, series: SeriesLabels) -> Labels:
    """Give the labels of a query's answer, the metric's name left out.

    Args:
        node: the parsed query.
        series: what is known of series.
    """
    handler = HANDLERS.get(kind(node))
    return handler(node, series) if handler else frozenset()


def _selector(node: Node, series: SeriesLabels) -> Labels:
    return series(node.name) if node.name else Unknown


def grouping(node: Node) -> tuple[Literal["by", "without", ""], frozenset[str]]:
    """Read the grouping of an aggregation."""
    if node.modifier is None:
        return "", frozenset()
    return ("by" if str(node.modifier.type).endswith("By") else "without"), frozenset(node.modifier.labels)


def _aggregation(node: Node, series: SeriesLabels) -> Labels:
    inner = output(node.expr, series)
    if operator(node) in CHOOSING:
        return inner
    word, names = grouping(node)
    if word == "without":
        result = Unknown if inner is None else inner - names
    else:
        result = names if inner is None else names & inner
    if operator(node) == "count_values" and result is not None:
        return result | {str(node.param.val)}
    return result


VECTOR_ARGUMENT = {"histogram_quantile": 1, "quantile_over_time": 1, "histogram_fraction": 2}
"""Where a function has its series, if not first."""


def _call(node: Node, series: SeriesLabels) -> Labels:
    name = operator(node)
    if name in LABELLESS or not node.args:
        return frozenset()
    if name in {"absent", "absent_over_time"}:
        return _demanded(node.args[0])
    inner = Unknown if name == "info" else output(node.args[VECTOR_ARGUMENT.get(name, 0)], series)
    if inner is not None and name.startswith("histogram_"):
        return inner - {"le"}
    if inner is not None and name in {"label_replace", "label_join"}:
        return inner | {str(node.args[1].val)}
    return inner


def _demanded(node: Node) -> Labels:
    """Give the labels of `absent(...)`: those that the selector demands one value of."""
    inner = bare(node)
    if kind(inner) == "MatrixSelector":
        inner = inner.vector_selector
    if kind(inner) != "VectorSelector":
        return frozenset()
    return frozenset(one.name for one in inner.matchers.matchers if str(one.op).endswith(".Equal"))


def is_number(node: Node) -> bool:
    """Tell whether a node is a number and not a set of series."""
    node = bare(node)
    if kind(node) == "BinaryExpr":
        return is_number(node.lhs) and is_number(node.rhs)
    return kind(node) == "NumberLiteral" or operator(node) in {"scalar", "time", "pi"}


def _operation(node: Node, series: SeriesLabels) -> Labels:
    left, right = output(node.lhs, series), output(node.rhs, series)
    if is_number(node.lhs):
        return right
    if is_number(node.rhs) or operator(node) in SETS:
        return left
    if operator(node) == "or":
        return Unknown if left is None or right is None else left | right
    return _matched(node.modifier, left, right)


def _matched(how: Node, left: Labels, right: Labels) -> Labels:
    """Give the labels that arithmetic or a comparison of two sets of series leaves."""
    if how is None:
        return left if left is not None else right
    card = str(how.card).rpartition(".")[2]
    if card in {"ManyToOne", "OneToMany"}:
        many = left if card == "ManyToOne" else right
        return Unknown if many is None else many | frozenset(how.group_labels or ())
    if how.matching is None:
        return left if left is not None else right
    named = frozenset(how.matching.labels)
    if str(how.matching.type).endswith("Include"):
        return named if left is None else named & left
    return Unknown if left is None else left - named


HANDLERS: dict[str, Callable[[Node, SeriesLabels], Labels]] = {
    "VectorSelector": _selector,
    "MatrixSelector": lambda node, series: _selector(node.vector_selector, series),
    "ParenExpr": lambda node, series: output(node.expr, series),
    "UnaryExpr": lambda node, series: output(node.expr, series),
    "SubqueryExpr": lambda node, series: output(node.expr, series),
    "AggregateExpr": _aggregation,
    "Call": _call,
    "BinaryExpr": _operation,
}
