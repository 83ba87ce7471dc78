"""What does a save write as a panel?

Source: `vizPanelToPanel`, `gridRowToSaveModel` and `buildGridItemForPanel` of Grafana 12.4, its `PanelModel`, and
what its server then drops (`cleanupPanelForSaveWithContext`).
"""

from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

from scripts.canonical.fields import base_at_zero, field_config
from scripts.canonical.grid import COLUMNS, DEFAULT_PLACE, order, place_of
from scripts.canonical.plugins import VERSION, Plugin, plugins
from scripts.canonical.tables import brought_up
from scripts.canonical.values import merged, objects, without
from scripts.jsonvalue import Json

KEPT = ("id", "type", "title", "description", "gridPos", "fieldConfig", "options", "transparent", "pluginVersion")
KEPT_OF_QUERIES = ("datasource", "targets", "maxDataPoints", "interval", "cacheTimeout", "queryCachingTTL")
KEPT_OF_TIME = ("timeFrom", "timeShift", "timeCompare", "hideTimeOverride")

NO_QUERY = [{"refId": "A"}]

UNSAID: Json = {
    "title": "",
    "description": "",
    "transparent": False,
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


def panel(given: Json, *, shown: bool = True, strict: bool = True) -> Json:
    """Bring a panel into the form of a save.

    Args:
        given: the panel; it is changed and belongs to the result.
        shown: whether the browser shows it; it fills in defaults only of panels that it shows.
        strict: drop field properties that 12.4 does not know.
    """
    given["gridPos"] = place_of(given.get("gridPos"))
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
    if shown and plugin is not None:
        if kind == "table":
            brought_up(kept)
        _filled(kept, plugin, strict=strict)
    else:
        base_at_zero(_thresholds(kept))
    return without(kept, UNSAID)


def _filled(kept: Json, plugin: Plugin, *, strict: bool) -> None:
    options = kept.get("options") or {}
    kept["options"] = merged(plugin.options if options else plugin.bare, options)
    kept["fieldConfig"] = field_config(kept.get("fieldConfig"), plugin, strict=strict)
    kept["pluginVersion"] = VERSION


def _thresholds(kept: Json) -> Any:  # noqa: ANN401 - whatever stands there
    config = kept.get("fieldConfig")
    defaults = config.get("defaults") if isinstance(config, dict) else None
    return defaults.get("thresholds") if isinstance(defaults, dict) else None


def _queries(given: Json, kept: Json) -> None:
    kept.update({key: given[key] for key in KEPT_OF_QUERIES if key in given})
    kept["targets"] = targets(objects(given.get("targets")) or NO_QUERY)
    if "datasource" not in kept:
        first = next((one["datasource"] for one in kept["targets"] if one.get("datasource")), None)
        if isinstance(first, dict):
            kept["datasource"] = {key: first[key] for key in ("type", "uid") if first.get(key)}
    if given.get("transformations"):
        kept["transformations"] = given["transformations"]


def targets(given: list[Json]) -> list[Json]:
    """Give every query a refId, and leave out that it is not hidden."""
    made = [without(one, {"hide": False}) for one in given]
    taken = [one.get("refId") for one in made]
    free = (name for name in _names() if name not in taken)
    for one in made:
        one["refId"] = one.get("refId") or next(free)
    return made


def _names() -> Iterator[str]:
    for first in ("", *ascii_uppercase):
        for last in ascii_uppercase:
            yield first + last


def _repeat(given: Json, kept: Json) -> None:
    if given.get("maxPerRow"):
        kept["maxPerRow"] = given["maxPerRow"]
    if not given.get("repeat"):
        return
    down = given.get("repeatDirection") == "v"
    kept.update(repeat=given["repeat"], repeatDirection="v" if down else "h")
    if not down:
        kept["gridPos"]["w"] = COLUMNS


def row(given: Json, *, strict: bool = True, shown: bool = False) -> Json:
    """Bring a row into the form of a save: it spans the grid, and holds panels only while it is closed.

    Args:
        given: the row; it is changed and belongs to the result.
        strict: drop field properties that 12.4 does not know.
        shown: whether its panels count as shown although the row is closed.
    """
    closed = bool(given.get("collapsed"))
    inside = [panel(one, shown=shown, strict=strict) for one in objects(given.get("panels"))] if closed else []
    made: Json = {
        "type": "row",
        "title": given.get("title", ""),
        "collapsed": closed,
        "gridPos": {"x": 0, "y": place_of(given.get("gridPos"))["y"], "w": COLUMNS, "h": 1},
        "panels": [without(one, {"gridPos": DEFAULT_PLACE}) for one in sorted(inside, key=order)],
    }
    made.update({key: given[key] for key in ("id", "repeat") if given.get(key)})
    return without(made, {"title": ""})
