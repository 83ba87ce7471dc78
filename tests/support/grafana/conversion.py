"""How does a dashboard stored at one API version look at another?"""

from collections.abc import Iterator

from support.grafana.migration import LATEST, MigrationError, migrate
from support.grafana.modes import V2, V2ALPHA

from scripts.jsonvalue import Json

NEW_MODELS = (V2, V2ALPHA)


def convert(spec: Json, stored: str, wanted: str, source: Json | None) -> Json:
    """The spec at another version; from a v2 model with losses, as Grafana 12.4 does it."""
    if stored in NEW_MODELS:
        return spec if wanted in NEW_MODELS else _flatten(spec)
    if wanted in NEW_MODELS:
        return _unfold(spec)
    if wanted.startswith("v0") or stored == wanted:
        return spec
    try:
        return migrate(spec, source)
    except MigrationError:
        return spec


def _flatten(spec: Json) -> Json:
    """A v2 dashboard as a classic one: tabs become rows, what has no place is lost."""
    times = spec.get("timeSettings", {})
    board = {
        "annotations": {"list": []},
        "editable": spec.get("editable", True),
        "fiscalYearStartMonth": times.get("fiscalYearStartMonth", 0),
        "graphTooltip": {"Off": 0, "Crosshair": 1, "Tooltip": 2}.get(spec.get("cursorSync", "Off"), 0),
        "panels": list(_lay_out(spec)),
        "preload": spec.get("preload", False),
        "refresh": times.get("autoRefresh", ""),
        "schemaVersion": LATEST,
        "time": {"from": times.get("from", "now-6h"), "to": times.get("to", "now")},
        "title": spec.get("title", ""),
    }
    return board | ({"tags": spec["tags"]} if spec.get("tags") else {})


def _lay_out(spec: Json) -> Iterator[Json]:
    elements = spec.get("elements", {})
    next_id = max([element["spec"].get("id", 0) for element in elements.values()], default=0) + 1
    top = 0
    for title, items in _sections(spec.get("layout", {})):
        if title is not None:
            yield {
                "collapsed": False,
                "gridPos": {"h": 1, "w": 24, "x": 0, "y": top},
                "id": next_id,
                "panels": [],
                "title": title,
                "type": "row",
            }
            next_id, top = next_id + 1, top + 1
        bottom = top
        for item in items:
            place = item["spec"]
            yield _panel(elements[place["element"]["name"]]["spec"], place, top)
            bottom = max(bottom, top + place.get("y", 0) + place.get("height", 8))
        top = bottom


def _sections(layout: Json) -> Iterator[tuple[str | None, list[Json]]]:
    spec = layout.get("spec", {})
    for part in [*spec.get("tabs", []), *spec.get("rows", [])]:
        yield part["spec"].get("title", ""), part["spec"]["layout"]["spec"].get("items", [])
    if layout.get("kind") == "GridLayout":
        yield None, spec.get("items", [])


def _panel(element: Json, place: Json, top: int) -> Json:
    visual = element["vizConfig"]
    place_at = {"h": place["height"], "w": place["width"], "x": place["x"], "y": place["y"] + top}
    return {
        "gridPos": place_at,
        "id": element["id"],
        "options": visual["spec"].get("options", {}),
        "pluginVersion": visual.get("version", ""),
        "targets": [],
        "title": element["title"],
        "type": visual["group"],
    }


def _unfold(spec: Json) -> Json:
    """A classic dashboard as a v2 one: only its frame, for nobody writes such a one back."""
    times = spec.get("time", {})
    return {
        "annotations": [],
        "cursorSync": "Off",
        "editable": spec.get("editable", True),
        "elements": {},
        "layout": {"kind": "GridLayout", "spec": {"items": []}},
        "links": [],
        "preload": False,
        "tags": spec.get("tags", []),
        "timeSettings": {"from": times.get("from", "now-6h"), "to": times.get("to", "now")},
        "title": spec.get("title", ""),
        "variables": [],
    }
