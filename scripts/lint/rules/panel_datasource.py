"""Panels, queries, variables and annotations ask a data source variable, never a fixed data source.

**Why**: a fixed uid exists in one Grafana only; elsewhere the panel says "Data source not found".

**Anti-pattern**

    "datasource": {"type": "prometheus", "uid": "P1809F7CD0C75ACF3"}

**Best practice**

    "datasource": {"type": "prometheus", "uid": "${prometheus_datasource}"}

Grafana's own sources (`-- Mixed --`, `-- Grafana --`, `-- Dashboard --`, expressions) exist everywhere and are right.
"""

from collections.abc import Iterator
from typing import Any

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel

ID = "panel-datasource-rule"
SEVERITY = Severity.ERROR
FIX = "Use the data source variable: {type, uid: ${prometheus_datasource}}."

DEMANDED = frozenset({"singlestat", "graph", "table", "timeseries"})
EVERYWHERE = frozenset(
    {"-- Mixed --", "-- Grafana --", "-- Dashboard --", "grafana", "__expr__", "-- Expression --", "-100"}
)


def check(board: Board) -> Iterator[Problem]:
    """Find every data source that is none of the dashboard's variables."""
    for panel in board.panels:
        yield from _panel(panel)
    for kind, parts in (("variable", board.variables), ("annotation", board.annotations)):
        for one in parts:
            if one.get("type") != "datasource" and _fixed(one.get("datasource"), board):
                yield board.problem(f"the {kind} `{one.get('name')}` asks {_uid(one.get('datasource'))}, no variable")


def _panel(panel: Panel) -> Iterator[Problem]:
    if panel.in_library:
        return
    source = panel.spec.get("datasource")
    if _fixed(source, panel.board):
        yield panel.problem(f"asks {_uid(source)}, which is no data source variable of the dashboard")
    elif panel.type in DEMANDED and source is None:
        yield panel.problem("has no data source, so it asks whichever one is the default")
    for target in panel.targets:
        own = target.spec.get("datasource")
        if own != source and _fixed(own, panel.board):
            yield target.problem(f"asks {_uid(own)}, which is no data source variable of the dashboard")


def _uid(source: Any) -> str:  # noqa: ANN401 - a data source is a name, an object or nothing
    uid = source.get("uid") if isinstance(source, dict) else source
    return "the default data source" if uid is None else f"`{uid}`"


def _fixed(source: Any, board: Board) -> bool:  # noqa: ANN401 - a data source is a name, an object or nothing
    """Tell whether a data source is named outright."""
    uid = source.get("uid") if isinstance(source, dict) else source
    if uid is None or not isinstance(uid, str):
        return isinstance(source, dict) and source.get("type") != "datasource"
    return uid not in EVERYWHERE and not any(
        uid in (f"${name}", f"${{{name}}}", f"[[{name}]]") for name in board.sources
    )
