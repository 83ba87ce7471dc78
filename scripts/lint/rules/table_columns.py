"""The columns of a table have names.

**Why**: several queries in one table make the columns "Value #A", "Value #B": nobody knows which is which.

**Anti-pattern**

    two instant queries, transformations: [joinByField]

**Best practice**

    two instant queries, transformations: [joinByField, organize], and in organize
    "renameByName": {"Value #A": "CPU", "Value #B": "Memory"}

A name given by a field override counts too. Tables with a transformation that makes new columns are left alone.
"""

from collections.abc import Iterator
from typing import Any

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity
from scripts.lint.panel import Panel

ID = "table-columns-rule"
SEVERITY = Severity.WARNING
FIX = "Rename the column with organize.renameByName, or hide it."

TRANSPARENT = frozenset(
    {"merge", "joinByField", "seriesToColumns", "organize", "sortBy", "filterFieldsByName", "limit"}
)
"""Transformations that keep the columns of the queries."""


def check(board: Board) -> Iterator[Problem]:
    """Find columns that are still called `Value #X`."""
    for panel in board.panels:
        tables = [
            target
            for target in panel.targets
            if target.spec.get("format") == "table" and target.ref and not target.hidden
        ]
        kinds = {str(one.get("id")) for one in panel.transformations}
        if panel.type != "table" or len(panel.targets) < 2 or kinds - TRANSPARENT:  # noqa: PLR2004 - one query makes `Value`
            continue
        named = _named(panel)
        for target in tables:
            if f"Value #{target.ref}" not in named and named is not EVERYTHING:
                yield target.problem(f"its column is called `Value #{target.ref}`")


EVERYTHING: frozenset[str] = frozenset({"every column"})


def _named(panel: Panel) -> frozenset[str]:
    """List the columns that get a name, or are hidden."""
    found: set[str] = set()
    for one in panel.transformations:
        options = one.get("options")
        if not isinstance(options, dict) or one.get("disabled"):
            continue
        if one.get("id") == "organize":
            found |= {name for name, new in _table(options, "renameByName").items() if new}
            found |= {name for name, hidden in _table(options, "excludeByName").items() if hidden}
        if one.get("id") == "filterFieldsByName":
            return EVERYTHING
    for matcher, properties in panel.overrides:
        if properties.get("displayName") or properties.get("custom.hidden") or properties.get("custom.hideFrom"):
            if matcher.get("id") != "byName":
                return EVERYTHING
            found.add(str(matcher.get("options")))
    return frozenset(found)


def _table(options: dict[str, Any], key: str) -> dict[str, Any]:
    value = options.get(key)
    return value if isinstance(value, dict) else {}
