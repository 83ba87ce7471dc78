"""Every variable that a dashboard uses is defined.

**Why**: Grafana leaves an unknown `$name` as it stands: a selector then matches nothing, and a link leads nowhere.

**Anti-pattern**

    sum(rate(http_requests_total{cluster=~"$cluster"}[$__rate_interval]))     # no variable `cluster`

**Best practice**

    sum(rate(http_requests_total{environment=~"$environment"}[$__rate_interval]))
"""

import re
from collections.abc import Iterator

from scripts.lint import probe
from scripts.lint.board import Board, listed, strings
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel, Target
from scripts.lint.rules.template_label_promql import asked

ID = "variable-defined-rule"
SEVERITY = Severity.ERROR
FIX = "Define the variable, or take it out of the query."

TEMPLATE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
"""A template of `line_format`, whose own variables look the same."""


def check(board: Board) -> Iterator[Problem]:
    """Find the names that no variable bears."""
    known = {str(one.get("name")) for one in [*board.variables, *listed(board.spec.get("__inputs"))]}
    for panel in board.panels:
        for name in sorted(_in_panel(panel) - known):
            yield panel.problem(f"uses ${name}, which no variable defines")
        for target in panel.targets:
            for name in sorted(_in_target(target) - known - _in_panel(panel)):
                yield target.problem(f"uses ${name}, which no variable defines")
    for variable in board.variables:
        for name in sorted(probe.names(asked(variable)) - known if variable.get("type") == "query" else ()):
            yield board.problem(f"the variable `{variable.get('name')}` uses ${name}, which no variable defines")
    for annotation in board.annotations:
        for name in sorted(probe.names(str(annotation.get("expr") or "")) - known):
            yield board.problem(f"the annotation `{annotation.get('name')}` uses ${name}, which no variable defines")


def _in_panel(panel: Panel) -> set[str]:
    """List what the panel itself uses: title, links, repetition."""
    texts = [panel.title, *strings([link.get("url") for link in panel.links])]
    found = set().union(*(probe.names(text) for text in texts))
    return found | ({str(panel.spec["repeat"])} if panel.repeats else set())


def _in_target(target: Target) -> set[str]:
    if target.query is None:
        return set()
    text = target.query.raw
    return probe.names(TEMPLATE.sub("", text) if target.query.language == "logql" else text)
