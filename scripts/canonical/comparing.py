"""What of a saved dashboard can nobody see?

The uid (it is the identity), versions of model and plugins, the order of panels in the file, the choices that a
variable offers (they follow from its query), and what says the same in two ways.
"""

from typing import Any

from scripts.canonical.grid import DEFAULT_PLACE, order
from scripts.canonical.plugins import plugins
from scripts.canonical.values import object_of
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
        _below(one)
    _own_source(one)
    _elsewhere(one)
    return one


def _elsewhere(one: Json) -> None:
    """Take away the options that only another version of Grafana fills in, if they change nothing."""
    kind, options = one.get("type"), one.get("options")
    plugin = plugins().get(kind) if isinstance(kind, str) else None
    if plugin is None or not isinstance(options, dict):
        return
    _prune(options, plugin.elsewhere)
    if kind == "gauge" and object_of(one["fieldConfig"]["defaults"].get("color")).get("mode") != "thresholds":
        options.pop("showThresholdMarkers", None)  # means nothing then, and Grafana 13 turns it off


def _prune(node: Json, unwanted: Json) -> None:
    for key, value in unwanted.items():
        if key in node and isinstance(value, dict) and isinstance(node[key], dict):
            _prune(node[key], value)
            if not node[key]:
                del node[key]
        elif key in node and node[key] == value and type(node[key]) is type(value):
            del node[key]


def _own_source(one: Json) -> None:
    """Name the data source on every query; one that names none asks the panel's."""
    source = one.get("datasource")
    if not source:
        one.pop("datasource", None)
    if isinstance(source, dict) and source.get("uid") != "-- Mixed --":
        for target in one.get("targets") or ():
            if not target.get("datasource"):
                target["datasource"] = dict(source)


def _sorted(panels: list[Json]) -> list[Json]:
    return sorted(panels, key=lambda one: (*order(one), one.get("id", 0)))


def _below(row: Json) -> None:
    """Put the panels of a closed row right below it, where opening it puts them."""
    if not row["panels"]:
        return
    offset = row["gridPos"]["y"] + 1 - row["panels"][0]["gridPos"]["y"]
    for one in row["panels"]:
        one["gridPos"]["y"] += offset


def _variable(one: Json) -> None:
    if one.get("type") in OFFERED_BY_QUERY:
        one.pop("options", None)
    current = one.pop("current", None)
    if isinstance(current, dict) and (chosen := _chosen(current)):
        one["current"] = {"value": chosen}


def _chosen(current: Json) -> list[Any]:
    """Read what is chosen: one value or several, written alone or as a list."""
    value = current.get("value")
    values = value if isinstance(value, list) else [value]
    return [one for one in values if one not in (None, "")]
