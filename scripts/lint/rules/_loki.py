"""Which LogQL queries of a dashboard are judged?"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.panel import QUERYING, Target
from scripts.lint.query import Query


def queries(board: Board) -> Iterator[tuple[Target, Query]]:
    """Walk the LogQL queries that somebody sees."""
    for panel in board.panels:
        for target in panel.targets if panel.type in QUERYING else ():
            query = target.query
            if query is not None and not target.hidden and query.raw.strip() and query.language == "logql":
                yield target, query
