"""Every PromQL selector has `instance=~"$instance"`.

**Why**: a selector without it mixes the series of all instances, whatever the reader chose.

**Anti-pattern**

    sum(rate(http_requests_total[$__rate_interval]))

**Best practice**

    sum(rate(http_requests_total{instance=~"$instance"}[$__rate_interval]))
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.rules._matcher import demanded

ID = "target-instance-rule"
SEVERITY = Severity.WARNING
FIX = 'Add instance=~"$instance" to every selector of the query.'


def check(board: Board) -> Iterator[Problem]:
    """Find selectors without the matcher."""
    yield from demanded(board, "instance")
