"""A ratio is never filled up with zero.

**Why**: without requests there is no error rate. `or vector(0)` draws "0 % errors" while the service is down.

**Anti-pattern**

    sum(rate(errors_total[$__rate_interval])) / sum(rate(requests_total[$__rate_interval])) or vector(0)

**Best practice**

    sum(rate(errors_total[$__rate_interval])) / (sum(rate(requests_total[$__rate_interval])) > 0)

Counts may be filled: no series of an error that never happened means zero errors.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql.labels import is_number
from scripts.lint.promql.tree import Node, bare, kind, operator

ID = "ratio-or-zero-rule"
SEVERITY = Severity.WARNING
FIX = "Take `or vector(0)` away; say in noValue what no data means."

RATIO_UNITS = frozenset({"percent", "percentunit"})


def check(board: Board) -> Iterator[Problem]:
    """Find ratios that are filled up."""
    for panel in board.panels:
        for target in panel.targets if panel.unit in RATIO_UNITS else ():
            root = target.query.root if target.query else None
            if root is not None and _filled(bare(root)):
                yield target.problem("is a ratio filled up with zero: absence looks like a perfect value")


def _filled(node: Node) -> bool:
    if kind(node) != "BinaryExpr" or operator(node) != "or" or not _is_zero(bare(node.rhs)):
        return False
    left = bare(node.lhs)
    return kind(left) == "BinaryExpr" and operator(left) == "/" and not is_number(left.rhs)


def _is_zero(node: Node) -> bool:
    return operator(node) == "vector" and kind(node.args[0]) == "NumberLiteral" and node.args[0].val == 0
