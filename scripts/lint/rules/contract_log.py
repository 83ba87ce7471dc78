"""A log query chooses streams by labels that logs have.

**Why**: labels of logs are few, because each combination is a stream. A matcher on what is a field of the line, or on a
level that is spelled otherwise there, finds nothing.

**Anti-pattern**

    {service="rust-core-engine", trace_id="4bf92f"} or {level="warning"}

**Best practice**

    {service="rust-core-engine"} |= "4bf92f" and {level="WARN"}

Only dashboards of this project are judged by the contract.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.probe import PROBE
from scripts.lint.rules._loki import queries

ID = "contract-log-rule"
SEVERITY = Severity.ERROR
FIX = "Use a label of the log contract (`dash contract --logs`), and a filter for what stands in the line."


def check(board: Board) -> Iterator[Problem]:
    """Find conditions that no stream meets."""
    judge = board.context.log_label
    if judge is None:
        return
    for target, query in queries(board):
        for matchers in query.logql.selectors if query.logql else ():
            for one in matchers:
                reason = judge(one.name, one.op, "" if PROBE in one.value else one.value)
                if reason:
                    yield target.problem(f"{reason}: `{query.raw}`")
