"""The query of a variable is one of Prometheus' variable functions over PromQL that parses.

**Why**: a variable whose query is wrong has no values, and every panel that uses it is empty.

**Anti-pattern**

    label_values(up{environment=~"$environment", instance)

**Best practice**

    label_values(up{environment=~"$environment"}, instance)
"""

import re
from collections.abc import Iterator

from scripts.jsonvalue import Json
from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "template-label-promql-rule"
SEVERITY = Severity.ERROR
FIX = "Write label_values(SELECTOR, LABEL), label_values(LABEL), metrics(REGEX), query_result(QUERY) or label_names()."

FUNCTIONS = ("label_names", "label_values", "metrics", "query_result")
CALL = re.compile(r"\s*([a-z_]+)\((.*)\)\s*", re.DOTALL)
LABEL = re.compile(r"[A-Za-z_$][\w.${}:]*")


def check(board: Board) -> Iterator[Problem]:
    """Find query variables whose query is none."""
    if board.main_source != "prometheus":
        return
    for variable in board.variables:
        if variable.get("type") == "query" and board.language(variable.get("datasource")) in ("promql", ""):
            wrong = _wrong(board, asked(variable))
            if wrong:
                yield board.problem(f"the variable `{variable.get('name')}` {wrong}")


def asked(variable: Json) -> str:
    """Read the query of a variable, which is a text or an object that holds one."""
    query = variable.get("query")
    return str(query.get("query") or "") if isinstance(query, dict) else str(query or "")


def _wrong(board: Board, text: str) -> str:
    call = CALL.fullmatch(text)
    if not call:
        return f"asks `{text}`, which is no call of {', '.join(FUNCTIONS)}"
    function, argument = call[1], call[2].strip()
    if function not in FUNCTIONS:
        return f"asks {function}(...), which is none of {', '.join(FUNCTIONS)}"
    selector = argument
    if function == "label_values":
        before, comma, label = argument.rpartition(",")
        selector = before if comma and "}" not in label else ""
        if not LABEL.fullmatch(label.strip()) and selector != argument:
            return f"asks `{text}`, which names no label"
    if function in {"metrics", "label_names"} or not selector:
        return ""
    query = board.query(selector, "promql")
    return f"asks `{selector}`, which is no PromQL: {query.error}" if query.error else ""
