"""`rate` and `irate` look back over `$__rate_interval`.

**Why**: a fixed window is either shorter than the distance between two points, so that the graph skips data, or so
short that it holds no two samples and shows nothing. `$__rate_interval` grows with the zoom and is never shorter than
four scrapes.

**Anti-pattern**

    rate(http_requests_total[5m])

**Best practice**

    rate(http_requests_total[$__rate_interval])

A window that is the meaning of the panel ("errors per hour") is an exception, with that reason.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import QUERIED
from scripts.lint.probe import RATE_INTERVAL
from scripts.lint.promql import Ask, parse

ID = "target-rate-interval-rule"
SEVERITY = Severity.WARNING
FIX = "Write [$__rate_interval]."


def check(board: Board) -> Iterator[Problem]:
    """Find rates with another window."""
    if board.main_source != "prometheus":
        return
    right = parse(f"x[{RATE_INTERVAL}]").range.total_seconds()
    for panel in board.panels:
        for target in panel.targets if panel.type in QUERIED else ():
            query = target.query
            wrong = [ask for ask in query.asks if _fixed(ask, right)] if query else []
            if wrong:
                yield target.problem(f"{wrong[0].around} over a fixed window: `{query.raw if query else ''}`")


def _fixed(ask: Ask, right: float) -> bool:
    return ask.window is not None and ask.around in {"rate", "irate"} and ask.window != right
