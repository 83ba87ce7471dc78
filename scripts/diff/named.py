"""Which items of two lists belong together, and what became of each?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.diff.equal import same
from scripts.diff.model import Change, Kind
from scripts.diff.words import listed
from scripts.jsonvalue import Json

Inside = Callable[[Json, Json], Iterable[Change]]
"""Compares two items; the paths it gives begin at the item."""

Test = Callable[[Json, Json], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """An item on both sides, or on one.

    Attributes:
        name: what it is called; `#2` after the second one of that name.
        old: before; `None` if it is new.
        new: after; `None` if it is gone.
    """

    name: str
    old: Json | None
    new: Json | None


def paired(
    old: Iterable[Json], new: Iterable[Json], key: Callable[[Json], str], tests: Sequence[Test] = (same,)
) -> list[Pair]:
    """Pair the items of two lists by name.

    Args:
        old: before.
        new: after.
        key: names an item.
        tests: of several items with one name, those that pass the first test are a pair, then the next; then the order.

    Returns:
        The new ones in their order, then those that are gone.
    """
    before: dict[str, list[Json]] = defaultdict(list)
    for item in old:
        before[key(item)].append(item)
    after: dict[str, list[Json]] = defaultdict(list)
    for item in new:
        after[key(item)].append(item)
    partners = {id(mine): other for name in after for mine, other in _twins(after[name], before.get(name, []), tests)}
    found = [
        Pair(_numbered(name, n), partners.get(id(item)), item)
        for name, items in after.items()
        for n, item in enumerate(items, 1)
    ]
    taken = {id(other) for other in partners.values()}
    gone = [
        Pair(_numbered(name, n), item, None)
        for name, items in before.items()
        for n, item in enumerate(items, 1)
        if id(item) not in taken
    ]
    return [*found, *gone]


def _twins(mine: Sequence[Json], others: Sequence[Json], tests: Sequence[Test]) -> Iterator[tuple[Json, Json]]:
    """Pair items of one name."""
    left, waiting = list(others), list(mine)
    for test in tests:
        for item in list(waiting):
            partner = next((n for n, other in enumerate(left) if test(other, item)), None)
            if partner is not None:
                yield item, left.pop(partner)
                waiting = [one for one in waiting if one is not item]
    yield from zip(waiting, left, strict=False)


def _numbered(name: str, n: int) -> str:
    return name if n == 1 else f"{name} #{n}"


def differences(
    old: Sequence[Json],
    new: Sequence[Json],
    *,
    noun: str,
    path: str,
    key: Callable[[Json], str],
    inside: Inside,
    tell: Callable[[Json], str] = lambda _: "",
    ordered: bool = True,
) -> Iterator[Change]:
    """Compare two lists of named things.

    Args:
        old: before.
        new: after.
        noun: what one is called, as `query`.
        path: of the list.
        key: names an item.
        inside: compares two items of one name.
        tell: says what an item is, when it comes or goes.
        ordered: their order means something.
    """
    pairs = paired(old, new, key)
    for pair in pairs:
        where = f"{path}[{pair.name}]"
        if pair.old is None:
            words = f"{noun} {pair.name} added{_said(tell(pair.new or {}))}"
            yield Change(kind=Kind.ADDED, path=where, new=pair.new, words=words)
        elif pair.new is None:
            words = f"{noun} {pair.name} removed{_said(tell(pair.old))}"
            yield Change(kind=Kind.REMOVED, path=where, old=pair.old, words=words)
        elif not same(pair.old, pair.new):
            for one in inside(pair.old, pair.new):
                below = one.path if one.path.startswith("[") else f".{one.path}"
                yield replace(one, path=f"{where}{below}", words=f"{noun} {pair.name}: {one.words}")
    if ordered:
        yield from _order(pairs, old, new, noun, path)


def _said(text: str) -> str:
    return f": {text}" if text else ""


def _order(pairs: Iterable[Pair], old: Sequence[Json], new: Sequence[Json], noun: str, path: str) -> Iterator[Change]:
    """Tell when the things that both sides have stand in another order."""
    both = [(pair.name, pair.old, pair.new) for pair in pairs if pair.old is not None and pair.new is not None]
    was = _ranked([(name, before) for name, before, _ in both], old)
    now = _ranked([(name, after) for name, _, after in both], new)
    if was != now:
        plural = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
        words = f"{plural} in another order: {listed(now, 6)}"
        yield Change(kind=Kind.MOVED, path=path, old=was, new=now, words=words)


def _ranked(items: Iterable[tuple[str, Json]], order: Sequence[Json]) -> list[str]:
    place = {id(item): n for n, item in enumerate(order)}
    return [name for _, name in sorted((place[id(item)], name) for name, item in items)]
