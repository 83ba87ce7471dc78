"""What must a variable look like that chooses a job or an instance?"""

from collections.abc import Iterator

from scripts.jsonvalue import Json
from scripts.lint.board import Board
from scripts.lint.finding import Problem

SOURCES = frozenset({"$datasource", "${datasource}", "$prometheus_datasource", "${prometheus_datasource}"})


def demanded(board: Board, name: str) -> Iterator[Problem]:
    """Demand a variable of a Prometheus dashboard: from a query, several values, `All` as `.+`."""
    if board.main_source != "prometheus":
        return
    variable = next((one for one in board.variables if one.get("name") == name), None)
    if variable is None:
        yield board.problem(f"has no variable `{name}`")
        return
    for wrong in _wrong(variable, name):
        yield board.problem(f"the variable `{name}` {wrong}")


def _wrong(variable: Json, name: str) -> Iterator[str]:
    source = variable.get("datasource")
    uid = source.get("uid") if isinstance(source, dict) else source
    if str(uid) not in SOURCES:
        yield f"asks the data source {uid}, not the data source variable"
    if variable.get("type") != "query":
        yield f"is of type {variable.get('type')}, not query"
    if variable.get("label") != name.title():
        yield f"is labelled {variable.get('label')}, not {name.title()}"
    if not variable.get("multi"):
        yield "takes one value only"
    if variable.get("allValue") != ".+":
        yield f"means {variable.get('allValue')} by `All`, not .+"
