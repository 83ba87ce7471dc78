"""A panel without limits has one neutral colour, never Grafana's own green and red.

**Why**: without thresholds Grafana paints everything from 80 red: 118 users turn red, and so does every second bar.

**Anti-pattern**

    "thresholds": {"steps": [{"color": "green", "value": null}, {"color": "red", "value": 80}]}

**Best practice**

    "thresholds": {"steps": [{"color": "text", "value": null}]}
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel

ID = "default-colours-rule"
SEVERITY = Severity.WARNING
FIX = "Set the thresholds that are meant, or one neutral step."

COLOURED = frozenset({"stat", "gauge", "bargauge"})
"""Panels that colour by threshold unless they are told otherwise."""

DEFAULT = ([("green", None), ("red", 80)], [("green", 0), ("red", 80)])
"""As made by Grafana, and as a save writes it."""


def check(board: Board) -> Iterator[Problem]:
    """Find panels that show the default colours."""
    for panel in board.panels:
        if _by_threshold(panel) and not _own_colours(panel) and _default(panel):
            yield panel.problem("has no thresholds of its own: Grafana paints everything from 80 red")


def _by_threshold(panel: Panel) -> bool:
    """Tell whether thresholds colour the panel."""
    colour = panel.defaults.get("color")
    mode = colour.get("mode") if isinstance(colour, dict) else None
    if panel.type == "stat" and panel.options.get("colorMode") == "none":
        return False
    style = panel.custom.get("thresholdsStyle")
    if panel.type == "timeseries" and isinstance(style, dict) and style.get("mode") not in (None, "off"):
        return True
    return mode == "thresholds" and panel.type in COLOURED | {"timeseries"} if mode else panel.type in COLOURED


def _own_colours(panel: Panel) -> bool:
    """Tell whether words or overrides give the colours."""
    return (
        panel.has_words or bool(panel.overridden("color")) or bool(panel.overridden("thresholds")) or panel.in_library
    )


def _default(panel: Panel) -> bool:
    thresholds = panel.defaults.get("thresholds")
    steps = thresholds.get("steps") if isinstance(thresholds, dict) else None
    if not isinstance(steps, list) or not steps:
        return True
    found = [(step.get("color"), step.get("value")) for step in steps if isinstance(step, dict)]
    return found in DEFAULT
