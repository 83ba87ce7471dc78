"""What becomes of a value on its way through JavaScript's JSON?"""

import math
from typing import Any

INTEGRAL_BELOW = 1e21
"""From here on JavaScript prints whole numbers with an exponent."""


def cleaned(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Copy a JSON value as a save in the browser does: without nulls in objects, numbers as JavaScript prints them.

    Source: `sortedDeepCloneWithoutNulls(value, true)` of Grafana 12.4, which also turns infinities into 0.
    """
    if isinstance(node, dict):
        return {key: cleaned(value) for key, value in node.items() if not is_nothing(value)}
    if isinstance(node, (list, tuple)):
        return [cleaned(item) for item in node]
    return number(node) if isinstance(node, float) else node


def is_nothing(value: object) -> bool:
    """Tell null and NaN, which JSON cannot hold and JavaScript writes as null."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def number(value: float) -> float | None:
    """Write a number as JavaScript does: 2 instead of 2.0; an infinity is 0, NaN is null."""
    if math.isinf(value):
        return 0
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() and abs(value) < INTEGRAL_BELOW else value


def merged(defaults: Any, given: Any) -> Any:  # noqa: ANN401 - any JSON values
    """Fill in defaults: objects key by key, at any depth; an array or a value that is given wins whole.

    Source: `getPanelOptionsWithDefaults` of Grafana 12.4 (lodash `mergeWith`, arrays replaced).
    """
    if not isinstance(defaults, dict):
        return given
    if not isinstance(given, dict):
        return given
    filled = {key: copied(value) for key, value in defaults.items() if key not in given}
    filled.update((key, merged(defaults[key], value) if key in defaults else value) for key, value in given.items())
    return filled


def copied(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Copy a JSON value, so that nobody changes the defaults."""
    if isinstance(node, dict):
        return {key: copied(value) for key, value in node.items()}
    return [copied(item) for item in node] if isinstance(node, list) else node


def ordered(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Sort the keys of every object."""
    if isinstance(node, dict):
        return {key: ordered(node[key]) for key in sorted(node)}
    return [ordered(item) for item in node] if isinstance(node, list) else node


def without(node: dict[str, Any], unwanted: dict[str, Any]) -> dict[str, Any]:
    """Leave out the keys that hold just this value; 0 and False are two values."""
    return {
        key: value
        for key, value in node.items()
        if not (key in unwanted and value == unwanted[key] and type(value) is type(unwanted[key]))
    }


def objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever stands there
    """Read a list of objects; what else stands there is passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def object_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever stands there
    """Read an object; what else stands there says nothing."""
    return value if isinstance(value, dict) else {}
