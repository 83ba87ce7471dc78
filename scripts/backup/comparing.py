"""What differs between two backups, object by object?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scripts.backup import model
from scripts.backup.differences import between
from scripts.backup.manifest import Entry
from scripts.backup.model import BY_NAME, Saved
from scripts.backup.store.reading import Backup
from scripts.jsonvalue import Json

V2 = "v2"


class Sort(StrEnum):
    """What happened to an object on the way from the one to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An object that is not the same in both.

    Attributes:
        sort: what happened.
        kind, org, name, title: of the object.
        words: what changed about it, a line each; nothing where it is only in one of them.
    """

    sort: Sort
    kind: str
    org: str
    name: str
    title: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Name it for people."""
        title = f" ({self.title})" if self.title not in ("", self.name) else ""
        return f"{model.words(self.kind)} {self.name}{title}"


def compare(old: Backup, new: Backup) -> Iterator[Difference]:
    """Compare two backups; files of equal hash are not read.

    Kinds that only one of them was asked to save are left out: their absence says nothing.

    Raises:
        BadBackup: a file that must be read is damaged.
    """
    mine, theirs = _by_key(old), _by_key(new)
    both = _kinds(old) & _kinds(new)
    for key in sorted({*mine, *theirs}, key=_order):
        before, after = mine.get(key), theirs.get(key)
        one = after or before
        if one is None or (one.org, one.kind) not in both:
            continue
        if before is None:
            yield _difference(Sort.ADDED, one)
        elif after is None:
            yield _difference(Sort.REMOVED, one)
        elif before.sha256 != after.sha256:
            words = tuple(_changes(old.object(before), new.object(after)))
            if words:
                yield _difference(Sort.CHANGED, one, words)


Key = tuple[str, str, str]


def _by_key(backup: Backup) -> dict[Key, Entry]:
    return {(one.org, one.kind, one.name): one for one in backup.manifest.entries if not one.encrypted}


def _kinds(backup: Backup) -> set[tuple[str, str]]:
    return {(count.org, count.kind) for count in backup.manifest.facts.counts}


def _order(key: Key) -> tuple[str, int, str]:
    org, kind, name = key
    return org, list(BY_NAME).index(kind) if kind in BY_NAME else len(BY_NAME), name


def _difference(sort: Sort, one: Entry, words: tuple[str, ...] = ()) -> Difference:
    return Difference(sort=sort, kind=one.kind, org=one.org, name=one.name, title=one.title, words=words)


def _changes(old: Saved, new: Saved) -> Iterator[str]:
    """Say what changed: of a classic dashboard panel by panel, of anything else place by place."""
    mine, theirs = old.body, new.body
    if old.kind == "dashboards" and not _modern(mine) and not _modern(theirs):
        from scripts.diff import between as panels

        for one in panels(mine["spec"], theirs["spec"]):
            yield f"{one.place}: {one.words}" if one.place else one.words
        mine, theirs = ({key: value for key, value in body.items() if key != "spec"} for body in (mine, theirs))
    yield from map(str, between(mine, theirs))


def _modern(body: Json) -> bool:
    """Tell a dashboard of the v2 model, or one without a spec that could be compared as a dashboard."""
    return str(body.get("apiVersion", "")).startswith(V2) or not isinstance(body.get("spec"), dict)
