"""A dashboard has a data source variable, named after its kind.

**Why**: the same dashboard then works in every Grafana and for every environment, and links can carry the choice. The
names are those that Grafana's own dashboards use, so that links between dashboards keep it.

**Anti-pattern**

    "templating": {"list": [{"type": "datasource", "query": "prometheus", "name": "ds"}]}

**Best practice**

    "templating": {"list": [
      {"type": "datasource", "query": "prometheus", "name": "prometheus_datasource", "label": "Prometheus data source"},
      {"type": "datasource", "query": "loki", "name": "loki_datasource", "label": "Loki data source"}
    ]}

A dashboard with one data source may call it `datasource`, labelled "Data source".
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "template-datasource-rule"
SEVERITY = Severity.WARNING
FIX = "Add a variable of type datasource, named <kind>_datasource and labelled `<Kind> data source`."


def check(board: Board) -> Iterator[Problem]:
    """Find dashboards without such a variable, and such variables under another name."""
    found = [one for one in board.variables if str(one.get("type", "")).lower() == "datasource"]
    if not found:
        yield board.problem("has no data source variable")
    for one in found:
        kind, name, label = (str(one.get(key) or "") for key in ("query", "name", "label"))
        names = [f"{kind.lower()}_datasource", *(["datasource"] if len(found) == 1 else [])]
        labels = [f"{kind.title()} data source", *(["Data source"] if len(found) == 1 else [])]
        if name not in names:
            yield board.problem(f"the data source variable `{name}` should be named {' or '.join(names)}")
        if label not in labels:
            yield board.problem(f"the data source variable labelled `{label}` should be labelled {' or '.join(labels)}")
