"""What may somebody change about a dashboard? Edits that a person can see, one at a time, at random."""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from scripts.jsonvalue import Json

EditFunction = Callable[[Json, Random], bool]


STEP: dict[str, list[Any]] = {"value": [0.7, 12, 4000], "color": ["purple", "#123456"]}
"""What a threshold may become."""


def edited(spec: Json, random: Random, name: str | None = None) -> tuple[str, Json]:
    """Change one thing about a dashboard.

    Args:
        spec: any dashboard; it is not changed.
        random: decides which edit, and where.
        name: an edit of `EDITS`; any that fits if not given.

    Returns:
        The edit's name and the changed dashboard; an empty name if no edit of this name fits.
    """
    names = [name] if name else random.sample(sorted(EDITS), len(EDITS))
    for one in names:
        changed = copy.deepcopy(spec)
        if EDITS[one](changed, random):
            return one, changed
    return "", spec


def panels(spec: Json) -> Iterator[Json]:
    """Find all panels but rows, library panels and those whose queries or fields mean nothing."""
    for panel in spec.get("panels", []):
        inner = panel.get("panels", []) if panel.get("type") == "row" and panel.get("collapsed") else []
        for one in (panel, *inner):
            if one.get("type", "timeseries") not in ("row", "text", "alertlist", "logs", "heatmap") and not one.get(
                "libraryPanel"
            ):
                yield one


def _panel(spec: Json, random: Random) -> Json | None:
    found = list(panels(spec))
    return random.choice(found) if found else None


def _other(value: Any, choices: list[Any], random: Random) -> Any:  # noqa: ANN401 - any JSON value
    return random.choice([one for one in choices if one != value])


def _inside(node: Json, path: tuple[str, ...]) -> Json:
    for key in path:
        if not isinstance(node.get(key), dict):
            node[key] = {}
        node = node[key]
    return node


def _within(*path: str, choices: list[Any]) -> EditFunction:
    """Set a value inside a panel."""

    def edit(spec: Json, random: Random) -> bool:
        panel = _panel(spec, random)
        if panel is not None:
            node = _inside(panel, path[:-1])
            node[path[-1]] = _other(node.get(path[-1]), choices, random)
        return panel is not None

    return edit


def _appended(*path: str, item: Json) -> EditFunction:
    """Append to a list inside a panel."""

    def edit(spec: Json, random: Random) -> bool:
        panel = _panel(spec, random)
        if panel is not None:
            node = _inside(panel, path[:-1])
            node[path[-1]] = [*(node.get(path[-1]) or []), copy.deepcopy(item)]
        return panel is not None

    return edit


def _query(key: str, choices: list[Any]) -> EditFunction:
    def edit(spec: Json, random: Random) -> bool:
        targets = [one for panel in panels(spec) for one in panel.get("targets") or []]
        if not targets:
            return False
        target = random.choice(targets)
        target[key] = _other(target.get(key), choices, random)
        return True

    return edit


def _query_gone(spec: Json, random: Random) -> bool:
    several = [panel for panel in panels(spec) if len(panel.get("targets") or []) > 1]
    if several:
        targets = random.choice(several)["targets"]
        targets.remove(random.choice(targets))
    return bool(several)


def _threshold(spec: Json, random: Random) -> bool:
    steps = [
        step
        for panel in panels(spec)
        for step in (panel.get("fieldConfig", {}).get("defaults", {}).get("thresholds") or {}).get("steps", [])[1:]
    ]
    if steps:
        step = random.choice(steps)
        key = random.choice(sorted(STEP))
        step[key] = _other(step.get(key), STEP[key], random)
    return bool(steps)


def _override(spec: Json, random: Random) -> bool:
    found = [
        one
        for panel in panels(spec)
        for override in panel.get("fieldConfig", {}).get("overrides") or []
        for one in override.get("properties") or []
        if one.get("id") in ("unit", "min", "displayName")
    ]
    if found:
        one = random.choice(found)
        one["value"] = _other(one.get("value"), ["another", 77], random)
    return bool(found)


def _gone(spec: Json, random: Random) -> bool:
    found = [one for one in spec.get("panels", []) if one.get("type") != "row"]
    if found:
        spec["panels"].remove(random.choice(found))
    return bool(found)


def _new(spec: Json, random: Random) -> bool:
    place = {"x": random.randrange(12), "y": random.randrange(40), "w": 12, "h": 5}
    spec.setdefault("panels", []).append({"id": 90210, "type": "stat", "title": "New", "gridPos": place})
    return True


def _larger(spec: Json, random: Random) -> bool:
    found = [one for one in spec.get("panels", []) if one.get("type") != "row" and one.get("gridPos")]
    if found:
        random.choice(found)["gridPos"]["h"] += 1
    return bool(found)


def _row_title(spec: Json, random: Random) -> bool:
    found = [one for one in spec.get("panels", []) if one.get("type") == "row"]
    if found:
        random.choice(found)["title"] = "Another row"
    return bool(found)


