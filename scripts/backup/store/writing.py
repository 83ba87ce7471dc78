"""How do objects become files of a backup: where, in which form, and with which proof?"""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from scripts.backup import manifest_file as manifests
from scripts.backup import names
from scripts.backup.manifest import SECRETS, Entry, Facts, Manifest
from scripts.backup.model import Saved
from scripts.backup.store.sink import Sink
from scripts.jsonvalue import Json

Key = tuple[str, str, str]


def encoded(body: Json) -> bytes:
    """Write an object: sorted, one value a line, the same on every run; both libraries differ in exponents only."""
    if FASTER is not None:
        try:
            return FASTER(body)
        except TypeError:
            pass  # a number of more than 64 bits, half a surrogate pair, very deep
    return (json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")


def _faster() -> Callable[[Json], bytes] | None:
    """Take the faster library where the extra `backup` is installed."""
    try:
        import orjson
    except ImportError:
        return None
    return partial(orjson.dumps, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


FASTER = _faster()


class Writing:
    """A backup that is being written; several threads may add to it.

    Leaving the `with` without `finish` leaves nothing behind.
    """

    def __init__(self, sink: Sink) -> None:
        """Begin; nothing is visible before `finish`."""
        self._sink = sink
        self._entries: dict[Key, Entry] = {}
        self._taken: dict[str, Key] = {}
        self._lock = threading.Lock()
        self.place = ""
        """Where the backup is; empty until it is finished."""

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Clean up whatever was not finished."""
        self._sink.abort()

    def add(self, saved: Saved) -> None:
        """Store an object; the same one again replaces what was stored.

        Raises:
            DashError: no room or no rights where the backup goes.
        """
        self._put(saved, encoded(saved.body), ".json")

    def add_secrets(self, org: str, content: bytes) -> None:
        """Store the encrypted secrets of an organisation: an age file."""
        self._put(Saved(kind=SECRETS, org=org, name="contact-points", body={}), content, ".age")

    def drop(self, kind: str, org: str, name: str) -> None:
        """Take an object back: it was deleted while the backup was made."""
        with self._lock:
            entry = self._entries.pop((kind, org, name), None)
            if entry is not None:
                self._taken.pop(names.alike(entry.path))
        if entry is not None:
            self._sink.drop(entry.path)

    def count(self, kind: str, org: str) -> int:
        """Tell how many objects of a kind are stored."""
        with self._lock:
            return sum(1 for entry in self._entries.values() if (entry.kind, entry.org) == (kind, org))

    def finish(self, facts: Facts) -> Manifest:
        """Make it visible.

        Args:
            facts: whence it is and how complete.

        Raises:
            DashError: no room or no rights; there is no backup then.
        """
        made = Manifest(facts=facts, entries=sorted(self._entries.values(), key=lambda entry: entry.path))
        self.place = self._sink.commit(manifests.text(made))
        return made

    def _put(self, saved: Saved, content: bytes, suffix: str) -> None:
        path = self._path(saved, suffix)
        sha256 = hashlib.sha256(content).hexdigest()
        self._sink.put(path, content, sha256)
        entry = Entry(
            path=path,
            sha256=sha256,
            size=len(content),
            kind=saved.kind,
            org=saved.org,
            name=saved.name,
            title=saved.title,
            aside=saved.aside,
            encrypted=suffix == ".age",
        )
        with self._lock:
            self._entries[saved.key] = entry

    def _path(self, saved: Saved, suffix: str) -> str:
        """Find a path that no other object has, also on a disk that ignores case.

        Of names that such a disk takes for one, the first in order has the plain path, whichever was read first: a
        second backup of the same Grafana must be the same.
        """
        with self._lock:
            path = names.path(saved.kind, saved.org, saved.name, suffix)
            holder = self._taken.setdefault(names.alike(path), saved.key)
            if holder == saved.key:
                return path
            if holder < saved.key or holder not in self._entries:
                return self._twin(path, saved.key)
            entry = self._entries[holder]
            moved = self._twin(names.path(*holder, suffix), holder)
            self._sink.move(entry.path, moved)
            self._entries[holder] = replace(entry, path=moved)
            self._taken[names.alike(path)] = saved.key
            return path

    def _twin(self, path: str, key: Key) -> str:
        twin = names.twin(path, "\0".join(key))
        self._taken[names.alike(twin)] = key
        return twin
