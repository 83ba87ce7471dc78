"""Which settings of a thing differ, one by one?

DeepDiff walks what is nested; it is imported only when something nested has changed.
"""

from collections.abc import Iterator
from typing import Any

from scripts.diff.equal import same
from scripts.diff.model import Change
from scripts.diff.texts import word_diff
from scripts.diff.words import Path, change, dotted, name, weight
from scripts.jsonvalue import Json

QUERIES = frozenset({"expr", "query", "definition", "rawSql", "regex"})
"""Keys whose text is a query."""

ATOMS = frozenset({"datasource", "gridPos"})
"""Keys whose object is one value to a person."""

LONG = 24
"""A longer text that has several words is shown word by word."""


def settings(old: Json, new: Json, *under: str | int, without: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Compare two objects setting by setting.

    Args:
        old: before.
        new: after.
        under: where they stand, for paths and words.
        without: keys that somebody else compares.
    """
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if key in without or same(before, after):
            continue
        if key not in ATOMS and _walkable(before, after):
            yield from _nested((*under, key), before, after)
        else:
            yield setting((*under, key), before, after)


def setting(path: Path, old: Any, new: Any) -> Change:  # noqa: ANN401 - any JSON value
    """Describe the change of one setting."""
    what, where = name(path), dotted(path)
    words = change(what, old, new)
    if isinstance(old, str) and isinstance(new, str) and old and new:
        query = path[-1] in QUERIES
        if query or (len(old) > LONG and " " in old):
            words = f"{what} {word_diff(old, new, query=query)}"
    return Change(path=where, old=old, new=new, words=words, weight=weight(where))


def _walkable(before: Any, after: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Tell whether a difference lies inside: of two objects, or of two lists of objects."""
    if isinstance(before, list) and isinstance(after, list):
        return any(isinstance(one, dict) for one in (*before, *after))
    return isinstance(before, dict) and isinstance(after, dict)


def _nested(path: Path, before: Any, after: Any) -> Iterator[Change]:  # noqa: ANN401 - any JSON value
    from deepdiff import DeepDiff
    from deepdiff.helper import NotPresent

    told: set[Path] = set()
    found = DeepDiff(before, after, view="tree", threshold_to_diff_deeper=0)
    for level in (level for group in found.values() for level in group):
        below = tuple(level.path(output_format="list"))
        old = None if isinstance(level.t1, NotPresent) else level.t1
        new = None if isinstance(level.t2, NotPresent) else level.t2
        below, old, new = _list_of_values(below, old, new, before, after)
        if below in told or same(old, new):
            continue
        told.add(below)
        yield setting((*path, *below), old, new)


def _list_of_values(below: Path, old: Any, new: Any, before: Any, after: Any) -> tuple[Path, Any, Any]:  # noqa: ANN401 - any JSON value
    """Step back from an item to its list, if that is one of plain values: it is one setting to a person."""
    if not below or not isinstance(below[-1], int):
        return below, old, new
    lists = [_at(root, below[:-1]) for root in (before, after)]
    if any(isinstance(item, (dict, list)) for one in lists for item in one or ()):
        return below, old, new
    return below[:-1], lists[0], lists[1]


def _at(root: Any, path: Path) -> Any:  # noqa: ANN401 - any JSON value
    for part in path:
        root = root[part]
    return root
