"""Which objects of a backup are meant, and what do they need beside themselves?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scripts.backup import contents
from scripts.backup.manifest import Entry
from scripts.backup.model import KINDS
from scripts.errors import ConfigurationError
from scripts.restore.kinds import RESTORERS
from scripts.restore.model import Origin
from scripts.restore.wishes import Wishes

ORDER = {kind.name: number for number, kind in enumerate(KINDS)}

Key = tuple[str, str, str]
"""Kind, organisation, name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is restored.

    Attributes:
        entries: in the order of writing.
        needed: keys of entries that nobody asked for, but others need; made where they are missing, never replaced.
    """

    entries: Sequence[Entry]
    needed: frozenset[Key] = frozenset()


@dataclass(slots=True)
class _Index:
    """A backup, by what lies in what."""

    origin: Origin
    entries: dict[Key, Entry] = field(default_factory=dict)
    folders: dict[Key, str] = field(default_factory=dict)
    """Key of an object that lies in a folder -> uid of the folder."""

    def folder(self, entry: Entry) -> str | None:
        """Find the folder that an object lies in; `None` for what lies in none."""
        key = _key(entry)
        if key not in self.folders:
            found = contents.folder(self.origin.object(entry))
            if found is None:
                return None
            self.folders[key] = found
        return self.folders[key]

    def inside(self, entry: Entry, folder: str) -> bool:
        """Tell whether an object lies in a folder, at any depth, or is that folder."""
        at, seen = _own_folder(entry) or self.folder(entry), set[str]()
        while at and at not in seen:
            if at == folder:
                return True
            seen.add(at)
            parent = self.entries.get(("folders", entry.org, at))
            at = self.folder(parent) if parent else None
        return False


def choose(origin: Origin, wishes: Wishes) -> Chosen:
    """Select from a backup.

    Raises:
        ConfigurationError: something that was named is not in the backup.
        BadBackup: an object had to be read and is damaged.
    """
    known = [entry for entry in origin.manifest.entries if entry.kind in RESTORERS and not entry.encrypted]
    _orgs_there(known, wishes, origin.where)
    index = _Index(origin, {_key(entry): entry for entry in known})
    wanted = [entry for entry in known if _of_org(entry, wishes) and (not wishes.only or entry.kind in wishes.only)]
    if wishes.narrow:
        wanted = list(_narrowed(index, wanted, wishes))
    if not wanted and wishes.only and not wishes.narrow:
        raise ConfigurationError(f"{origin.where} has no {' and no '.join(sorted(wishes.only))}")
    needed = set(_needed(index, wanted)) if wishes.narrow and not wishes.only else set()
    needed -= {_key(entry) for entry in wanted}
    needed |= {_key(entry) for entry in wanted if entry.aside.get("guessed")}
    if wishes.into:
        needed = {key for key in needed if key[0] != "folders"}
    found = {_key(entry): entry for entry in wanted} | {key: index.entries[key] for key in needed}
    return Chosen(
        entries=sorted(found.values(), key=lambda entry: (ORDER[entry.kind], entry.org, entry.path)),
        needed=frozenset(needed),
    )


def _narrowed(index: _Index, entries: Sequence[Entry], wishes: Wishes) -> Iterator[Entry]:
    """Keep what was named, what lies in a named folder, and dashboards of a tag; all three where all are given."""
    tests: list[Callable[[Entry], bool]] = []
    if wishes.names:
        _names_there(index.entries.values(), wishes.names, index.origin.where)
        tests.append(lambda entry: entry.name in wishes.names or _belongs(entry) in wishes.names)
    if wishes.folders:
        _folders_there(index.entries.values(), wishes.folders, index.origin.where)
        tests.append(lambda entry: any(index.inside(_holder(index, entry), folder) for folder in wishes.folders))
    if wishes.tags:
        tests.append(lambda entry: _tagged(index, entry, wishes.tags))
    yield from (entry for entry in entries if all(test(entry) for test in tests))


def _tagged(index: _Index, entry: Entry, tags: Iterable[str]) -> bool:
    board = _holder(index, entry)
    if board.kind != "dashboards":
        return False
    return bool(set(tags) & set(contents.tags(index.origin.object(board))))


def _needed(index: _Index, entries: Iterable[Entry]) -> Iterator[Key]:
    """List the folders around objects, and the library panels that dashboards show."""
    todo = list(entries)
    seen: set[Key] = set()
    while todo:
        entry = todo.pop()
        folder = index.folder(_holder(index, entry))
        keys = [(kind, entry.org, folder) for kind in ("folders", "folder-permissions")] if folder else []
        if entry.kind == "dashboards":
            panels = contents.library_panels(index.origin.object(entry))
            keys += [("library-panels", entry.org, uid) for uid in panels]
        for key in keys:
            if key in index.entries and key not in seen:
                seen.add(key)
                todo.append(index.entries[key])
                yield key


def _holder(index: _Index, entry: Entry) -> Entry:
    """Find the dashboard or folder that an object belongs to; itself where it is on its own."""
    kind = contents.BELONGS.get(entry.kind)
    return index.entries.get((kind, entry.org, _belongs(entry)), entry) if kind else entry


def _belongs(entry: Entry) -> str:
    """Name the object that another belongs to: permissions have the uid of theirs."""
    return contents.owner(entry) if entry.kind in contents.BELONGS else entry.name


def _own_folder(entry: Entry) -> str:
    return entry.name if entry.kind == "folders" else ""


def _key(entry: Entry) -> Key:
    return entry.kind, entry.org, entry.name


def _of_org(entry: Entry, wishes: Wishes) -> bool:
    if not wishes.orgs:
        return True
    return entry.org in wishes.orgs or (entry.kind == "organisations" and entry.name in wishes.orgs)


def _orgs_there(entries: Iterable[Entry], wishes: Wishes, where: str) -> None:
    known = {entry.org for entry in entries if entry.org}
    for org in wishes.orgs:
        if org not in known:
            raise ConfigurationError(f"{where} has no organisation {org}", f"it has {', '.join(sorted(known))}")


def _names_there(entries: Iterable[Entry], names: Iterable[str], where: str) -> None:
    known = {entry.name for entry in entries}
    for name in names:
        if name not in known:
            raise ConfigurationError(f"{where} has no {name}", f"`dash backup show {where}` lists what it has")


def _folders_there(entries: Iterable[Entry], folders: Iterable[str], where: str) -> None:
    known = {entry.name: entry.title for entry in entries if entry.kind == "folders"}
    for folder in folders:
        if folder not in known:
            by_title = [uid for uid, title in known.items() if title == folder]
            hint = f"did you mean its uid, {by_title[0]}?" if by_title else "folders are named by uid"
            raise ConfigurationError(f"{where} has no folder {folder}", hint)
