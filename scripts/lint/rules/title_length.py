"""A title fits its panel.

**Why**: Grafana cuts the rest: "Time since last tr..." and "Time since last st..." are the same to a reader.

**Anti-pattern**

    a stat 4 columns wide, titled "Time since the last successful trade"

**Best practice**

    a stat 4 columns wide, titled "Last trade"

About 16 characters fit into 4 columns and 34 into 8, on a screen of 1920 points. The long form belongs into the
description.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "title-length-rule"
SEVERITY = Severity.WARNING
FIX = "Shorten the title; the description has room."

PER_COLUMN = 4.5
MARGIN = 2


def room(width: int) -> int:
    """Count the characters that fit into a panel so many columns wide."""
    return int(PER_COLUMN * width) - MARGIN


def check(board: Board) -> Iterator[Problem]:
    """Find titles that are too long; those with a variable are left alone."""
    for panel in board.panels:
        if panel.position is None or "$" in panel.title:
            continue
        width = panel.position[2]
        if len(panel.title) > room(width):
            length = len(panel.title)
            yield panel.problem(f"the title has {length} characters, and {room(width)} fit into {width} columns")
