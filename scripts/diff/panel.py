"""What differs inside one panel?"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from scripts.diff.equal import same
from scripts.diff.fields import fields, links
from scripts.diff.model import Change, Kind, Weight
from scripts.diff.named import differences
from scripts.diff.settings import settings
from scripts.diff.words import cut, listed, say
from scripts.jsonvalue import Json

ELSEWHERE = frozenset({"title", "gridPos", "panels", "targets", "transformations", "fieldConfig", "links"})
"""Keys that have words of their own, here or where panels are matched."""

OF_THE_PLUGIN = (
    "options.",
    "fieldConfig.defaults.custom.",
    "fieldConfig.defaults.color",
    "fieldConfig.defaults.custom",
)


def inside(old: Json, new: Json, *, full: bool = False, fold: bool = True) -> list[Change]:
    """Compare two panels or rows, without their title and place.

    Args:
        old: before.
        new: after.
        full: what repeats another change too.
        fold: what only changes the look is one change.
    """
    found = list(_everything(old, new))
    if full:
        return found
    found = list(without_echoes(found))
    if not fold:
        return found
    if old.get("type") != new.get("type"):
        return _folded(found, lambda one: one.path.startswith(OF_THE_PLUGIN), "options of the other type")
    return _folded(found, lambda one: one.weight is Weight.LOOK)


def _everything(old: Json, new: Json) -> Iterator[Change]:
    yield from settings(old, new, without=ELSEWHERE)
    yield from queries(old.get("targets") or [], new.get("targets") or [])
    yield from fields(old.get("fieldConfig") or {}, new.get("fieldConfig") or {})
    yield from _transformations(old.get("transformations") or [], new.get("transformations") or [])
    yield from links(old.get("links") or [], new.get("links") or [], "links")


def queries(old: list[Json], new: list[Json]) -> Iterator[Change]:
    """Compare queries by refId."""
    return differences(
        old,
        new,
        noun="query",
        path="targets",
        key=lambda one: str(one.get("refId", "")),
        inside=_query,
        tell=lambda one: cut(str(one.get("expr") or one.get("query") or "")),
    )


def _query(old: Json, new: Json) -> Iterator[Change]:
    """Compare two queries; the text of a query needs no name."""
    for one in settings(old, new):
        bare = one.path == "expr"
        yield replace(one, words=one.words.removeprefix("query ")) if bare else one


def _transformations(old: list[Json], new: list[Json]) -> Iterator[Change]:
    """Compare transformations: they run one after the other, so their place is their name."""
    if same(old, new):
        return
    before, after = [_packed(one) for one in old], [_packed(one) for one in new]
    if sorted(before) == sorted(after):
        names = [str(one.get("id")) for one in new]
        words = f"transformations in another order: {listed(names, 6)}"
        was = [str(one.get("id")) for one in old]
        yield Change(kind=Kind.MOVED, path="transformations", old=was, new=names, words=words)
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _stretch(old[a:b], new[c:d], a, c)


def _stretch(old: list[Json], new: list[Json], was: int, now: int) -> Iterator[Change]:
    """Compare two runs of transformations between equal ones."""
    while old and new and old[0].get("id") == new[0].get("id"):
        label = f"transformation {now + 1} ({new[0].get('id')})"
        for one in settings(old[0], new[0]):
            yield replace(one, path=f"transformations[{now}].{one.path}", words=f"{label}: {one.words}")
        old, new, was, now = old[1:], new[1:], was + 1, now + 1
    for n, gone in enumerate(old, was):
        words = f"transformation {n + 1} ({gone.get('id')}) removed"
        yield Change(kind=Kind.REMOVED, path=f"transformations[{n}]", old=gone, words=words)
    for n, come in enumerate(new, now):
        words = f"transformation {n + 1} ({come.get('id')}) added: {say(come.get('options'))}"
        yield Change(kind=Kind.ADDED, path=f"transformations[{n}]", new=come, words=words)


def _packed(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, sort_keys=True)


def without_echoes(found: Iterable[Change]) -> Iterator[Change]:
    """Leave out what says again what was said: a query kept twice, the panel's data source on each of its queries."""
    told: list[tuple[Any, Any]] = []
    for one in found:
        key = one.path.rpartition(".")[2]
        if key in ("datasource", "expr", "query", "definition"):
            if any(same(one.old, old) and same(one.new, new) for old, new in told):
                continue
            told.append((one.old, one.new))
        yield one


def _folded(found: list[Change], folds: Callable[[Change], bool], called: str = "") -> list[Change]:
    """Make one change of all that only change the look.

    Args:
        found: all changes of a panel.
        folds: tells which.
        called: what to say instead of naming them.
    """
    look = [one for one in found if folds(one)]
    if len(look) <= 1:
        return found
    words = f"look: {called or listed([one.words for one in look])}"
    old, new = {one.path: one.old for one in look}, {one.path: one.new for one in look}
    together = Change(weight=Weight.LOOK, path="look", old=old, new=new, words=words)
    return [*(one for one in found if not folds(one)), together]
