"""Ids of panels, refIds of queries and names of variables occur once.

**Why**: links, alerts and `?viewPanel=` refer to a panel's id: with two of them Grafana gives one another id at every
load. Of two queries with one refId, or two variables with one name, only one is asked.

**Anti-pattern**

    "panels": [{"id": 1, ...}, {"id": 1, ...}]

**Best practice**

    "panels": [{"id": 1, ...}, {"id": 2, ...}]
"""

from collections import Counter
from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "id-unique-rule"
SEVERITY = Severity.ERROR
FIX = "Give each its own."


def check(board: Board) -> Iterator[Problem]:
    """Find what occurs twice."""
    rows = [row.spec.get("id") for row in board.rows if row.spec is not None]
    ids = Counter([one for one in [*rows, *(panel.id for panel in board.panels)] if isinstance(one, int) and one])
    for panel in board.panels:
        if panel.id is not None and ids.get(panel.id, 0) > 1:
            yield panel.problem(f"has the id {panel.id}, as {ids[panel.id] - 1} other does")
        refs = Counter(target.ref for target in panel.targets if target.ref)
        for ref, count in refs.items():
            if count > 1:
                yield panel.problem(f"has {count} queries with the refId {ref}")
    for name, count in Counter(str(one.get("name")) for one in board.variables).items():
        if count > 1:
            yield board.problem(f"has {count} variables of the name {name}")
