"""Every metric that a query asks for is emitted: the metric contract or a recording rule has it.

**Why**: a misspelt metric is an empty panel, and an empty panel looks like a quiet system.

**Anti-pattern**

    rate(http_request_total[$__rate_interval])

**Best practice**

    rate(http_requests_total[$__rate_interval])

Series whose name holds a variable are left alone. Only dashboards of this project are judged by the contract.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from scripts.lint.board import Board
from scripts.lint.context import Context, UnknownSeries
from scripts.lint.finding import Problem, Severity
from scripts.lint.probe import PROBE
from scripts.lint.queries import promql

ID = "contract-metric-rule"
SEVERITY = Severity.ERROR
FIX = "Use a metric of the contract (`dash contract`), or declare it there."


def check(board: Board) -> Iterator[Problem]:
    """Find series that nobody emits or records."""
    for found in promql(board):
        for name in dict.fromkeys(ask.metric for ask in found.query.asks):
            reason = _unknown(name, board.context)
            if reason:
                yield found.problem(reason)


def _unknown(name: str, context: Context) -> str:
    """Say why a series does not exist; nothing if it does, or if nobody can tell."""
    if not name or PROBE in name:
        return ""
    if ":" in name:
        if context.recorded is None or name in context.recorded:
            return ""
        near = get_close_matches(name, context.recorded, n=1)
        return f"no rule records {name}{f'; the nearest name is {near[0]}' if near else ''}"
    if context.contract is None:
        return ""
    try:
        context.contract(name)
    except UnknownSeries as error:
        return str(error)
    return ""
