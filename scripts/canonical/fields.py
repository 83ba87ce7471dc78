"""What does a save write as a panel's `fieldConfig`?"""

from collections.abc import Container
from typing import Any

from scripts.canonical.plugins import Plugin
from scripts.canonical.values import merged
from scripts.jsonvalue import Json


def field_config(given: Json, plugin: Plugin, *, strict: bool = True) -> Json:
    """Fill in a type's field defaults, and drop the properties that it does not know.

    Args:
        given: the panel's own `fieldConfig`; it is changed and belongs to the result.
        plugin: the panel's type.
        strict: drop unknown properties, as 12.4 does; false keeps them, for another version may know them.
    """
    defaults = merged(plugin.defaults, _object(given.get("defaults")))
    overrides = [one for one in _list(given.get("overrides")) if isinstance(one, dict)]
    if strict:
        _known(defaults, "", plugin.properties)
        for override in overrides:
            override["properties"] = [
                one for one in _list(override.get("properties")) if _identity(one) in plugin.properties
            ]
    elif not defaults.get("custom", True):
        del defaults["custom"]
    base_at_zero(defaults.get("thresholds"))
    for override in overrides:
        for one in _list(override.get("properties")):
            if _identity(one) == "thresholds":
                base_at_zero(one.get("value"))
    return {"defaults": defaults, "overrides": overrides}


def base_at_zero(thresholds: Any) -> None:  # noqa: ANN401 - whatever stands there
    """Write the first step as a save does: it has no lower bound, which the browser turns into 0."""
    if not isinstance(thresholds, dict):
        return
    thresholds.setdefault("mode", "absolute")
    steps = thresholds.setdefault("steps", [])
    if isinstance(steps, list) and steps and isinstance(steps[0], dict):
        steps[0]["value"] = 0


def _known(node: Json, path: str, properties: Container[str]) -> bool:
    """Drop what is not a known property, as `cleanProperties` of Grafana 12.4; tell if one stands right here."""
    found = False
    for key in list(node):
        here = f"{path}{key}"
        if here in properties:
            found = True
        elif not isinstance(node[key], dict) or not _known(node[key], f"{here}.", properties):
            del node[key]
    return found


def _object(value: Any) -> Json:  # noqa: ANN401 - whatever stands there
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - whatever stands there
    return value if isinstance(value, list) else []


def _identity(value: Any) -> str:  # noqa: ANN401 - whatever stands there
    return str(value.get("id", "")) if isinstance(value, dict) else ""
