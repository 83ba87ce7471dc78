"""Every PromQL selector has `job=~"$job"`.

**Why**: a selector without it mixes the series of all jobs, whatever the reader chose.

**Anti-pattern**

    sum(rate(http_requests_total[$__rate_interval]))

**Best practice**

    sum(rate(http_requests_total{job=~"$job"}[$__rate_interval]))
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.rules._matcher import demanded

ID = "target-job-rule"
SEVERITY = Severity.WARNING
FIX = 'Add job=~"$job" to every selector of the query.'


def check(board: Board) -> Iterator[Problem]:
    """Find selectors without the matcher."""
    yield from demanded(board, "job")
