"""Which links does a dashboard have, and where do they stand?"""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.lint.board import Board, listed
from scripts.lint.finding import Problem
from scripts.lint.panel import Panel


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the dashboard, of a panel, or of the values in a panel."""

    board: Board
    title: str
    url: str
    panel: Panel | None = None

    def problem(self, message: str, fix: str = "") -> Problem:
        """Say something about the link."""
        message = f"the link `{self.title or self.url}` {message}"
        return self.panel.problem(message, fix) if self.panel else self.board.problem(message, fix)


def urls(board: Board) -> Iterator[Link]:
    """Walk every link that has a URL."""
    for link in listed(board.spec.get("links")):
        if link.get("url"):
            yield Link(board, str(link.get("title") or ""), str(link["url"]))
    for panel in board.panels:
        for link in panel.links:
            if link.get("url"):
                yield Link(board, str(link.get("title") or ""), str(link["url"]), panel)
