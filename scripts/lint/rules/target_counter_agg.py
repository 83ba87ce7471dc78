"""A counter is only ever read through `rate`, `irate` or `increase`.

**Why**: the value of a counter is what has happened since the process started: it says nothing, and falls to zero at a
restart.

**Anti-pattern**

    sum(http_requests_total)

**Best practice**

    sum(rate(http_requests_total[$__rate_interval]))

What is a counter the metric contract says; functions that ask whether a series is there at all (`count`, `group`,
`absent`, `timestamp`...) or whether it changed may read it. A metric that the contract does not know is judged by its
ending `_total`, and, as many exporters misuse it, only where the query asks for all of its series.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.context import Context
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql import Ask
from scripts.lint.promql.tree import operator

ID = "target-counter-agg-rule"
SEVERITY = Severity.ERROR
FIX = "Put rate(...[$__rate_interval]) or increase(...) around the counter."

RATES = frozenset({"rate", "irate", "increase"})
PRESENCE = frozenset(
    {"count", "group", "absent", "absent_over_time", "present_over_time", "count_over_time", "changes", "resets"}
    | {"timestamp", "and", "unless", "count_values", "info"}
)
"""Ask whether a series is there, or how often it changed, and not what it says."""


def check(board: Board) -> Iterator[Problem]:
    """Find counters whose bare value is read."""
    for panel in board.panels:
        for target in panel.targets:
            for ask in target.query.asks if target.query else ():
                if _bare(ask, board.context):
                    yield target.problem(f"reads the counter {ask.metric} without rate, irate or increase")


def _bare(ask: Ask, context: Context) -> bool:
    """Tell whether a counter is read without a rate directly around a range of it."""
    if ask.window is not None and ask.around in RATES:
        return False
    known = context.series(ask.metric)
    if known is None:
        return ask.metric.endswith("_total") and not ask.matchers
    return known.kind == "counter" and not any(operator(node) in PRESENCE for node in ask.above)
