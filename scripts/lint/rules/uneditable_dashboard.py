"""A dashboard that is code says so: it cannot be edited in Grafana.

**Why**: what somebody changes in the browser is lost at the next deployment.

**Anti-pattern**

    "editable": true

**Best practice**

    "editable": false
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "uneditable-dashboard"
SEVERITY = Severity.WARNING
FIX = "Set editable to false, or say in .lint what guards it instead."


def check(board: Board) -> Iterator[Problem]:
    """Find dashboards that are editable."""
    if board.spec.get("editable"):
        yield board.problem("can be edited in Grafana")
