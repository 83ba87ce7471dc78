"""What does v1beta1 do to each panel? The panels' part of the migration that the recordings show."""

from collections.abc import Iterator
from itertools import chain, count
from typing import Any

from scripts.jsonvalue import Json

REFERENCES = 36
"""schemaVersion from which data sources are named by reference."""
TEXT_REFRESH = 40
"""schemaVersion from which `refresh` is text."""

BUILT_IN_ANNOTATION: Json = {
    "builtIn": 1,
    "datasource": {"type": "grafana", "uid": "-- Grafana --"},
    "enable": True,
    "hide": True,
    "iconColor": "rgba(0, 211, 255, 1)",
    "name": "Annotations & Alerts",
    "type": "dashboard",
}

_DEFAULTS: Json = {
    "gridPos": {"x": 0, "y": 0, "h": 3, "w": 6},
    "targets": [{"refId": "A"}],
    "cachedPluginOptions": {},
    "transparent": False,
    "options": {},
    "links": [],
    "title": "",
}
_NO_FIELDS: Json = {"defaults": {}, "overrides": []}
_NEVER_SAVED = (
    *("events", "isViewing", "isEditing", "isInView", "hasRefreshed", "cachedPluginOptions", "plugin", "queryRunner"),
    *("replaceVariables", "configRev", "hasSavedPanelEditChange", "getDisplayTitle", "dataSupport", "key", "isNew"),
    *("refreshWhenInView", "scopedVars"),
)
_RENAMED = {
    "graph": "timeseries",
    "graphite": "timeseries",
    "table-old": "table",
    "singlestat": "stat",
    "grafana-singlestat-panel": "stat",
    "grafana-piechart-panel": "piechart",
    "grafana-worldmap-panel": "geomap",
    "natel-discrete-panel": "state-timeline",
}


def _panels(holder: object, key: str = "panels") -> Iterator[Json]:
    children = holder.get(key) if isinstance(holder, dict) else None
    for child in children if isinstance(children, list) else []:
        if isinstance(child, dict):
            yield child


def rows_and_panels(board: Json) -> Iterator[Json]:
    """Top-level panels and those of the rows of models before 16."""
    return chain(_panels(board), *(_panels(row) for row in _panels(board, "rows")))


def everything(board: Json) -> Iterator[Json]:
    """Every panel, also those inside of collapsed rows."""
    for panel in _panels(board):
        yield panel
        yield from _panels(panel)
    for row in _panels(board, "rows"):
        yield from _panels(row)


def copied(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """A copy of JSON that shares nothing; quicker than deepcopy, which lists of large dashboards need."""
    if isinstance(value, dict):
        return {key: copied(child) if isinstance(child, dict | list) else child for key, child in value.items()}
    if isinstance(value, list):
        return [copied(child) if isinstance(child, dict | list) else child for child in value]
    return value


def fill(panel: Json) -> None:
    """Give a panel the defaults of the panel model."""
    for key, value in _DEFAULTS.items():
        if panel.get(key) is None:
            panel[key] = copied(value)
    if isinstance(panel.setdefault("fieldConfig", {}), dict):
        panel["fieldConfig"].setdefault("defaults", {})
        panel["fieldConfig"].setdefault("overrides", [])
    targets = [target for target in panel["targets"] if isinstance(target, dict)]
    used = {target.get("refId") for target in targets}
    letters = (letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in used)
    for target in targets:
        if target.get("refId") is None:
            target["refId"] = next(letters, "Z")


def number(board: Json) -> None:
    """Give every panel an id of its own; the first owner keeps it."""
    panels = list(everything(board))
    ids = [panel.get("id") for panel in panels]
    fresh = count(max([number for number in ids if isinstance(number, int)], default=0) + 1)
    seen: set[int] = set()
    for panel in panels:
        ident = panel.get("id")
        if isinstance(ident, int) and ident > 0 and ident not in seen:
            seen.add(ident)
        else:
            panel["id"] = next(fresh)


def name_sources(board: Json, default: Json | None) -> None:
    """Name the data source of panels and targets that name none."""
    reference = {"type": default["type"], "uid": default["uid"]} if default else {}
    for panel in _panels(board):
        _name_source(panel, reference)
        for nested in _panels(panel):
            if nested.get("targets"):
                _name_source(nested, reference)
    for query in board["annotations"]["list"]:
        if isinstance(query, dict) and query.get("datasource") is None:
            query["datasource"] = dict(reference)


def _name_source(panel: Json, reference: Json) -> None:
    if not panel.get("targets"):
        panel["targets"] = [{"refId": "A"}]
    if panel.get("datasource") is None:
        panel["datasource"] = dict(reference)
    for target in panel["targets"]:
        own = target.get("datasource")
        if not isinstance(own, dict) or own.get("uid") is None:
            target["datasource"] = dict(panel["datasource"])


def drop_nulls(value: object) -> None:
    """Remove keys whose value is null, at any depth; nulls in lists stay."""
    if isinstance(value, dict):
        if None in value.values():
            for key in [key for key, child in value.items() if child is None]:
                del value[key]
        value = list(value.values())
    for child in value if isinstance(value, list) else ():
        if isinstance(child, dict | list):
            drop_nulls(child)


def clean(panel: Json, *, nested: bool = False) -> None:
    """Drop from a panel and those inside of it what is never saved and what equals a default."""
    renamed = _RENAMED.get(str(panel.get("type")))
    if renamed:
        panel["autoMigrateFrom"], panel["type"] = panel["type"], renamed
    if panel.get("libraryPanel") is not None:
        for key in panel.keys() - {"id", "title", "gridPos", "libraryPanel"}:
            del panel[key]
        return
    defaults = [*_DEFAULTS.items(), ("fieldConfig", _NO_FIELDS)]
    defaults += [] if nested else [("transformations", [])]
    defaults += [("repeat", "")] if panel.get("type") == "row" else []
    for key in _NEVER_SAVED:
        panel.pop(key, None)
    for key, value in defaults:
        if key in panel and panel[key] == value:
            del panel[key]
    drop_nulls(panel)
    if panel.get("targets") == []:
        del panel["targets"]
    for inner in _panels(panel):
        clean(inner, nested=True)


def position(panel: Json) -> tuple[Any, Any]:
    """Where a panel stands: from top to bottom, then from left to right."""
    grid = panel.get("gridPos") or {}
    return grid.get("y", 0), grid.get("x", 0)
