"""A Prometheus dashboard has a variable `instance`.

**Why**: people who share a Grafana choose their own instance without editing the dashboard. Several values and `All` as
`.+` keep one dashboard fit for one, some and all of them.

**Anti-pattern**

    {"type": "custom", "name": "instance", "query": "a,b"}

**Best practice**

    {"type": "query", "name": "instance", "label": "Instance", "multi": true, "allValue": ".+",
     "datasource": {"type": "prometheus", "uid": "${prometheus_datasource}"}, "query": "label_values(up, instance)"}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.rules._choice import demanded

ID = "template-instance-rule"
SEVERITY = Severity.WARNING
FIX = "Add a query variable `instance` with multi, allValue `.+` and the data source variable."


def check(board: Board) -> Iterator[Problem]:
    """Find dashboards without such a variable, or with one of another form."""
    yield from demanded(board, "instance")
