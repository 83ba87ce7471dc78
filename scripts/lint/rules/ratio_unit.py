"""A ratio has the unit `percentunit`, a percentage the unit `percent`.

**Why**: `percent` writes 0.02 as "0.02 %" where 2 % is meant, and `percentunit` writes 2 as "200 %": thresholds and
readers are wrong by a factor of a hundred.

**Anti-pattern**

    sum(rate(errors_total[$__rate_interval])) / sum(rate(requests_total[$__rate_interval]))      # unit: percent

**Best practice**

    sum(rate(errors_total[$__rate_interval])) / sum(rate(requests_total[$__rate_interval]))      # unit: percentunit
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.context import Context
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql.labels import is_number
from scripts.lint.promql.tree import Node, bare, children, kind, operator

ID = "ratio-unit-rule"
SEVERITY = Severity.ERROR
FIX = "Leave the ratio between 0 and 1 and use percentunit."

KEEPING = frozenset({"min", "max", "avg", "topk", "bottomk", "clamp", "clamp_min", "clamp_max", "sort", "sort_desc"})
"""Leave the scale of what they are given."""

HUNDRED = 100
RATIO = "ratio"
"""The unit of such metrics in the contract."""


def check(board: Board) -> Iterator[Problem]:
    """Find ratios shown as percentages, and percentages shown as ratios."""
    for panel in board.panels:
        if panel.overridden("unit"):
            continue
        for target in panel.targets:
            root = target.query.root if target.query else None
            if root is None:
                continue
            if panel.unit == "percent" and _is_ratio(root, board.context):
                yield target.problem("is a ratio from 0 to 1, and the unit percent expects 0 to 100")
            if panel.unit == "percentunit" and _is_hundredfold(root, board.context):
                yield target.problem("is multiplied by 100, and the unit percentunit expects 0 to 1")


def _core(node: Node) -> Node:
    """Take off what does not change the scale."""
    node = bare(node)
    while (kind(node) == "AggregateExpr" and operator(node) in KEEPING) or (
        kind(node) == "Call" and operator(node) in KEEPING
    ):
        node = bare(node.expr if kind(node) == "AggregateExpr" else node.args[0])
    return node


def _is_ratio(root: Node, context: Context) -> bool:
    """Tell whether a query surely answers with 0 to 1: like divided by like, or a series that says so."""
    node = _core(root)
    if _has_hundred(node):
        return False
    if kind(node) == "BinaryExpr" and operator(node) == "/":
        return not is_number(node.lhs) and not is_number(node.rhs) and _like(node.lhs, node.rhs)
    name = (node.name or "") if kind(node) == "VectorSelector" else ""
    return ":ratio" in name or "_ratio:" in name or context.unit(name) == RATIO


def _has_hundred(node: Node) -> bool:
    return (kind(node) == "NumberLiteral" and node.val == HUNDRED) or any(_has_hundred(one) for one in children(node))


def _like(left: Node, right: Node) -> bool:
    """Tell whether both sides are built alike: an aggregation or function of the same name, or two selectors."""
    left, right = bare(left), bare(right)
    if kind(right) == "BinaryExpr" and operator(right) == ">":
        right = bare(right.lhs)
    return kind(left) == kind(right) != "BinaryExpr" and operator(left) == operator(right)


def _is_hundredfold(root: Node, context: Context) -> bool:
    """Tell whether a query is a hundred times a ratio; a hundred times a difference may be a ratio itself."""
    node = _core(root)
    if kind(node) != "BinaryExpr" or operator(node) != "*":
        return False
    left, right = bare(node.lhs), bare(node.rhs)
    factor, other = (left, right) if kind(left) == "NumberLiteral" else (right, left)
    return kind(factor) == "NumberLiteral" and factor.val == HUNDRED and _is_ratio(other, context)
