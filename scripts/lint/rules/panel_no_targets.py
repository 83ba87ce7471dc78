"""Every panel that shows data asks for some.

**Why**: a panel without a query says "No data" for ever.

**Anti-pattern**

    {"type": "stat", "title": "Requests", "targets": []}

**Best practice**

    {"type": "stat", "title": "Requests",
     "targets": [{"refId": "A", "expr": "sum(rate(http_requests_total[$__rate_interval]))"}]}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import QUERYING

ID = "panel-no-targets-rule"
SEVERITY = Severity.ERROR
FIX = "Give it a query, or remove it."


def check(board: Board) -> Iterator[Problem]:
    """Find panels without targets."""
    for panel in board.panels:
        if panel.type in QUERYING and not panel.targets and not panel.in_library:
            yield panel.problem("has no query")
