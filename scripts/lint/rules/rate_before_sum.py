"""`rate` comes before `sum`, never after it.

**Why**: when one of several processes restarts, its counter falls to zero; in the sum that looks like a reset of all,
and `rate` then counts everything again. The spike is false.

**Anti-pattern**

    rate(sum(http_requests_total)[5m:])

**Best practice**

    sum(rate(http_requests_total[$__rate_interval]))
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql.tree import Node, children, kind, operator
from scripts.lint.queries import promql

ID = "rate-before-sum-rule"
SEVERITY = Severity.ERROR
FIX = "Take the rate of each counter first, then the sum."

RATES = frozenset({"rate", "irate", "increase"})


def check(board: Board) -> Iterator[Problem]:
    """Find rates over a subquery that aggregates, and rates of series that are rates already."""
    for found in promql(board):
        for node, _ in found.query.nodes:
            if operator(node) in RATES and kind(node) == "Call" and node.args:
                reason = _wrong(node.args[0])
                if reason:
                    yield found.problem(f"{operator(node)} {reason}")


def _wrong(argument: Node) -> str:
    if kind(argument) == "MatrixSelector":
        name = argument.vector_selector.name or ""
        return f"of {name}, which is a rate already" if ":" in name and ":rate" in name else ""
    inside = [argument]
    while inside:
        node = inside.pop()
        if kind(node) == "AggregateExpr":
            return f"over {operator(node)}: a restart of one process looks like a reset of all"
        if kind(node) == "Call" and operator(node) in RATES:
            return f"over {operator(node)}, which is a rate already"
        inside += children(node)
    return ""
