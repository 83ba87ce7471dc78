"""Which kinds of panel are there? One factory each; all return the Foundation SDK's own builder."""

from panels.factories.graphs import heatmap, piechart, state_timeline, timeseries
from panels.factories.look import shown_as
from panels.factories.singles import bargauge, gauge, stat
from panels.factories.tables import Column, table
from panels.factories.texts import alertlist, logs, text

__all__ = [
    "Column",
    "alertlist",
    "bargauge",
    "gauge",
    "heatmap",
    "logs",
    "piechart",
    "shown_as",
    "stat",
    "state_timeline",
    "table",
    "text",
    "timeseries",
]
