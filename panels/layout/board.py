"""What is a whole dashboard?"""

from collections.abc import Mapping, Sequence
from typing import Literal

from grafana_foundation_sdk.models import dashboard as model

from panels.factories.made import Panel
from panels.layout import annotations, ids, variables
from panels.layout.grid import Row, place
from panels.queries.expr import Where, seconds
from panels.queries.scope import SERVICE

PREFIX = "Bot-Core / "
TAG = "bot-core"
OPEN_ROWS = 2
"""Rows that are open at first; collapsed ones ask nothing."""

QUICK_RANGES = {"Last 5 minutes": "now-5m", "Last 24 hours": "now-24h", "Last 7 days": "now-7d"}
"""The guide's ranges."""

REFRESH_INTERVALS = ("15s", "30s", "1m", "5m", "15m", "30m", "1h")
"""None is faster than a scrape; Grafana's own list lacks the first, and shows nothing for what it does not list."""

Area = Literal["system", "trading", "api", "ai", "database", "websocket", "business"]


class Board(model.Dashboard):
    """The SDK's dashboard, and which line of Python made each panel.

    Attributes:
        sources: panel id -> `file:line`; rows are in it too; never in the JSON.
    """

    sources: Mapping[int, str]


def dashboard(
    name: str,
    *rows: Row,
    uid: str,
    area: Area,
    question: str,
    time: str,
    refresh: str,
    choices: Sequence[model.VariableModel],
    where: Where = SERVICE,
    interval: str = "",
) -> Board:
    """Make a dashboard.

    Args:
        name: its title without `Bot-Core / `.
        rows: from top to bottom; the first two are open.
        uid: the guide's path.
        area: its second tag.
        question: the question it answers; becomes its description.
        time: the default range, such as `now-1h`.
        refresh: not faster than the data, such as `30s`.
        choices: the variables after the two data sources.
        where: which starts of services are marked: the filters that this dashboard has.
        interval: the smallest step of all its panels; coarser ones keep theirs.

    Raises:
        ValueError: two panels or rows have one name, or a line does not fill the 24 columns.
    """
    panels = [panel for row in rows for line in row.lines for panel in line]
    sources = ids.number(iter(panels))
    for panel in panels:
        _ask_no_finer(panel.build(), interval)
    board = Board(
        uid=uid,
        title=PREFIX + name,
        description=question,
        tags=[TAG, area],
        timezone="browser",
        editable=True,
        graph_tooltip=model.DashboardCursorSync.CROSSHAIR,
        time=model.DashboardDashboardTime(from_val=time, to="now"),
        timepicker=model.TimePickerConfig(
            hidden=None, quick_ranges=_quick_ranges(), refresh_intervals=[*REFRESH_INTERVALS]
        ),
        refresh=refresh,
        links=[_navigation()],
        preload=False,
    )
    board.templating = model.DashboardDashboardTemplating(
        list_val=[variables.PROMETHEUS_SOURCE, variables.LOKI_SOURCE, *choices, *variables.HIDDEN]
    )
    board.annotations = model.AnnotationContainer(
        list_val=[annotations.alerts(), annotations.starts(where), annotations.deployments()]
    )
    board.panels = _stack(rows, sources)
    board.sources = sources
    return board


def _ask_no_finer(panel: model.Panel, interval: str) -> None:
    """Raise a panel's smallest step to that of its dashboard."""
    if interval and panel.targets and (not panel.interval or seconds(panel.interval) < seconds(interval)):
        panel.interval = interval


def _stack(rows: Sequence[Row], sources: dict[int, str]) -> list[model.Panel | model.RowPanel]:
    """Pile the rows up; a collapsed one holds its panels inside and takes one line."""
    placed: list[model.Panel | model.RowPanel] = []
    y = 0
    for n, row in enumerate(rows):
        collapsed = n >= OPEN_ROWS
        header = model.RowPanel(collapsed=collapsed, title=row.title, id_val=ids.panel_id("row", row.title))
        if header.id_val in sources:
            raise ValueError(f"two rows {row.title!r}: {sources[header.id_val]} and {row.made_at}")
        sources[header.id_val] = row.made_at
        header.grid_pos = model.GridPos(h=1, w=24, x=0, y=y)
        inside = _lines(row, y + 1)
        header.panels = inside if collapsed else []
        placed.append(header)
        if not collapsed:
            placed.extend(inside)
        y = y + 1 if collapsed else _bottom(inside)
    return placed


def _lines(row: Row, top: int) -> list[model.Panel]:
    for line in row.lines:
        top = place(line, top)
    built: list[Panel] = [panel for line in row.lines for panel in line]
    return [panel.build() for panel in built]


def _bottom(panels: Sequence[model.Panel]) -> int:
    return max(position.y + position.h for panel in panels if (position := panel.grid_pos))


def _navigation() -> model.DashboardLink:
    """Offer all our dashboards, keeping time and choices."""
    return DashboardsLink(
        title="Bot-Core",
        type_val=model.DashboardLinkType.DASHBOARDS,
        icon="external link",
        tags=[TAG],
        url="",
        as_dropdown=True,
        include_vars=True,
        keep_time=True,
    )


class DashboardsLink(model.DashboardLink):
    """A link of a dashboard; the SDK's own writes `placement`, and Grafana then hides it."""

    def to_json(self) -> dict[str, object]:
        """Write it without `placement`."""
        return {key: value for key, value in super().to_json().items() if key != "placement"}


def _quick_ranges() -> list[model.TimeOption]:
    return [model.TimeOption(display=text, from_val=start, to="now") for text, start in QUICK_RANGES.items()]
