"""A link to a runbook leads to one that exists.

**Why**: the link is clicked when something burns.

**Anti-pattern**

    ${runbooks}/HIGH_CPU.md

**Best practice**

    ${runbooks}/HIGH_CPU_RUNBOOK.md

Runbooks are the files of `docs/runbooks/`; names with a variable are left alone.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.links import urls

ID = "runbook-link-rule"
SEVERITY = Severity.ERROR
FIX = "Link to a file of docs/runbooks/, or write the runbook."

RUNBOOK = re.compile(r"(?:\$\{?runbooks\}?|/runbooks)/([^/?#]+\.md)")


def check(board: Board) -> Iterator[Problem]:
    """Find links to runbooks that nobody wrote."""
    known = board.context.runbooks
    if known is None:
        return
    for link in urls(board):
        match = RUNBOOK.search(link.url)
        if match and "$" not in match[1] and match[1] not in known:
            near = get_close_matches(match[1], known, n=1)
            yield link.problem(
                f"leads to {match[1]}, which does not exist{f'; did you mean {near[0]}?' if near else ''}"
            )
