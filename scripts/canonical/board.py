"""What does a save write as a dashboard?

Source: `transformSceneToSaveModel` and `dataLayersToAnnotations` of Grafana 12.4, its `DashboardModel`, and what its
server fills in and drops (`applyFrontendDefaults`, `cleanupDashboardForSave`).
"""

from typing import Any

from scripts.canonical.grid import DEFAULT_PLACE, order, settle
from scripts.canonical.panels import panel, row
from scripts.canonical.raising import raised
from scripts.canonical.values import object_of, objects, without
from scripts.canonical.variables import variable
from scripts.jsonvalue import Json

KEPT = (
    *("uid", "title", "description", "editable", "preload", "time", "refresh", "fiscalYearStartMonth", "weekStart"),
    *("tags", "links", "graphTooltip", "liveNow", "schemaVersion", "timezone", "scopeMeta"),
)

BUILT_IN: Json = {
    "builtIn": 1,
    "datasource": {"type": "grafana", "uid": "-- Grafana --"},
    "enable": True,
    "hide": True,
    "iconColor": "rgba(0, 211, 255, 1)",
    "name": "Annotations & Alerts",
    "type": "dashboard",
}
"""The annotation that every dashboard gets."""

TIME_PICKER: Json = {
    "hidden": False,
    "quick_ranges": [],
    "refresh_intervals": ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"],
}
"""What a save does not write of `timepicker`."""

TIME_PICKER_KEPT = (*TIME_PICKER, "nowDelay")

FILLED: Json = {
    "title": "No Title",
    "preload": False,
    "tags": [],
    "links": [],
    "graphTooltip": 0,
    "fiscalYearStartMonth": 0,
}
WEEK_STARTS = ("monday", "saturday", "sunday")


def board(given: Json, *, strict: bool = True, all_shown: bool = False) -> Json:
    """Bring a dashboard into the form of a save.

    Args:
        given: a cleaned copy; it is changed and belongs to the result.
        strict: drop field properties that 12.4 does not know.
        all_shown: fill in defaults in closed rows too.
    """
    raised(given)
    made = {key: given[key] for key in KEPT if key in given}
    for key, value in FILLED.items():
        made.setdefault(key, list(value) if isinstance(value, list) else value)
    made["editable"] = given.get("editable") is not False
    made["time"] = {"from": "now-6h", "to": "now", **object_of(given.get("time"))}
    made["timezone"] = given.get("timezone") or "browser"
    made["weekStart"] = given["weekStart"] if given.get("weekStart") in WEEK_STARTS else ""
    made["timepicker"] = _time_picker(object_of(given.get("timepicker")))
    made["annotations"] = {"list": annotations(_named(given.get("annotations")))}
    made["templating"] = {"list": [variable(one) for one in _named(given.get("templating"))]}
    made["panels"] = list(_panels(given, strict=strict, all_shown=all_shown))
    return without(made, {"liveNow": False})


def _time_picker(given: Json) -> Json:
    return without({key: value for key, value in given.items() if key in TIME_PICKER_KEPT}, TIME_PICKER)


def annotations(given: list[Json]) -> list[Json]:
    """Bring annotations into the form of a save, with Grafana's own in front unless it is there."""
    made = [_annotation(one) for one in given]
    return made if any(one.get("builtIn") == 1 for one in given) else [{**BUILT_IN}, *made]


def _annotation(given: Json) -> Json:
    made = {**given, "enable": bool(given.get("enable")), "hide": bool(given.get("hide"))}
    for key in ("builtIn", "datasource"):
        if not made.get(key):
            made.pop(key, None)
    return made


def _panels(given: Json, *, strict: bool, all_shown: bool) -> list[Json]:
    panels = [one for one in objects(given.get("panels")) if "repeatPanelId" not in one and "repeatedByRow" not in one]
    _numbered(panels)
    made = [
        row(one, strict=strict, shown=all_shown) if one.get("type") == "row" else panel(one, strict=strict)
        for one in sorted(panels, key=order)
    ]
    settle([one["gridPos"] for one in made])
    return [without(one, {"gridPos": DEFAULT_PLACE}) for one in sorted(made, key=order)]


def _numbered(panels: list[Json]) -> None:
    """Give an id of its own to every panel that has none, or one that is taken."""
    everything = [inner for one in panels for inner in (one, *objects(one.get("panels")))]
    following = max((identity for one in everything if (identity := _identity(one)) > 0), default=0) + 1
    taken: set[float] = set()
    for one in everything:
        identity = _identity(one)
        if identity <= 0 or identity in taken:
            one["id"] = following
            following += 1
        else:
            taken.add(identity)


def _identity(one: Json) -> float:
    identity = one.get("id")
    return identity if isinstance(identity, (int, float)) and not isinstance(identity, bool) else 0


def _named(value: Any) -> list[Json]:  # noqa: ANN401 - whatever stands there
    return objects(object_of(value).get("list"))
