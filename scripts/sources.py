"""Where do dashboards come from? The catalog's modules, grafanalib's `*.dashboard.py`, and JSON files."""

import importlib
import sys
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.canonical import canonical
from scripts.errors import SourceError
from scripts.jsonvalue import Json
from scripts.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """A dashboard, built.

    Attributes:
        uid: its identity.
        title: its title.
        spec: in the canonical form, the uid included.
        file: the source, relative to the project.
        lines: panel id -> `file:line` of the Python that made it.
        notes: what had no living counterpart and was left out.
    """

    uid: str
    title: str
    spec: Json
    file: str
    lines: Mapping[int, str]
    notes: tuple[str, ...] = ()


def load(settings: Settings, uids: Iterable[str] = ()) -> list[Source]:
    """Build dashboards from all their sources.

    Args:
        settings: where they lie.
        uids: only these; none means all.

    Raises:
        SourceError: a source cannot be built, a uid is unknown, or two sources have one uid.
    """
    wanted = list(uids)
    found = [*catalog(settings, wanted)]
    if settings.sources.files:
        from scripts import sourcefiles

        found += [one for one in sourcefiles.load(settings) if not wanted or one.uid in wanted]
    by_uid: dict[str, Source] = {}
    for one in found:
        if one.uid in by_uid:
            raise SourceError(f"two dashboards have the uid {one.uid}: {by_uid[one.uid].file} and {one.file}")
        by_uid[one.uid] = one
    missing = [uid for uid in wanted if uid not in by_uid]
    if missing:
        raise SourceError(f"no dashboard has the uid {missing[0]}", "dash list shows them all")
    return list(by_uid.values())


def catalog(settings: Settings, wanted: Iterable[str] = ()) -> list[Source]:
    """Build the dashboards of the catalog module."""
    if not settings.sources.catalog:
        return []
    name, _, attribute = settings.sources.catalog.partition(":")
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))  # another team's catalog lies in its own project
    try:
        modules: Mapping[str, str] = getattr(importlib.import_module(name), attribute)
    except (ImportError, AttributeError) as error:
        raise SourceError(f"the catalog {settings.sources.catalog}: {error}", "see [sources] in dash.toml") from error
    chosen = list(wanted)
    return [_built(uid, name, settings.root) for uid, name in modules.items() if not chosen or uid in chosen]


def _built(uid: str, name: str, root: Path) -> Source:
    try:
        board = importlib.import_module(name).build()
    except Exception as error:
        raise SourceError(f"{_where(error, root) or name}: {error}", f"dashboard {uid} is not built") from error
    from scripts.plain import plain

    spec = canonical(plain(board))
    if spec.get("uid") != uid:
        raise SourceError(f"{name} builds the uid {spec.get('uid')}, but the catalog calls it {uid}")
    file = sys.modules[name].__file__ or name
    lines = {panel: relative(made, root) for panel, made in board.sources.items()}
    return Source(uid, str(spec["title"]), spec, relative(file, root), lines)


def relative(file: str, root: Path) -> str:
    """Name a file from the project's folder, if it lies there."""
    prefix = f"{root}/"
    return file.removeprefix(prefix)


def _where(error: Exception, root: Path) -> str:
    """Find the line of a source that an error came from: the last one inside the project."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{relative(error.filename, root)}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(str(root))]
    mine = [f for f in frames if "/dashboards/" in f.filename] or [f for f in frames if "/scripts/" not in f.filename]
    return f"{relative(mine[-1].filename, root)}:{mine[-1].lineno}" if mine else ""
