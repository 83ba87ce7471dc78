"""What differs between two dashboards: their own settings, variables, annotations, links, rows and panels?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from scripts.canonical import comparable
from scripts.diff.equal import same
from scripts.diff.fields import links
from scripts.diff.layout import layout
from scripts.diff.matching import Match, Matched, Row, RowMatch, identity, kind_of, match, names
from scripts.diff.model import Change, Changes, Kind
from scripts.diff.named import differences
from scripts.diff.panel import inside, without_echoes
from scripts.diff.settings import setting, settings
from scripts.diff.words import say
from scripts.jsonvalue import Json

ELSEWHERE = frozenset({"panels", "templating", "annotations", "links"})
NO_LINES: Mapping[int, str] = MappingProxyType({})


def compare(
    code: Json, live: Json, sources: Mapping[int, str] = NO_LINES, *, file: str = "", full: bool = False
) -> Changes:
    """Tell what a push of the code would change in Grafana.

    Args:
        code: the dashboard as it is built, in any form.
        live: the dashboard as it is in Grafana, in any form.
        sources: panel id -> `file:line` of the Python that made it.
        file: of the dashboard, for what no panel has made.
        full: every difference on its own; else layout is one, and what changes only the look of a panel is one.

    Returns:
        Nothing if and only if both look and behave alike.
    """
    found = between(live, code, full=full, fold=not full)
    return Changes(tuple(replace(one, line=_line(one, sources, file)) for one in found))


def between(old: Json, new: Json, *, full: bool = False, fold: bool = True) -> Changes:
    """Tell what changed on the way from one dashboard to another; nobody's lines are named.

    Args:
        old: before, in any form.
        new: after, in any form.
        full: what follows from other changes too.
        fold: layout is one change, and what changes only the look of a panel is one.
    """
    before, after = comparable(old), comparable(new)
    if same(before, after):
        return Changes()
    matched = match(before, after)
    found = [
        *_own(before, after, full=full),
        *_rows(matched, full=full, fold=fold),
        *_panels(matched, full=full, fold=fold),
    ]
    found += layout(matched, full=full, fold=fold)
    if not found:  # nothing we have a word for: the whole is still told
        found = [
            setting((key,), before.get(key), after.get(key)) for key in after if not same(before.get(key), after[key])
        ]
    return Changes(tuple(found))


def _line(change: Change, sources: Mapping[int, str], file: str) -> str:
    """Find the Python that made what a change is about."""
    gone = change.whole and change.kind is Kind.REMOVED
    made = "" if change.id is None or gone else sources.get(change.id, "")
    return made or file


def _own(old: Json, new: Json, *, full: bool) -> Iterator[Change]:
    """Compare what belongs to the dashboard, not to a panel."""
    yield from settings(old, new, without=ELSEWHERE)
    yield from links(old.get("links") or [], new.get("links") or [], "links")
    for path, noun in (("templating", "variable"), ("annotations", "annotation")):
        yield from differences(
            old[path]["list"],
            new[path]["list"],
            noun=noun,
            path=f"{path}.list",
            key=lambda one: str(one.get("name", "")),
            inside=settings if full else lambda was, now: without_echoes(settings(was, now)),
            tell=lambda one: str(one.get("type") or say(one.get("expr"))) if one.get("type") or one.get("expr") else "",
        )


def _rows(matched: Matched, *, full: bool, fold: bool) -> Iterator[Change]:
    """Compare the rows themselves."""
    for pair in matched.rows:
        if pair.old is None and pair.new is not None:
            yield _row(pair.new, Kind.ADDED, _taken(pair, matched))
        elif pair.new is None and pair.old is not None:
            yield _row(pair.old, Kind.REMOVED, _taken(pair, matched))
        elif pair.old is not None and pair.new is not None and pair.new.panel:
            for one in _row_changes(pair.old, pair.new, full=full, fold=fold):
                yield replace(one, row=pair.new.title, id=identity(pair.new.panel), was=identity(pair.old.panel))


def _row_changes(old: Row, new: Row, *, full: bool, fold: bool) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(kind=Kind.RENAMED, old=old.title, new=new.title, words=f"renamed from {say(old.title)}")
    found = inside(old.panel, new.panel, full=full, fold=fold)
    yield from (one for one in found if full or not (old.title != new.title and one.path == "id"))


def _row(row: Row, kind: Kind, words: str) -> Change:
    """Tell that a row came or went."""
    own = {key: value for key, value in row.panel.items() if key != "panels"}
    place, number = row.title, identity(row.panel)
    if kind is Kind.ADDED:
        return Change(kind=kind, row=place, id=number, words=words, new=own)
    return Change(kind=kind, row=place, id=number, was=number, words=words, old=own)


def _taken(pair: RowMatch, matched: Matched) -> str:
    """Say which panels a new row took from others, or a removed one left to others."""
    if pair.old is None:
        count = sum(one.moved and one.now is pair.new for one in matched.panels)
        return f"row added above {_counted(count)} of other rows" if count else "row added"
    count = sum(one.moved and one.was is pair.old for one in matched.panels)
    return f"row removed, {_counted(count)} of it {'is' if count == 1 else 'are'} kept" if count else "row removed"


def _counted(count: int) -> str:
    return f"{count} panel{'' if count == 1 else 's'}"


def _panels(matched: Matched, *, full: bool, fold: bool) -> Iterator[Change]:
    """Compare the panels, from top to bottom."""
    named = names(matched)
    kept = {id(pair.old) for pair in matched.rows if pair.old and pair.new} | {
        id(pair.new) for pair in matched.rows if pair.old and pair.new
    }
    for one in matched.panels:
        row, panel = one.now or one.was, one.new or one.old or {}
        told = one.moved and (full or (id(one.was) in kept and id(one.now) in kept))
        was = identity(one.old) if one.old else None
        for change in _panel(one, told=told, full=full, fold=fold):
            yield replace(change, row=row.title if row else "", panel=named[id(panel)], id=identity(panel), was=was)


def _panel(one: Match, *, told: bool, full: bool, fold: bool) -> Iterator[Change]:
    """Compare one panel.

    Args:
        one: both sides.
        told: say that it is in another row, which is no news where the row came or went around it.
        full: what follows from other changes too.
        fold: what changes only the look is one change.
    """
    if one.old is None and one.new is not None:
        yield Change(kind=Kind.ADDED, new=one.new, words=f"panel added ({kind_of(one.new)})")
    elif one.new is None and one.old is not None:
        yield Change(kind=Kind.REMOVED, old=one.old, words=f"panel removed ({kind_of(one.old)})")
    elif one.old is not None and one.new is not None:
        was, now = str(one.old.get("title", "")), str(one.new.get("title", ""))
        renamed = was != now
        if renamed:
            yield Change(kind=Kind.RENAMED, old=was, new=now, words=f"renamed from {say(was)}")
        if told and one.was and one.now:
            place = f"row {say(one.was.title)}" if one.was.panel else "above the first row"
            yield Change(kind=Kind.MOVED, old=one.was.title, new=one.now.title, words=f"moved here from {place}")
        if same(one.old, one.new):
            return
        found = inside(one.old, one.new, full=full, fold=fold)
        yield from (change for change in found if full or not (renamed and change.path == "id"))
