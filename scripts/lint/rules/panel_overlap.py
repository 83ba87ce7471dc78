"""No two panels lie on each other.

**Why**: Grafana pushes one of them away at load, so the dashboard looks other than the file says, and a save from the
browser changes it.

**Anti-pattern**

    {"gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}}, {"gridPos": {"x": 8, "y": 0, "w": 12, "h": 8}}

**Best practice**

    {"gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}}, {"gridPos": {"x": 12, "y": 0, "w": 12, "h": 8}}
"""

from collections.abc import Iterator
from itertools import combinations

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel

ID = "panel-overlap-rule"
SEVERITY = Severity.ERROR
FIX = "Move one of them."


def check(board: Board) -> Iterator[Problem]:
    """Find pairs that share a cell; panels inside a collapsed row share the grid with each other only."""
    groups = [[panel for panel in board.panels if not panel.inside]]
    groups += [[panel for panel in row.panels if panel.inside] for row in board.rows]
    for group in groups:
        for one, other in combinations([panel for panel in group if panel.position], 2):
            if _share(one, other):
                yield other.problem(f"overlaps `{one.title}`")


def _share(one: Panel, other: Panel) -> bool:
    if one.position is None or other.position is None:
        return False
    x, y, w, h = one.position
    left, top, width, height = other.position
    return x < left + width and left < x + w and y < top + height and top < y + h
