"""Where does each panel stand on the 24 columns?"""

from collections.abc import Sequence
from dataclasses import dataclass

from grafana_foundation_sdk.models import dashboard as model

from panels.factories.made import Panel

COLUMNS = 24
"""Grafana's grid."""

Line = Sequence[Panel]


@dataclass(frozen=True, slots=True)
class Row:
    """A titled row of lines; a line is a list of panels that share the 24 columns."""

    title: str
    lines: tuple[Line, ...]
    made_at: str = ""


def row(title: str, *lines: Line) -> Row:
    """Make a row.

    Args:
        title: unique in its dashboard.
        lines: each a list of panels, which is one line on the screen.

    Raises:
        ValueError: a line is empty, or the row has none.
    """
    from panels.style.sources import caller  # noqa: PLC0415 - kept beside its only use

    if not lines or not all(lines):
        raise ValueError(f"row {title!r}: every line needs a panel")
    return Row(title, lines, caller())


def widths(line: Line) -> list[int]:
    """Share the 24 columns: what was asked for, the rest in equal parts, the first ones wider.

    Raises:
        ValueError: the panels need more columns, or leave some empty.
    """
    free = [n for n, panel in enumerate(line) if not panel.columns]
    left = COLUMNS - sum(panel.columns for panel in line)
    titles = [panel.build().title for panel in line]
    if left < len(free) or (left and not free):
        raise ValueError(f"the line {titles} takes {COLUMNS - left} of {COLUMNS} columns")
    asked = [panel.columns for panel in line]
    for place, n in enumerate(free):
        asked[n] = left // len(free) + (place < left % len(free))
    return asked


def place(line: Line, top: int) -> int:
    """Put one line of panels on the grid and return the y below it."""
    x, height = 0, max(panel.lines for panel in line)
    for panel, width in zip(line, widths(line), strict=True):
        panel.fit(width)
        panel.build().grid_pos = model.GridPos(h=height, w=width, x=x, y=top)
        x += width
    return top + height
