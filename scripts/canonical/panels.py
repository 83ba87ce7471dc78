"""What does a save write as a panel?

Source: `vizPanelToPanel`, `gridRowToSaveModel` and `buildGridItemForPanel` of Grafana 12.4, its `PanelModel`, and
what its server then drops (`cleanupPanelForSaveWithContext`).
"""

from typing import Any

from scripts.canonical.fields import base_at_zero, field_config
from scripts.canonical.plugins import VERSION, Plugin, plugins
from scripts.canonical.tables import brought_up
from scripts.canonical.values import merged, without
from scripts.jsonvalue import Json

KEPT = ("id", "type", "title", "description", "gridPos", "fieldConfig", "options", "transparent", "pluginVersion")
KEPT_OF_QUERIES = ("datasource", "targets", "maxDataPoints", "interval", "cacheTimeout", "queryCachingTTL")
KEPT_OF_TIME = ("timeFrom", "timeShift", "timeCompare", "hideTimeOverride")

DEFAULT_PLACE = {"x": 0, "y": 0, "w": 6, "h": 3}
NO_QUERY = [{"refId": "A"}]

UNSAID: Json = {
    "title": "",
    "description": "",
    "transparent": False,
    "gridPos": DEFAULT_PLACE,
    "links": [],
    "transformations": [],
    "options": {},
    "fieldConfig": {"defaults": {}, "overrides": []},
    "targets": NO_QUERY,
    "interval": "",
    "cacheTimeout": "",
    "queryCachingTTL": 0,
}
"""Values that a save does not write."""

WHOLE_WIDTH = 24


def panel(given: Json, *, shown: bool = True, strict: bool = True) -> Json:
    """Bring a panel into the form of a save.

    Args:
        given: the panel; it is changed and belongs to the result.
        shown: whether the browser shows it; it fills in defaults only of panels that it shows.
        strict: drop field properties that 12.4 does not know.
    """
    if given.get("libraryPanel"):
        return {key: given[key] for key in ("id", "title", "gridPos", "libraryPanel") if key in given}
    kind = given.setdefault("type", "timeseries")
    plugin = plugins().get(kind) if isinstance(kind, str) else None
    kept = {key: given[key] for key in KEPT if key in given}
    if plugin is None or plugin.queries:
        _queries(given, kept)
    if given.get("links"):
        kept["links"] = given["links"]
    if any(given.get(key) for key in KEPT_OF_TIME[:3]):
        kept.update({key: given[key] for key in KEPT_OF_TIME if key in given})
    _repeat(given, kept)
    if kind == "table":
        brought_up(kept)
    if shown and plugin is not None:
        _filled(kept, plugin, strict=strict)
    else:
        base_at_zero(_thresholds(kept))
    return without(kept, UNSAID)


def _filled(kept: Json, plugin: Plugin, *, strict: bool) -> None:
    options = kept.get("options") or {}
    kept["options"] = merged(plugin.options if options else plugin.bare, options)
    kept["fieldConfig"] = field_config(kept.get("fieldConfig") or {}, plugin, strict=strict)
    kept["pluginVersion"] = VERSION


def _thresholds(kept: Json) -> Any:  # noqa: ANN401 - whatever stands there
    config = kept.get("fieldConfig")
    defaults = config.get("defaults") if isinstance(config, dict) else None
    return defaults.get("thresholds") if isinstance(defaults, dict) else None


def _queries(given: Json, kept: Json) -> None:
    kept.update({key: given[key] for key in KEPT_OF_QUERIES if key in given})
    kept["targets"] = targets(given.get("targets") or NO_QUERY)
    if not kept.get("datasource"):
        kept.pop("datasource", None)
        first = next((one["datasource"] for one in kept["targets"] if one.get("datasource")), None)
        if isinstance(first, dict):
            kept["datasource"] = {key: first[key] for key in ("type", "uid") if first.get(key)}
    if given.get("transformations"):
        kept["transformations"] = given["transformations"]


def targets(given: list[Json]) -> list[Json]:
    """Give every query a refId, and leave out that it is not hidden."""
    taken = {one.get("refId") for one in given}
    free = iter(name for name in _names() if name not in taken)
    return [{**without(one, {"hide": False}), "refId": one.get("refId") or next(free)} for one in given]


def _names() -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*letters, *(f"{first}{second}" for first in letters for second in letters)]


def _repeat(given: Json, kept: Json) -> None:
    if given.get("maxPerRow"):
        kept["maxPerRow"] = given["maxPerRow"]
    if not given.get("repeat"):
        return
    down = given.get("repeatDirection") == "v"
    kept.update(repeat=given["repeat"], repeatDirection="v" if down else "h")
    if not down and isinstance(kept.get("gridPos"), dict):
        kept["gridPos"] = {**kept["gridPos"], "w": WHOLE_WIDTH}


def row(given: Json, *, strict: bool = True, shown: bool = False) -> Json:
    """Bring a row into the form of a save: it spans the grid, and holds panels only while it is closed.

    Args:
        given: the row; it is changed and belongs to the result.
        strict: drop field properties that 12.4 does not know.
        shown: whether its panels count as shown although the row is closed.
    """
    closed = bool(given.get("collapsed"))
    place = given.get("gridPos")
    made: Json = {
        "type": "row",
        "title": given.get("title", ""),
        "collapsed": closed,
        "gridPos": {"x": 0, "y": place.get("y", 0) if isinstance(place, dict) else 0, "w": WHOLE_WIDTH, "h": 1},
        "panels": [panel(one, shown=shown, strict=strict) for one in given.get("panels") or []] if closed else [],
    }
    made.update({key: given[key] for key in ("id", "repeat") if given.get(key)})
    return without(made, {"title": ""})
