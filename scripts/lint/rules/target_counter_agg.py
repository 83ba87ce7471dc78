"""A counter is only ever read through `rate`, `irate` or `increase`.

**Why**: the value of a counter is what has happened since the process started: it says nothing, and falls to zero at a
restart.

**Anti-pattern**

    sum(http_requests_total)

**Best practice**

    sum(rate(http_requests_total[$__rate_interval]))

What is a counter the metric contract says; of a metric that it does not know, the ending `_total`. Functions that ask
whether a series is there at all (`count`, `group`, `absent`, `timestamp`...) or whether it changed may read it.
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
                if is_counter(ask.metric, board.context) and not _aggregated(ask):
                    yield target.problem(f"reads the counter {ask.metric} without rate, irate or increase")


def is_counter(metric: str, context: Context) -> bool:
    """Tell whether a series is a counter: by the contract, else by its name."""
    known = context.series(metric)
    return known.kind == "counter" if known is not None else metric.endswith("_total") and ":" not in metric


def _aggregated(ask: Ask) -> bool:
    """Tell whether a rate stands directly around a range of the series, or only its presence is asked."""
    if ask.window is not None and ask.around in RATES:
        return True
    return any(operator(node) in PRESENCE for node in ask.above)
