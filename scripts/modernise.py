"""How does an old dashboard (grafanalib 0.7, Grafana 4 to 9 JSON) become one of today's model?

Keys are dropped by place, not at any depth: a living option may bear the name of a dead one.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from scripts.jsonvalue import Json

SCHEMA_VERSION = 42
COLUMNS = 24
OLD_COLUMNS = 12
ROW_PIXELS = 38
"""A grid row of today with its gap; old rows give their height in pixels."""

DEAD_DASHBOARD = (
    "hideControls",
    "sharedCrosshair",
    "style",
    "rows",
    "__inputs",
    "__requires",
    "__elements",
    "version",
    "id",
)
DEAD_PANEL = ("editable", "error", "height", "span", "minSpan", "isNew", "renderer", "iteration")
DEAD_TARGET = ("metric", "step", "intervalFactor", "target")
DEAD_VARIABLE = ("useTags", "tagsQuery", "tagValuesQuery", "tags")
WITHOUT_TARGETS = frozenset({"text", "row", "news", "dashlist", "alertlist"})

SUCCESSORS: Mapping[str, str] = {
    "graph": "timeseries",
    "singlestat": "stat",
    "table-old": "table",
    "grafana-piechart-panel": "piechart",
    "grafana-worldmap-panel": "geomap",
    "natel-discrete-panel": "state-timeline",
    "flant-statusmap-panel": "status-history",
}
"""Panels that Grafana no longer has, and what took their place (Grafana 12.4 `PanelModel.ts`)."""


def modernise(dashboard: Json, sources: Mapping[str, Mapping[str, str]]) -> tuple[Json, list[str]]:
    """Bring a dashboard to schemaVersion 42.

    Args:
        dashboard: the old model.
        sources: data source name -> reference (`type` and `uid`).

    Returns:
        The dashboard of today, and a note for each thing that has no living counterpart.
    """
    notes: list[str] = []
    made: Json = {key: value for key, value in _without_nulls(dashboard).items() if key not in DEAD_DASHBOARD}
    flat = list(_flat(_without_nulls(dashboard), notes))
    made["panels"] = [_panel(panel, sources, notes) for panel in flat]
    number(made["panels"])
    for variable in made.get("templating", {}).get("list", []):
        _variable(variable, sources, notes)
    for mark in made.get("annotations", {}).get("list", []):
        if "datasource" in mark:
            mark["datasource"] = _reference(mark["datasource"], sources, f"annotation {mark.get('name')}", notes)
    made["schemaVersion"] = SCHEMA_VERSION
    if dashboard.get("sharedCrosshair") is True:
        made["graphTooltip"] = 1
    made["graphTooltip"] = int(made.get("graphTooltip", 0))
    if made.get("refresh") in (False, None):
        made["refresh"] = ""
    return made, notes


def _without_nulls(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        return {key: _without_nulls(value) for key, value in node.items() if value is not None}
    return [_without_nulls(item) for item in node] if isinstance(node, list) else node


def _flat(dashboard: Json, notes: list[str]) -> Iterator[Json]:
    """Turn rows that hold panels into row panels, and spans into places on the grid."""
    if "rows" not in dashboard:
        yield from dashboard.get("panels", [])
        return
    y = 0
    for row in dashboard["rows"]:
        titled = bool(row.get("title")) or row.get("showTitle") is True
        if titled:
            yield {
                "type": "row",
                "title": row.get("title", ""),
                "collapsed": False,
                "panels": [],
                "gridPos": _at(0, y, 24, 1),
            }
            y += 1
        x = below = 0
        for panel in row.get("panels", []):
            width = max(1, round(float(panel.get("span", OLD_COLUMNS)) * COLUMNS / OLD_COLUMNS))
            height = _height(panel.get("height", row.get("height", 250)), notes, str(panel.get("title", "")))
            if x + width > COLUMNS:
                x, y, below = 0, y + below, 0
            yield {**panel, "gridPos": _at(x, y, width, height)}
            x, below = x + width, max(below, height)
        y += below


def _at(x: int, y: int, width: int, height: int) -> Json:
    return {"x": x, "y": y, "w": width, "h": height}


def _height(given: Any, notes: list[str], title: str) -> int:  # noqa: ANN401 - a number, "250px" or nonsense
    text = str(getattr(given, "pixels", given)).removesuffix("px")
    try:
        return max(3, round(float(text) / ROW_PIXELS))
    except ValueError:
        notes.append(f"panel {title!r}: the height {given!r} is no number of pixels; 8 rows are used")
        return 8


def _panel(panel: Json, sources: Mapping[str, Mapping[str, str]], notes: list[str]) -> Json:
    made = {key: value for key, value in panel.items() if key not in DEAD_PANEL}
    title = str(made.get("title", ""))
    kind = str(made.get("type", ""))
    if kind in SUCCESSORS:
        notes.append(f"panel {title!r}: {kind} is gone from Grafana; it becomes {SUCCESSORS[kind]}, check its options")
        made["type"] = kind = SUCCESSORS[kind]
        for dead in [key for key in made if key not in KEPT]:
            del made[dead]
    if kind in WITHOUT_TARGETS:
        made.pop("targets", None)
    if "datasource" in made:
        made["datasource"] = _reference(made["datasource"], sources, f"panel {title!r}", notes)
    if isinstance(made.get("options"), list):
        made["options"] = {}
    for n, target in enumerate(made.get("targets", [])):
        _target(target, n, made, sources, notes)
    _steps(made)
    made["panels"] = [_panel(inside, sources, notes) for inside in made.get("panels", [])]
    if kind != "row":
        del made["panels"]
    return made


KEPT = frozenset(
    {
        *(
            "datasource",
            "description",
            "fieldConfig",
            "gridPos",
            "id",
            "interval",
            "libraryPanel",
            "links",
            "maxDataPoints",
        ),
        *("options", "repeat", "repeatDirection", "targets", "timeFrom", "timeShift", "title", "transformations"),
        *("transparent", "type"),
    }
)
"""Keys of every panel of today; the rest of a dead panel's keys were its own options."""


