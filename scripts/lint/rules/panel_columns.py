"""Every panel lies within the 24 columns.

**Why**: what sticks out is cut, or moved to a line of its own.

**Anti-pattern**

    {"gridPos": {"x": 16, "y": 0, "w": 12, "h": 8}}

**Best practice**

    {"gridPos": {"x": 12, "y": 0, "w": 12, "h": 8}}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "panel-columns-rule"
SEVERITY = Severity.ERROR
FIX = "Keep x + w within 24, and width and height at least 1."

COLUMNS = 24


def check(board: Board) -> Iterator[Problem]:
    """Find panels that stick out or have no size."""
    for panel in board.panels:
        if panel.position is None:
            if board.spec.get("rows") is None:
                yield panel.problem("has no place on the grid (gridPos)")
            continue
        x, y, w, h = panel.position
        if x < 0 or y < 0 or x + w > COLUMNS:
            yield panel.problem(f"reaches from column {x} to {x + w} of {COLUMNS}")
        if w < 1 or h < 1:
            yield panel.problem(f"is {w} wide and {h} high")
