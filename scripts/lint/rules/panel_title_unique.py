"""No two panels of a row have the same title.

**Why**: people say "look at Latency in Execution", and so do alerts, diffs, exceptions and reports; two of that name
make a riddle of it.

**Anti-pattern**

    row "Execution": "Latency", "Latency"

**Best practice**

    row "Execution": "Latency", "Latency distribution"
"""

from collections import Counter
from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "panel-title-unique-rule"
SEVERITY = Severity.WARNING
FIX = "Give each panel a title of its own."


def check(board: Board) -> Iterator[Problem]:
    """Find titles that a row has twice, and rows of one title."""
    for row in board.rows:
        titles = Counter(panel.title for panel in row.panels if panel.title)
        seen: set[str] = set()
        for panel in row.panels:
            if titles[panel.title] > 1 and panel.title not in seen:
                seen.add(panel.title)
                yield panel.problem(f"{titles[panel.title]} panels of this row are called `{panel.title}`")
    for title, count in Counter(row.title for row in board.rows if row.title).items():
        if count > 1:
            yield board.problem(f"{count} rows are called `{title}`", "Give each row a title of its own.")
