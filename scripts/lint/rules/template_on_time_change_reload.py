"""Query variables are read anew when the time range changes.

**Why**: a variable that is read once offers the services of today while the reader looks at last week.

**Anti-pattern**

    {"type": "query", "name": "service", "refresh": 1}

**Best practice**

    {"type": "query", "name": "service", "refresh": 2}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "template-on-time-change-reload-rule"
SEVERITY = Severity.WARNING
FIX = "Set refresh to 2 (on time range change)."

ON_TIME_RANGE_CHANGE = 2


def check(board: Board) -> Iterator[Problem]:
    """Find query variables that are refreshed at another moment."""
    for one in board.variables:
        if one.get("type") == "query" and one.get("refresh") != ON_TIME_RANGE_CHANGE:
            yield board.problem(f"the variable `{one.get('name')}` has refresh {one.get('refresh', 0)}, not 2")
