"""Which PromQL queries has a dashboard, panels and annotations alike?"""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.lint.board import Board
from scripts.lint.finding import Problem
from scripts.lint.panel import Target
from scripts.lint.query import Query


@dataclass(frozen=True, slots=True)
class Found:
    """A query and where it was found; an annotation has no target."""

    board: Board
    query: Query
    target: Target | None = None
    annotation: str = ""

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the query."""
        if self.target is not None:
            return self.target.problem(message, fix)
        return self.board.problem(f"the annotation `{self.annotation}`: {message}", fix)


def promql(board: Board) -> Iterator[Found]:
    """Walk the PromQL queries that parse."""
    for panel in board.panels:
        for target in panel.targets:
            if target.query is not None and target.query.is_promql:
                yield Found(board, target.query, target)
    for one in board.annotations:
        if one.get("expr") and board.language(one.get("datasource")) == "promql":
            query = board.query(str(one["expr"]), "promql")
            if query.is_promql:
                yield Found(board, query, None, str(one.get("name") or ""))
