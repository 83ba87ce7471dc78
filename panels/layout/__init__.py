"""How do panels become a dashboard? Lines, rows, ids, variables, annotations and links."""

from panels.layout import variables
from panels.layout.board import Board, dashboard
from panels.layout.grid import Row, row

__all__ = ["Board", "Row", "dashboard", "row", "variables"]
