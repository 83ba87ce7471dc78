"""What of a saved dashboard can nobody see?

The uid (it is the identity), versions of model and plugins, the order of panels in the file, the choices that a
variable offers (they follow from its query), and what says the same in two ways.
"""

from typing import Any

from scripts.canonical.panels import DEFAULT_PLACE
from scripts.jsonvalue import Json

UNSEEN = ("uid", "schemaVersion")
UNSEEN_OF_PANELS = ("pluginVersion",)
OFFERED_BY_QUERY = ("query", "custom", "datasource", "interval", "textbox", "constant")
"""Variables whose `options` follow from their query."""


def compared(made: Json) -> Json:
    """Take away what nobody can see from a dashboard in the form of a save; it is changed and returned."""
    for key in UNSEEN:
        made.pop(key, None)
    if not made.get("refresh"):
        made.pop("refresh", None)
    if not made.get("description"):
        made.pop("description", None)
    made["panels"] = _sorted([_panel(one) for one in made["panels"]])
    for one in made["templating"]["list"]:
        _variable(one)
    return made


def _panel(one: Json) -> Json:
    for key in UNSEEN_OF_PANELS:
        one.pop(key, None)
    one.setdefault("gridPos", dict(DEFAULT_PLACE))
    if one.get("type") == "row":
        one["panels"] = _sorted([_panel(inner) for inner in one["panels"]])
    _own_source(one)
    return one


def _own_source(one: Json) -> None:
    """Name the data source on every query; one that names none asks the panel's."""
    source = one.get("datasource")
    if isinstance(source, dict) and source.get("uid") != "-- Mixed --":
        for target in one.get("targets") or ():
            if not target.get("datasource"):
                target["datasource"] = dict(source)


def _sorted(panels: list[Json]) -> list[Json]:
    return sorted(panels, key=_place)


def _place(one: Json) -> tuple[Any, ...]:
    place = one["gridPos"]
    return (place.get("y", 0), place.get("x", 0), one.get("id", 0))


def _variable(one: Json) -> None:
    if one.get("type") in OFFERED_BY_QUERY:
        one.pop("options", None)
    current = one.pop("current", None)
    if isinstance(current, dict) and (chosen := _chosen(current)):
        one["current"] = chosen


def _chosen(current: Json) -> list[Any]:
    """Read what is chosen: one value or several, written alone or as a list."""
    value = current.get("value")
    values = value if isinstance(value, list) else [value]
    return [one for one in values if one not in (None, "")]
