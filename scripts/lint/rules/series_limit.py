"""A graph cannot be flooded with series.

**Why**: sixty lines on a graph are a wall of colour, and slow. A label of more than fifty values is cut by `topk`, or
shown as a table.

**Anti-pattern**

    sum by (endpoint) (rate(http_requests_total[$__rate_interval]))

**Best practice**

    topk(10, sum by (endpoint) (rate(http_requests_total[$__rate_interval])))

How many values a label may have, the metric contract says.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Target
from scripts.lint.promql import output
from scripts.lint.promql.tree import Node, bare, children, kind, operator

ID = "series-limit-rule"
SEVERITY = Severity.INFO
FIX = "Put topk(10, ...) around it, aggregate the label away, or use a table."

MOST = 50
"""More than this nobody reads, whatever the panel; labels of fewer values are rarely all there."""

GRAPHS = frozenset(
    {"timeseries", "graph", "state-timeline", "status-history", "bargauge", "barchart", "piechart", "stat"}
)
LIMITS = frozenset({"topk", "bottomk", "limitk"})


def check(board: Board) -> Iterator[Problem]:
    """Find queries that keep a label with many values."""
    for panel in board.panels:
        for target in panel.targets if panel.type in GRAPHS else ():
            yield from _target(target)


def _target(target: Target) -> Iterator[Problem]:
    root = target.query.root if target.query else None
    if root is None or target.query is None or target.hidden or _limited(root):
        return
    context = target.panel.board.context
    for label in sorted(output(root, context.labels) or ()):
        asks = [ask for ask in target.query.asks if label in (context.labels(ask.metric) or ())]
        known = [series.labels[label] for ask in asks if (series := context.series(ask.metric)) is not None]
        if any(name == label and op in {"=", "=~"} for ask in asks for name, op, _ in ask.matchers):
            continue  # the reader, or the query, chose some
        most = max((one.limit for one in known if not one.closed), default=0)
        if most > MOST and len(known) == len(asks):
            yield target.problem(f"may draw {most} series, one a value of {label}")


def _limited(node: Node) -> bool:
    """Tell whether topk or its like cuts the result, whatever arithmetic is done with it."""
    node = bare(node)
    if operator(node) in LIMITS:
        return True
    return kind(node) in {"BinaryExpr", "Call"} and any(_limited(child) for child in children(node))
