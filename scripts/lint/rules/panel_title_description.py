"""Every panel has a title and a description.

**Why**: at night a person who did not build the dashboard reads it. The description says what the panel shows, what is
bad, and what to do.

**Anti-pattern**

    {"type": "timeseries", "title": "p99"}

**Best practice**

    {"type": "timeseries", "title": "Latency, p99",
     "description": "99 % of requests are faster. Red from 2 s. What to do: runbook HIGH_LATENCY."}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import QUERYING

ID = "panel-title-description-rule"
SEVERITY = Severity.WARNING
FIX = "Say in the description what the panel shows, what is bad, and what to do."


def check(board: Board) -> Iterator[Problem]:
    """Find panels that lack one of them."""
    for panel in board.panels:
        if panel.type in QUERYING and not panel.in_library:
            missing = [name for name in ("title", "description") if not getattr(panel, name)]
            if missing:
                yield panel.problem(f"has no {' and no '.join(missing)}")
