"""Every variable that a dashboard offers is used.

**Why**: a choice that changes nothing makes a reader believe that he sees one service while he sees all.

**Anti-pattern**

    {"type": "query", "name": "instance"}      # and no query has instance=~"$instance"

**Best practice**

    Offer a variable only on dashboards whose queries use it.

Hidden constants are no choice, and are left alone.
"""

from collections.abc import Iterator

from scripts.jsonvalue import Json
from scripts.lint import probe
from scripts.lint.board import Board, strings
from scripts.lint.finding import Problem, Severity

ID = "variable-used-rule"
SEVERITY = Severity.WARNING
FIX = "Use it in the queries, or remove it."

HIDDEN = 2
"""Not shown at all."""

WITHOUT_NAME = frozenset({"adhoc", "groupby"})
"""Grafana puts these into queries by itself."""


def check(board: Board) -> Iterator[Problem]:
    """Find variables that nothing names."""
    everything = {key: value for key, value in board.spec.items() if key != "templating"}
    used = set().union(*(probe.names(text) for text in strings(everything)))
    used |= {str(panel.spec["repeat"]) for panel in board.panels if panel.repeats}
    used |= {str(row.spec["repeat"]) for row in board.rows if row.spec and row.spec.get("repeat")}
    by_name = {str(one.get("name")): one for one in board.variables}
    waiting = [name for name in by_name if name in used]
    while waiting:  # a used variable's own query may use others
        one = by_name[waiting.pop()]
        found = set().union(
            *(probe.names(text) for text in strings([one.get("query"), one.get("datasource"), one.get("regex")]))
        )
        waiting += [name for name in found - used if name in by_name]
        used |= found
    for name, one in by_name.items():
        if name not in used and str(one.get("type")) not in WITHOUT_NAME and not _hidden_constant(one):
            yield board.problem(f"the variable `{name}` is used by nothing")


def _hidden_constant(variable: Json) -> bool:
    return variable.get("type") == "constant" and variable.get("hide") == HIDDEN
