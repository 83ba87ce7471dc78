"""What does a save write as a panel's `fieldConfig`?"""

from collections.abc import Callable
from typing import Any, Literal

from scripts.canonical.plugins import Plugin, all_properties
from scripts.canonical.values import merged, object_of, objects
from scripts.jsonvalue import Json

Verdict = Literal["known", "foreign", "unknown"]
"""A field property is known to the panel's type, only to other types, or to none."""


def field_config(given: Any, plugin: Plugin, *, strict: bool = True) -> Json:  # noqa: ANN401 - whatever stands there
    """Fill in a type's field defaults, and drop the properties that it does not know.

    Args:
        given: the panel's own `fieldConfig`; it is changed and belongs to the result.
        plugin: the panel's type.
        strict: drop every property unknown to the type, as 12.4 does; false keeps those that no type of 12.4 knows,
            for another version may.
    """
    own = object_of(object_of(given).get("defaults"))
    if not isinstance(own.get("custom", {}), dict):
        del own["custom"]
    defaults = merged(plugin.defaults, own)
    overrides = objects(object_of(given).get("overrides"))
    foreign = all_properties()

    def verdict(path: str) -> Verdict:
        if path in plugin.properties:
            return "known"
        return "foreign" if path in foreign else "unknown"

    _clean(defaults, "", verdict, strict=strict)
    defaults = merged(plugin.defaults, defaults)  # for what stood in the place of an object and was dropped
    kept = ("known",) if strict else ("known", "unknown")
    for override in overrides:
        properties = objects(override.get("properties"))
        override["properties"] = [one for one in properties if verdict(str(one.get("id"))) in kept]
    _thresholds(defaults.get("thresholds"))
    for override in overrides:
        for one in objects(override.get("properties")):
            if one.get("id") == "thresholds":
                _thresholds(one.get("value"))
    return {"defaults": defaults, "overrides": overrides}


def _thresholds(value: Any) -> None:  # noqa: ANN401 - whatever stands there
    if isinstance(value, dict):
        value.setdefault("mode", "absolute")
        value.setdefault("steps", [])
        base_at_zero(value)


def base_at_zero(thresholds: Any) -> None:  # noqa: ANN401 - whatever stands there
    """Write the first step as a save does: it has no lower bound, which the browser turns into 0."""
    if not isinstance(thresholds, dict):
        return
    steps = thresholds.get("steps")
    if isinstance(steps, list) and steps and isinstance(steps[0], dict):
        steps[0]["value"] = 0


def _clean(node: Json, path: str, verdict: Callable[[str], Verdict], *, strict: bool) -> bool:
    """Drop what is not a known property, as `cleanProperties` of Grafana 12.4; tell if one stands right here."""
    found = False
    for key in list(node):
        here, value = f"{path}{key}", node[key]
        judged = verdict(here)
        if judged == "known":
            found = True
        elif isinstance(value, dict):
            if not _clean(value, f"{here}.", verdict, strict=strict or judged == "foreign"):
                del node[key]
        elif strict or judged == "foreign":
            del node[key]
        else:
            found = True
    return found
