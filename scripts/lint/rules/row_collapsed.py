"""A collapsed row holds its panels inside, an open row beside it.

**Why**: Grafana drops panels inside an open row, and shows panels that lie below a collapsed row although the row is
closed.

**Anti-pattern**

    {"type": "row", "collapsed": true, "panels": []}, {"type": "timeseries", ...}

**Best practice**

    {"type": "row", "collapsed": true, "panels": [{"type": "timeseries", ...}]}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "row-collapsed-rule"
SEVERITY = Severity.ERROR
FIX = "Put the panels of a collapsed row into its `panels`, those of an open row behind it."


def check(board: Board) -> Iterator[Problem]:
    """Find rows whose panels are at the wrong place, and rows without any."""
    if board.spec.get("rows") is not None:
        return  # dashboards older than Grafana 5 have rows of another kind
    for row in board.rows:
        if row.spec is None:
            continue
        outside = [panel for panel in row.panels if not panel.inside]
        inside = [panel for panel in row.panels if panel.inside]
        if row.collapsed and outside:
            yield row.problem(f"is collapsed, and `{outside[0].title}` lies outside it")
        if not row.collapsed and inside:
            yield row.problem(f"is open, and `{inside[0].title}` lies inside it, where Grafana drops it")
        if not row.panels:
            yield row.problem("has no panels")
