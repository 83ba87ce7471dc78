"""The panels of a line fill its 24 columns.

**Why**: a gap looks as if something had not loaded.

**Anti-pattern**

    three panels of 7 columns

**Best practice**

    three panels of 8 columns

Lines with a repeated panel are left alone: Grafana decides how many there are.
"""

from collections.abc import Iterator

from scripts.lint.board import Board, Row
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel

ID = "line-fill-rule"
SEVERITY = Severity.WARNING
FIX = "Give the panels of the line widths that add up to 24."

COLUMNS = 24


def check(board: Board) -> Iterator[Problem]:
    """Find lines with a gap; a gap is named at the first panel of its line."""
    for row in board.rows:
        for line in _lines(row):
            if any(panel.repeats for panel in line):
                continue
            gap = _gap(line)
            if gap:
                names = ", ".join(f"`{panel.title}`" for panel in line)
                yield line[0].problem(f"{gap} of {COLUMNS} columns are empty in the line of {names}")


def _lines(row: Row) -> list[list[Panel]]:
    """Group the panels whose heights overlap."""
    lines: list[list[Panel]] = []
    bottom = -1
    for panel in sorted((one for one in row.panels if one.position), key=lambda one: (one.position or (0, 0))[1]):
        _, y, _, h = panel.position or (0, 0, 0, 0)
        if not lines or y >= bottom:
            lines.append([])
        lines[-1].append(panel)
        bottom = max(bottom, y + h)
    return [sorted(line, key=lambda one: one.position or (0, 0, 0, 0)) for line in lines]


def _gap(line: list[Panel]) -> int:
    """Count the columns that no panel of the line covers from its top to its bottom."""
    places = [panel.position for panel in line if panel.position]
    top, bottom = min(y for _, y, _, _ in places), max(y + h for _, y, _, h in places)
    covered = [sum(h for x, _, w, h in places if x <= column < x + w) for column in range(COLUMNS)]
    return sum(height < bottom - top for height in covered)
