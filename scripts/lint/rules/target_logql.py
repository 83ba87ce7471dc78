"""Every LogQL query parses, and Loki would run it.

**Why**: a query that Loki refuses is a red triangle on the screen. Beside the grammar, the rules that Loki checks first
are checked here too: a selector that chooses streams, `unwrap` where numbers are needed, groupings where they are
allowed.

**Anti-pattern**

    sum_over_time({service="api"} | json [$__auto])

**Best practice**

    sum_over_time({service="api"} | json | unwrap bytes [$__auto])
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.rules._loki import queries

ID = "target-logql-rule"
SEVERITY = Severity.ERROR
FIX = "Try the query in Explore."


def check(board: Board) -> Iterator[Problem]:
    """Find queries that do not parse."""
    for target, query in queries(board):
        if query.error:
            yield target.problem(f"{query.error}: `{query.raw}`")
