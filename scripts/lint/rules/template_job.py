"""A Prometheus dashboard has a variable `job`.

**Why**: people who share a Grafana choose their own job without editing the dashboard. Several values and `All` as
`.+` keep one dashboard fit for one, some and all of them.

**Anti-pattern**

    {"type": "custom", "name": "job", "query": "a,b"}

**Best practice**

    {"type": "query", "name": "job", "label": "Job", "multi": true, "allValue": ".+",
     "datasource": {"type": "prometheus", "uid": "${prometheus_datasource}"}, "query": "label_values(up, job)"}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.rules._choice import demanded

ID = "template-job-rule"
SEVERITY = Severity.WARNING
FIX = "Add a query variable `job` with multi, allValue `.+` and the data source variable."


def check(board: Board) -> Iterator[Problem]:
    """Find dashboards without such a variable, or with one of another form."""
    yield from demanded(board, "job")
