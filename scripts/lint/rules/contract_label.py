"""A query uses only labels that its series have, and values that those labels can have.

**Why**: a matcher on a label that is not there matches nothing (or, if negative, everything), and a grouping by it
makes one series of all.

**Anti-pattern**

    sum by (status_code) (rate(http_requests_total{level="ERROR"}[$__rate_interval]))

**Best practice**

    sum by (status) (rate(http_requests_total{status=~"5.."}[$__rate_interval]))

Only values of closed lists are judged, and only where the query gives them literally.
"""

import re
from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.probe import PROBE
from scripts.lint.promql import Ask, output
from scripts.lint.promql.labels import grouping
from scripts.lint.promql.tree import Node, kind, operator
from scripts.lint.queries import Found, promql

ID = "contract-label-rule"
SEVERITY = Severity.ERROR
FIX = "Use a label of the series; `dash contract` lists them with their values."

PLAIN = re.compile(r"[\w/:-]+(\|[\w/:-]+)*")
"""A regular expression that is a list of values."""


def check(board: Board) -> Iterator[Problem]:
    """Find labels and values that no such series has."""
    for found in promql(board):
        seen = [reason for ask in found.query.asks for reason in _matchers(ask, board)]
        seen += [reason for node, _ in found.query.nodes for reason in _groupings(node, found)]
        for reason in dict.fromkeys(seen):
            yield found.problem(reason)


def _matchers(ask: Ask, board: Board) -> Iterator[str]:
    labels = board.context.labels(ask.metric)
    known = board.context.series(ask.metric)
    for name, op, value in ask.matchers:
        if labels is not None and name not in labels:
            yield f"{ask.metric} has no label {name}; it has {', '.join(sorted(labels))}"
        elif known is not None and name in known.labels and known.labels[name].closed and PROBE not in value:
            values = [value] if op in {"=", "!="} else value.split("|") if PLAIN.fullmatch(value) else []
            for one in values:
                if one and not known.labels[name].accepts(one):
                    yield f"{ask.metric} never has {name}={one!r}; it has {', '.join(known.labels[name].values)}"


def _groupings(node: Node, found: Found) -> Iterator[str]:
    """Find labels in `by` that what is aggregated does not have."""
    if kind(node) != "AggregateExpr":
        return
    word, names = grouping(node)
    inner = output(node.expr, found.board.context.labels) if word else None
    if word != "by" or inner is None:
        return
    for name in sorted(names - inner):
        if PROBE not in name:
            yield f"{operator(node)} by ({name}): the series have {', '.join(sorted(inner)) or 'no labels'}"
