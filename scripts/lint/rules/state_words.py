"""A value that is 0 or 1 is shown as a word.

**Why**: "1" says neither "up" nor "one of them", and one man in twelve cannot tell red from green.

**Anti-pattern**

    max by (service) (up)      # a stat without value mappings

**Best practice**

    max by (service) (up)      # mappings: 1 = UP, 0 = DOWN

Which metrics are 0 or 1, the metric contract says; sums and averages of them are numbers.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.promql.tree import Node, bare, kind, operator

ID = "state-words-rule"
SEVERITY = Severity.WARNING
FIX = "Add value mappings for 0 and 1."

SHOWN = frozenset({"stat", "state-timeline", "status-history", "table"})
CHOOSING = frozenset({"min", "max", "topk", "bottomk", "group"})
STATE = "0/1"


def check(board: Board) -> Iterator[Problem]:
    """Find states that are shown as numbers."""
    for panel in board.panels:
        if panel.type not in SHOWN or panel.has_words:
            continue
        for target in panel.targets:
            root = target.query.root if target.query else None
            name = _metric(root) if root is not None else ""
            if name and board.context.unit(name) == STATE:
                yield target.problem(f"shows {name} as a number")


def _metric(node: Node) -> str:
    """Name the metric whose very value is shown."""
    node = bare(node)
    while kind(node) == "AggregateExpr" and operator(node) in CHOOSING:
        node = bare(node.expr)
    return str(node.name or "") if kind(node) == "VectorSelector" else ""
