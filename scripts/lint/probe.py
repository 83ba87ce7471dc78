"""What does a query look like once Grafana has put values for its variables?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.jsonvalue import Json

VARIABLE = re.compile(r"\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}")
"""Grafana's own expression: `$name`, `[[name:format]]`, `${name.field:format}`."""

PROBE = "any_value"
"""Stands for a value that only the server knows; a name nobody gives a metric."""

RATE_INTERVAL = "4m1s"
"""`$__rate_interval`: odd enough to be told from a window that somebody typed."""

AUTO = "1m1s"
"""`$__auto` of Loki, told from a typed window the same way."""

BUILT_IN = {
    "__rate_interval": RATE_INTERVAL,
    "__rate_interval_ms": "241000",
    "__interval": "1m",
    "__interval_ms": "60000",
    "__auto": AUTO,
    "__range": "1h",
    "__range_s": "3600",
    "__range_ms": "3600000",
    "__from": "1700000000000",
    "__to": "1700003600000",
    "timeFilter": "time",
}
"""What Grafana fills in itself; every other name that begins with two underscores becomes the probe."""

DURATION_NEXT = re.compile(r"[\[:]\s*$")
NUMBER_NEXT = re.compile(r"\b(?:topk|bottomk|approx_topk|limitk|limit_ratio|quantile\w*|histogram_quantile)\s*\(\s*$")
ATTEMPTS = 3
"""A variable's value may name a variable, and so on; Grafana follows a few levels."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A query with values in it.

    Attributes:
        text: what a server would be asked.
        undefined: variables that nobody defines, in the order of the query.
        used: every variable that was met, built-in ones included.
    """

    text: str
    undefined: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put a value for every variable of a query.

    Args:
        text: the query as the dashboard has it.
        values: the dashboard's variables, see `values`.

    Returns:
        The query, and what was met. `$1` stays: it belongs to `label_replace`. A variable without a usable value
        becomes a duration inside brackets, a number where `topk` and its like want one, and a name elsewhere.
    """
    undefined: dict[str, None] = {}
    used: set[str] = set()

    def one(match: re.Match[str]) -> str:
        name = match[1] or match[2] or match[3]
        if name.isdigit():
            return match[0]
        used.add(name)
        if values.get(name):
            return values[name]
        if built_in(name):
            return BUILT_IN.get(name, "10s" if name.startswith("__auto_interval") else PROBE)
        if name not in values:
            undefined[name] = None
        before = match.string[: match.start()]
        return "5m" if DURATION_NEXT.search(before) else "1" if NUMBER_NEXT.search(before) else PROBE

    for _ in range(ATTEMPTS):
        if "$" not in text and "[[" not in text:
            break
        text = VARIABLE.sub(one, text)
    return Filled(text, tuple(undefined), frozenset(used))


def built_in(name: str) -> bool:
    """Tell whether Grafana itself gives a variable its value."""
    return name.startswith("__") or name in BUILT_IN


def names(text: str) -> set[str]:
    """List the variables that a text uses, built-in ones and `$1` left out."""
    if "$" not in text and "[[" not in text:
        return set()  # most texts of a dashboard
    found = {match[1] or match[2] or match[3] for match in VARIABLE.finditer(text)}
    return {name for name in found if not name.isdigit() and not built_in(name)}


def values(variables: Iterable[Json]) -> dict[str, str]:
    """Give each variable of a dashboard the value that it probably has.

    Args:
        variables: `templating.list`.

    Returns:
        By name; empty where only the server knows (query, data source and ad hoc variables).
    """
    return {str(one.get("name", "")): _value(one) for one in variables}


def _value(variable: Json) -> str:
    query = variable.get("query")
    if not isinstance(query, str):
        return ""
    match variable.get("type"):
        case "interval":
            choices = [choice.strip() for choice in query.split(",") if choice.strip() not in {"", "auto"}]
            return choices[0] if choices else str(BUILT_IN["__interval"])
        case "custom":
            return _escaped(query.split(",")[0].split(" : ")[-1].strip())
        case "constant" | "textbox":
            return _escaped(query)
        case _:
            return ""


def _escaped(value: str) -> str:
    """Escape a value as Grafana does before it lands in a query's string."""
    return value.replace("\\", "\\\\")
