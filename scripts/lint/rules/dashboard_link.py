"""A link to a dashboard leads to one that exists, to a panel and variables that it has.

**Why**: a drill-down that ends at "Dashboard not found" costs minutes in an incident; a variable that the other
dashboard does not have is dropped without a word.

**Anti-pattern**

    /d/api-perf?var-svc=${__field.labels.service}

**Best practice**

    /d/api-performance?${__url_time_range}&var-service=${__field.labels.service}

Links with a variable in the uid are left alone.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from scripts.lint.board import Board
from scripts.lint.context import Known
from scripts.lint.finding import Problem, Severity
from scripts.lint.links import urls

ID = "dashboard-link-rule"
SEVERITY = Severity.ERROR
FIX = "Link to a dashboard of this project, by its uid."

TO_DASHBOARD = re.compile(r"^(?:/|\$\{[^}]*\}/?)?d/([^/?#]+)(?:/[^?#]*)?(?:\?([^#]*))?")
VIEW = re.compile(r"(?:^|&)viewPanel=(?:panel-)?(\d+)")
VARIABLE = re.compile(r"(?:^|&)var-([^=&]+)=")


def check(board: Board) -> Iterator[Problem]:
    """Find links whose dashboard, panel or variables do not exist."""
    known = board.context.dashboards
    if known is None:
        return
    for link in urls(board):
        match = TO_DASHBOARD.match(link.url)
        if not match or "$" in match[1]:
            continue
        uid, query = match[1], match[2] or ""
        if uid not in known:
            near = get_close_matches(uid, known, n=1)
            yield link.problem(f"leads to /d/{uid}, which does not exist{f'; did you mean {near[0]}?' if near else ''}")
            continue
        for reason in _inside(known[uid], query):
            yield link.problem(f"leads to /d/{uid}, {reason}")


def _inside(target: Known, query: str) -> Iterator[str]:
    for panel in VIEW.findall(query):
        if int(panel) not in target.panels:
            yield f"which has no panel {panel}"
    for name in VARIABLE.findall(query):
        if "$" not in name and name not in target.variables:
            yield f"which has no variable {name}"
