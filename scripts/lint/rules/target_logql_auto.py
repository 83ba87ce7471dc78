"""A LogQL range is `[$__auto]`.

**Why**: with a fixed window most lines are counted never (window shorter than a step) or several times (longer).
`$__auto` is the step of the graph.

**Anti-pattern**

    sum(count_over_time({service="api"} [5m]))

**Best practice**

    sum(count_over_time({service="api"} [$__auto]))
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import QUERIED
from scripts.lint.probe import AUTO
from scripts.lint.rules._loki import queries

ID = "target-logql-auto-rule"
SEVERITY = Severity.WARNING
FIX = "Write [$__auto]."


def check(board: Board) -> Iterator[Problem]:
    """Find ranges that are fixed."""
    for target, query in queries(board):
        if target.panel.type in QUERIED and query.logql and "$__auto" not in query.raw:
            fixed = [one for one in query.logql.ranges if one != AUTO]
            if fixed:
                yield target.problem(f"has the fixed range [{fixed[0]}]: `{query.raw}`")