def _target(target: Json, n: int, panel: Json, sources: Mapping[str, Mapping[str, str]], notes: list[str]) -> None:
    for dead in DEAD_TARGET:
        target.pop(dead, None)
    if not target.get("refId"):
        target["refId"] = chr(ord("A") + n)
    if "datasource" in target:
        target["datasource"] = _reference(target["datasource"], sources, f"panel {panel.get('title')!r}", notes)
    elif isinstance(panel.get("datasource"), dict):
        target["datasource"] = panel["datasource"]


def _steps(panel: Json) -> None:
    """Write threshold steps as a list, with `null` as a value and not as a word."""
    thresholds = panel.get("fieldConfig", {}).get("defaults", {}).get("thresholds", {})
    if not thresholds:
        return
    steps = thresholds.get("steps") or []
    for step in steps:
        if step.get("value") == "null":
            step["value"] = None
    thresholds["steps"] = steps


def _variable(variable: Json, sources: Mapping[str, Mapping[str, str]], notes: list[str]) -> None:
    for dead in DEAD_VARIABLE:
        variable.pop(dead, None)
    if "datasource" in variable:
        variable["datasource"] = _reference(variable["datasource"], sources, f"variable {variable.get('name')}", notes)
    if isinstance(variable.get("refresh"), bool):
        variable["refresh"] = int(variable["refresh"])


def _reference(given: Any, sources: Mapping[str, Mapping[str, str]], where: str, notes: list[str]) -> Any:  # noqa: ANN401
    """Turn a data source's name into a reference; variables and references stay."""
    if not isinstance(given, str):
        return given
    if given in ("-- Grafana --", "-- Mixed --", "-- Dashboard --"):
        return {"type": "grafana" if given == "-- Grafana --" else "datasource", "uid": given}
    if given in sources:
        return dict(sources[given])
    if given.startswith("$"):
        name = given.strip("${}")
        return {"type": "prometheus", "uid": f"${{{name}}}"}
    notes.append(f"{where}: the data source {given!r} is not in dash.toml; it is taken for the uid of a Prometheus")
    return {"type": "prometheus", "uid": given}


def number(panels: list[Json]) -> None:
    """Give an id to each panel that lacks one, also inside rows, from kind and title, so that it stays."""
    every = [one for panel in panels for one in (panel, *panel.get("panels", []))]
    taken = {panel["id"] for panel in every if _has_id(panel)}
    for panel in every:
        if _has_id(panel):
            continue
        made = crc32(f"{panel.get('type')}/{panel.get('title')}/".encode()) % (2**31 - 1) + 1
        while made in taken:
            made = made % (2**31 - 1) + 1
        panel["id"] = made
        taken.add(made)


def _has_id(panel: Json) -> bool:
    return isinstance(panel.get("id"), int) and panel["id"] > 0
