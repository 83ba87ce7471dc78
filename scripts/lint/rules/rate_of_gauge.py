"""`rate`, `irate` and `increase` are for counters only.

**Why**: they take every fall of the value for a restart, and so count a gauge that goes up and down as growing without
end.

**Anti-pattern**

    rate(db_connections_active[$__rate_interval])

**Best practice**

    deriv(db_connections_active[$__rate_interval])

What is a gauge the metric contract says.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.queries import promql

ID = "rate-of-gauge-rule"
SEVERITY = Severity.ERROR
FIX = "Use deriv() or delta() for gauges, or the counter that belongs to it."

RATES = frozenset({"rate", "irate", "increase"})


def check(board: Board) -> Iterator[Problem]:
    """Find rates directly around a range of a gauge."""
    for found in promql(board):
        for ask in found.query.asks:
            known = board.context.series(ask.metric)
            if ask.around in RATES and known is not None and known.kind == "gauge":
                yield found.problem(f"{ask.around} of {ask.metric}, which is a gauge")