def _board(key: str, choices: list[Any]) -> EditFunction:
    def edit(spec: Json, random: Random) -> bool:
        spec[key] = _other(spec.get(key), choices, random)
        return True

    return edit


def _variable(key: str, choices: list[Any], *kinds: str) -> EditFunction:
    def edit(spec: Json, random: Random) -> bool:
        found = [one for one in spec.get("templating", {}).get("list", []) if one.get("type") in kinds]
        if found:
            one = random.choice(found)
            one[key] = _other(one.get(key), choices, random)
        return bool(found)

    return edit


def _variables_turned(spec: Json, random: Random) -> bool:
    del random
    found = spec.get("templating", {}).get("list", [])
    spec.setdefault("templating", {})["list"] = found[::-1]
    return len(found) > 1


def _annotation(spec: Json, random: Random) -> bool:
    found = spec.get("annotations", {}).get("list", [])
    if not found:
        spec["annotations"] = {"list": [{"name": "Deployments", "enable": True, "iconColor": "blue"}]}
        return True
    one = random.choice(found)
    one.update(random.choice([{"enable": not one.get("enable")}, {"name": "Renamed"}, {"iconColor": "#abcdef"}]))
    return True


ASKING = ("query", "custom", "textbox", "interval")

EDITS: dict[str, EditFunction] = {
    "panel title": _within("title", choices=["Another title", "A third one"]),
    "panel description": _within("description", choices=["Says more", "Says it otherwise"]),
    "panel type": _within("type", choices=["barchart", "histogram"]),
    "panel removed": _gone,
    "panel added": _new,
    "panel larger": _larger,
    "panel transparent": lambda spec, random: _flag(spec, random, "transparent"),
    "panel links": _appended("links", item={"title": "New link", "url": "/d/other"}),
    "row title": _row_title,
    "query": _query("expr", ["rate(changed_total[5m])", "other"]),
    "legend text": _query("legendFormat", ["{{changed}}", "{{other}}"]),
    "query added": _appended("targets", item={"refId": "Z", "expr": "added"}),
    "query removed": _query_gone,
    "query's data source": _query("datasource", [{"type": "prometheus", "uid": "another"}]),
    "minimum interval": _within("interval", choices=["2m", "3m"]),
    "time shift": _within("timeShift", choices=["1d", "7d"]),
    "repeat": _within("repeat", choices=["service", "pod"]),
    "transformation": _appended("transformations", item={"id": "sortBy", "options": {"sort": [{"field": "x"}]}}),
    "unit": _within("fieldConfig", "defaults", "unit", choices=["bytes", "reqps"]),
    "decimals": _within("fieldConfig", "defaults", "decimals", choices=[4, 5]),
    "maximum": _within("fieldConfig", "defaults", "max", choices=[123, 4.5]),
    "threshold": _threshold,
    "mapping": _appended("fieldConfig", "defaults", "mappings", item={"type": "special", "options": {"match": "nan"}}),
    "colour": _within("fieldConfig", "defaults", "color", choices=[{"mode": "fixed", "fixedColor": "pink"}]),
    "override": _override,
    "override added": _appended(
        "fieldConfig",
        "overrides",
        item={"matcher": {"id": "byName", "options": "new"}, "properties": [{"id": "unit", "value": "bytes"}]},
    ),
    "legend": _within("options", "legend", "placement", choices=["right", "left"]),
    "tooltip": _within("options", "tooltip", "mode", choices=["changed", "other"]),
    "title": _board("title", ["Renamed", "Renamed again"]),
    "description": _board("description", ["New text", "Other text"]),
    "tags": _board("tags", [["another"], ["two", "tags"]]),
    "time": _board("time", [{"from": "now-2d", "to": "now"}, {"from": "now-30m", "to": "now"}]),
    "refresh": _board("refresh", ["10s", "2h"]),
    "tooltips": _board("graphTooltip", [0, 1, 2]),
    "time zone": _board("timezone", ["Europe/Berlin", "Asia/Tokyo"]),
    "links": _board("links", [[{"title": "Docs", "type": "link", "url": "https://example.org"}]]),
    "quick ranges": _board("timepicker", [{"quick_ranges": [{"display": "Today", "from": "now/d", "to": "now"}]}]),
    "variable's default": _variable("current", [{"text": "chosen", "value": "chosen"}], *ASKING, "datasource"),
    "variable's query": _variable("query", ["7m,9m", "3m,4m"], *ASKING),
    "variable's label": _variable("label", ["Labelled", "Otherwise"], *ASKING, "datasource", "adhoc"),
    "variable hidden": _variable("hide", [1, 2], *ASKING, "datasource", "adhoc"),
    "variables turned round": _variables_turned,
    "annotation": _annotation,
}
"""Edits by name."""


def _flag(spec: Json, random: Random, key: str) -> bool:
    panel = _panel(spec, random)
    if panel is not None:
        panel[key] = not panel.get(key)
    return panel is not None
