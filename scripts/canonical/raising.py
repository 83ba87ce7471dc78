"""How does Grafana raise a dashboard from schema version 36 to 42 when it opens it?

Source: Grafana 12.4's migrations v37 to v42. Earlier ones need the data sources of a server; they are left to it.
"""

from collections.abc import Iterator
from typing import Any

from scripts.canonical.values import objects
from scripts.jsonvalue import Json

OLDEST = 36
NEWEST = 42
"""Grafana 12 and 13 write it; it is the last one of the classic model."""

CELL_MODES: dict[str, Json] = {
    "basic": {"type": "gauge", "mode": "basic"},
    "gradient-gauge": {"type": "gauge", "mode": "gradient"},
    "lcd-gauge": {"type": "gauge", "mode": "lcd"},
    "color-background": {"type": "color-background", "mode": "gradient"},
    "color-background-solid": {"type": "color-background", "mode": "basic"},
}
"""Cells of a table by their old name; another name is the type itself."""


def raised(given: Json) -> None:
    """Bring a dashboard to the newest schema version if it is recent enough; it is changed."""
    version = given.setdefault("schemaVersion", NEWEST)
    if not isinstance(version, int) or not OLDEST <= version < NEWEST:
        return
    given["schemaVersion"] = NEWEST
    if version < 40 and not isinstance(given.get("refresh"), str):  # noqa: PLR2004 - schema versions
        given["refresh"] = ""
    for panel in _panels(given):
        if version < 37:  # noqa: PLR2004
            _legend(panel)
        if version < 38 and panel.get("type") == "table":  # noqa: PLR2004
            _cells(panel)
        if version < 39:  # noqa: PLR2004
            _statistics(panel)
        _hidden(panel)


def _panels(given: Json) -> Iterator[Json]:
    for panel in objects(given.get("panels")):
        yield panel
        yield from objects(panel.get("panels"))


def _legend(panel: Json) -> None:
    options = panel.get("options")
    legend = options.get("legend") if isinstance(options, dict) else None
    if not isinstance(legend, dict):
        return
    legend["showLegend"] = legend.get("displayMode") != "hidden" and legend.get("showLegend") is not False
    if not legend["showLegend"]:
        legend["displayMode"] = "list"


def _cells(panel: Json) -> None:
    config = panel.get("fieldConfig")
    defaults = config.get("defaults") if isinstance(config, dict) else None
    custom = defaults.get("custom") if isinstance(defaults, dict) else None
    if isinstance(custom, dict) and "displayMode" in custom:
        custom["cellOptions"] = _cell(custom.pop("displayMode"))
    for one in _properties(panel):
        if one.get("id") == "custom.displayMode":
            one.update(id="custom.cellOptions", value=_cell(one["value"]) if "value" in one else {})


def _cell(mode: Any) -> Any:  # noqa: ANN401 - whatever stands there
    return dict(CELL_MODES.get(mode, {"type": mode})) if isinstance(mode, str) else mode


def _statistics(panel: Json) -> None:
    for step in objects(panel.get("transformations")):
        options = step.get("options")
        statistics = options.get("refIdToStat") if isinstance(options, dict) else None
        if step.get("id") == "timeSeriesTable" and isinstance(statistics, dict):
            step["options"] = {query: {"stat": statistic} for query, statistic in statistics.items()}


def _hidden(panel: Json) -> None:
    for one in _properties(panel):
        value = one.get("value")
        if one.get("id") == "custom.hideFrom" and isinstance(value, dict) and value.get("viz") is True:
            value["tooltip"] = True


def _properties(panel: Json) -> Iterator[Json]:
    config = panel.get("fieldConfig")
    for override in objects(config.get("overrides")) if isinstance(config, dict) else ():
        yield from objects(override.get("properties"))
