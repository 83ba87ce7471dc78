"""Every panel that shows numbers has a unit that Grafana knows.

**Why**: 0.25 may be a quarter of a second or a quarter of all requests; a misspelt unit is shown as text after the
number.

**Anti-pattern**

    "fieldConfig": {"defaults": {"unit": "seconds"}}

**Best practice**

    "fieldConfig": {"defaults": {"unit": "s"}}

`none` and `short` are units too. Panels that show words instead of numbers (value mappings, or a text field of a stat)
need none.
"""

from collections.abc import Iterator

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import NUMERIC, Panel
from scripts.lint.units import is_unit

ID = "panel-units-rule"
SEVERITY = Severity.ERROR
FIX = "Set fieldConfig.defaults.unit: s, bytes, percentunit, reqps, short, none..."


def check(board: Board) -> Iterator[Problem]:
    """Find panels without a unit, and units that do not exist."""
    for panel in board.panels:
        if panel.type not in NUMERIC or panel.has_words or panel.in_library or _shows_text(panel):
            continue
        units = [str(unit) for unit in (panel.unit, *panel.overridden("unit")) if unit]
        if not units and not _own_unit(panel):
            yield panel.problem("has no unit")
        for unit in units:
            if not is_unit(unit):
                yield panel.problem(f"has the unit `{unit}`, which Grafana does not know")


def _shows_text(panel: Panel) -> bool:
    """Tell whether a stat shows a field that it names, which may be a text."""
    reduce = panel.options.get("reduceOptions")
    return panel.type == "stat" and isinstance(reduce, dict) and bool(reduce.get("fields"))


def _own_unit(panel: Panel) -> bool:
    """Tell whether a heatmap has the unit of its axis, where its visualization keeps it."""
    axis = panel.options.get("yAxis")
    return panel.type == "heatmap" and isinstance(axis, dict) and bool(axis.get("unit"))
