r"""A heatmap over services in several languages writes bucket bounds one way.

**Why**: Rust and Node write `le="1"`, Python writes `le="1.0"`. Grafana then has two buckets of one bound, and the
panel fails with "RangeError: Invalid array length".

**Anti-pattern**

    sum by (le) (increase(http_request_duration_seconds_bucket[$__rate_interval]))

**Best practice**

    sum by (le) (label_replace(increase(http_request_duration_seconds_bucket[$__rate_interval]),
                               "le", "$1", "le", "(.+)\\.0"))

Which jobs emit a histogram, the metric contract says. Quantiles are not affected.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.context import Context
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql import Ask
from scripts.lint.promql.tree import kind, operator

ID = "heatmap-buckets-rule"
SEVERITY = Severity.ERROR
FIX = 'Put label_replace(..., "le", "$1", "le", "(.+)\\\\.0") around the increase.'


def check(board: Board) -> Iterator[Problem]:
    """Find heatmaps whose buckets come in both spellings."""
    for panel in board.panels:
        for target in panel.targets if panel.type == "heatmap" else ():
            query = target.query
            if query is None or any(_normalises(node) for node, _ in query.nodes):
                continue
            for ask in query.asks:
                if _both(ask, board.context):
                    yield target.problem(f'{ask.metric} comes with le="1" and le="1.0"')


def _normalises(node: object) -> bool:
    """Tell whether a node rewrites `le`."""
    return kind(node) == "Call" and operator(node) == "label_replace" and node.args[1].val == "le"  # type: ignore[attr-defined] # a node of promql-parser


def _both(ask: Ask, context: Context) -> bool:
    known = context.series(ask.metric)
    if known is None or not ask.metric.endswith("_bucket") or not any(bound % 1 == 0 for bound in known.bounds):
        return False
    jobs = set(known.labels["job"].values)
    pinned = ask.fixes("job") or ask.fixes("service")
    return bool(jobs & context.decimal_jobs) and bool(jobs - context.decimal_jobs) and not pinned
