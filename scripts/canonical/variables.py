"""What does a save write as a dashboard's variables?

Source: `createSceneVariableFromVariableModel`, `sceneVariablesSetToVariables` and `applyVariableChanges` of Grafana
12.4, and what its server adds when it reads a dashboard (`cleanupVariable`).
"""

import re
from collections.abc import Callable

from scripts.canonical.values import without
from scripts.jsonvalue import Json

COMMON = ("name", "label", "description", "skipUrlSync", "hide", "type", "current", "options")
CHOICE = ("allValue", "includeAll", "multi", "allowCustomValue")
KEPT = {
    "query": (
        *COMMON,
        *CHOICE,
        *("query", "definition", "sort", "refresh", "regex", "regexApplyTo", "datasource"),
        *("staticOptions", "staticOptionsOrder"),
    ),
    "custom": (*COMMON, *CHOICE, "query", "valuesFormat"),
    "datasource": (*COMMON, *CHOICE, "query", "regex", "refresh"),
    "constant": (*COMMON, "query"),
    "interval": (*COMMON, "query", "refresh", "auto", "auto_min", "auto_count"),
    "textbox": (*COMMON, "query"),
    "adhoc": (*COMMON, "datasource", "baseFilters", "filters", "defaultKeys", "allowCustomValue"),
    "switch": COMMON,
}
"""Keys that a save keeps, by type of variable; a type that is not named here is left alone."""

UNSAID = {"hide": 0, "skipUrlSync": False, "label": "", "multi": False, "sort": 0, "allValue": ""}
"""Values that a save does not write."""

INTERVALS = "1m,10m,30m,1h,6h,12h,1d,7d,14d,30d"
"""What an interval variable offers when it names nothing."""

NEVER = 0
ON_LOAD = 1
ON_TIME_RANGE = 2
"""When a variable refreshes."""

HIDDEN = 2


def variable(given: Json) -> Json:
    """Bring a variable into the form of a save."""
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in KEPT:
        return without(given, UNSAID)
    kept = {key: given[key] for key in KEPT[kind] if key in given}
    _current(kept)
    COMPLETED[kind](kept)
    return without(kept, UNSAID)


def _current(kept: Json) -> None:
    current = kept.get("current")
    if not isinstance(current, dict):
        return
    current.pop("selected", None)
    values = current.get("value")
    if isinstance(values, list) and None in values:
        del current["value"]


def _query(kept: Json) -> None:
    kept.setdefault("regexApplyTo", "value")
    kept.setdefault("query", {})
    if kept.get("refresh", ON_LOAD) != NEVER:
        kept.setdefault("options", [])
    if not kept.get("datasource"):
        kept.pop("datasource", None)


def _custom(kept: Json) -> None:
    kept.setdefault("query", "")
    kept.setdefault("valuesFormat", "csv")


def _datasource(kept: Json) -> None:
    kept.update(options=[], refresh=ON_LOAD)


def _constant(kept: Json) -> None:
    kept.pop("options", None)
    kept.update(hide=HIDDEN, skipUrlSync=True)


def _interval(kept: Json) -> None:
    kept["query"] = ",".join(intervals(kept))
    kept.setdefault("refresh", ON_TIME_RANGE)


def intervals(kept: Json) -> list[str]:
    """Name what an interval variable offers, each once, in its order."""
    query = str(kept.get("query") or "")
    if not query:
        named = [str(one.get("value") or one.get("text") or "") for one in kept.get("options") or []]
        return list(dict.fromkeys(one for one in named if one)) or INTERVALS.split(",")
    found = [match[0].strip("\"'") for match in re.finditer(r"([\"'])(.*?)\1|\w+", query)]
    offered = [one for one in found if not one.startswith("$__auto_interval_")]
    return list(dict.fromkeys(offered)) if found else INTERVALS.split(",")


def _adhoc(kept: Json) -> None:
    kept.pop("current", None)
    kept.pop("options", None)
    kept.setdefault("baseFilters", [])


def _as_it_is(kept: Json) -> None:
    del kept


COMPLETED: dict[str, Callable[[Json], None]] = {
    "query": _query,
    "custom": _custom,
    "datasource": _datasource,
    "constant": _constant,
    "interval": _interval,
    "textbox": _as_it_is,
    "adhoc": _adhoc,
    "switch": _as_it_is,
}
