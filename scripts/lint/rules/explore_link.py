"""A link to Explore opens with a query that parses.

**Why**: Explore ignores what it cannot read, and opens empty.

**Anti-pattern**

    /explore?query=up

**Best practice**

    /explore?schemaVersion=1&panes={"a":{"datasource":"${prometheus_datasource}","queries":[{"refId":"A","expr":"up"}],...}}

with the JSON percent-encoded.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from scripts.lint.board import Board, listed
from scripts.lint.finding import Problem, Severity
from scripts.lint.links import urls

ID = "explore-link-rule"
SEVERITY = Severity.ERROR
FIX = "Build the link with one function: schemaVersion=1 and panes with a data source and queries."


def check(board: Board) -> Iterator[Problem]:
    """Find links to Explore that it cannot read."""
    for link in urls(board):
        if urlsplit(link.url).path.rstrip("/").endswith("/explore"):
            for reason in _wrong(link.url, board):
                yield link.problem(reason)


def _wrong(url: str, board: Board) -> Iterator[str]:
    asked = parse_qs(urlsplit(url).query, keep_blank_values=True)
    if "left" in asked:  # the form of Grafana 9 and before, which is still understood
        panes = _read(asked["left"][0])
        found = [panes] if isinstance(panes, dict) else []
    else:
        if asked.get("schemaVersion") != ["1"]:
            yield "has no schemaVersion=1"
        panes = _read(asked.get("panes", [""])[0])
        found = list(panes.values()) if isinstance(panes, dict) else []
    if not found:
        yield "has no panes that are JSON"
    for pane in found:
        yield from _pane(pane, board)


def _read(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    for attempt in (text, unquote(text)):
        try:
            return json.loads(attempt)
        except ValueError:
            continue
    return None


def _pane(pane: Any, board: Board) -> Iterator[str]:  # noqa: ANN401 - JSON holds anything
    if not isinstance(pane, dict) or not pane.get("datasource"):
        yield "has a pane without a data source"
        return
    queries = listed(pane.get("queries"))
    if not queries:
        yield "has a pane without queries"
    for one in queries:
        language = board.language(one.get("datasource") or pane["datasource"])
        if not one.get("refId"):
            yield "has a query without refId"
        if language is not None and isinstance(one.get("expr"), str):
            query = board.query(one["expr"], language)
            if query.error:
                yield f"asks `{query.raw}`: {query.error}"
