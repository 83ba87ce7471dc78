"""A legend names its series, by labels that they have.

**Why**: without a legend Grafana prints the whole label set; `{{code}}` on series without `code` prints nothing.

**Anti-pattern**

    sum by (status) (rate(http_requests_total[$__rate_interval]))      # legend {{code}}

**Best practice**

    sum by (status) (rate(http_requests_total[$__rate_interval]))      # legend {{status}}

Only labels that the query itself decides (groupings, joins, the contract) are judged. `__auto` is a legend.
"""

import re
from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Target
from scripts.lint.promql import output

ID = "legend-label-rule"
SEVERITY = Severity.WARNING
FIX = "Name in the legend the labels that tell the series apart."

LABEL = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
NAMED = frozenset(
    {"timeseries", "graph", "barchart", "bargauge", "piechart", "state-timeline", "status-history", "trend"}
)
"""Panels that print the names of their series."""


def check(board: Board) -> Iterator[Problem]:
    """Find missing legends, and legends with labels that the series do not have."""
    for panel in board.panels:
        for target in panel.targets:
            if not target.hidden and target.spec.get("format") != "table":
                yield from _target(target)


def _target(target: Target) -> Iterator[Problem]:
    query = target.query
    if query is None or query.error or not query.raw.strip():
        return
    if not target.legend and target.panel.type in NAMED:
        yield target.problem("has no legend, so the whole label set is printed")
    labels = query.logql.labels if query.logql else output(query.root, target.panel.board.context.labels)
    if labels is None or (query.logql and query.logql.kind == "log"):
        return
    for name in LABEL.findall(target.legend):
        if name not in labels and name != "__name__" and "$" not in name:
            have = ", ".join(sorted(labels)) or "no labels"
            yield target.problem(f"the legend has {{{{{name}}}}}, and the series have {have}")
