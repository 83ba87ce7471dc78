"""Every PromQL query parses, with the dashboard's variables filled in.

**Why**: a query that does not parse is a red triangle on the screen, and nobody sees it in a review of JSON.

**Anti-pattern**

    sum(rate(http_requests_total{status=~"5.."[$__rate_interval]))

**Best practice**

    sum(rate(http_requests_total{status=~"5.."}[$__rate_interval]))
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import QUERYING, Target

ID = "target-promql-rule"
SEVERITY = Severity.ERROR
FIX = "Try the query in Explore; `promtool check rules` names the column."


def check(board: Board) -> Iterator[Problem]:
    """Find queries that do not parse, empty ones, and references to panels that do not exist."""
    panels = {panel.id for panel in board.panels}
    for panel in board.panels:
        for target in panel.targets:
            yield from _target(target, panels)
    for annotation in board.annotations:
        expr = annotation.get("expr")
        if expr and board.language(annotation.get("datasource")) == "promql":
            query = board.query(str(expr), "promql")
            if query.error:
                yield board.problem(f"the annotation `{annotation.get('name')}`: {query.error}: `{query.raw}`")


def _target(target: Target, panels: set[int | None]) -> Iterator[Problem]:
    reference = target.spec.get("panelId")
    if isinstance(reference, int) and reference > 0 and not target.spec.get("expr"):
        if reference not in panels:
            yield target.problem(f"shows the answer of panel {reference}, which does not exist")
        return
    query = target.query
    if query is None or target.panel.type not in QUERYING or query.language != "promql":
        return
    if query.error:
        yield target.problem(f"{query.error}: `{query.raw}`" if query.raw.strip() else "is empty")
