"""How are the dashboards of a catalog built, and on which line is the mistake when one is not?"""

import importlib
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from scripts.canonical import canonical
from scripts.errors import ConfigurationError, SourceError
from scripts.settings import Settings
from scripts.settings import Sources as Defaults
from scripts.sources import Source

HINT = "see [sources] in dash.toml"


def load(settings: Settings, wanted: Iterable[str] = ()) -> list[Source]:
    """Build the dashboards of the catalog module.

    Args:
        settings: where the catalog is.
        wanted: only these uids; none means all.

    Raises:
        ConfigurationError: the project has no dashboards of its own, and its `dash.toml` names none.
        SourceError: the catalog or a dashboard in it cannot be built.
    """
    if not settings.sources.catalog:
        return []
    chosen = list(wanted)
    entries = _entries(settings)
    return [_built(uid, entry, settings.root) for uid, entry in entries.items() if not chosen or uid in chosen]


def _entries(settings: Settings) -> Mapping[str, Any]:
    """Import the catalog: uid -> a function that builds, or the name of a module with `build()`."""
    where = settings.sources.catalog
    name, _, attribute = where.partition(":")
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))  # another team's catalog lies in its own project
    try:
        module = importlib.import_module(name)
        entries = getattr(module, attribute)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise SourceError(f"the catalog {where}: {_said(error, settings.root)}", HINT) from error
    if where == Defaults().catalog and not _lies_in(module, settings.root):
        raise ConfigurationError(
            f"{settings.root} has no dashboards of its own",
            "go to a project's folder, or name dashboards in a dash.toml here: [sources]",
        )
    if not isinstance(entries, Mapping):
        raise SourceError(f"the catalog {where}: it is no mapping from uids to modules", HINT)
    return entries


def _lies_in(module: ModuleType, root: Path) -> bool:
    """Tell the project's own catalog from the one that `dash` is installed with."""
    return module.__file__ is not None and Path(module.__file__).resolve().is_relative_to(root)


def _built(uid: str, entry: str | Callable[[], Any], root: Path) -> Source:
    at = ""
    try:
        build = importlib.import_module(entry).build if isinstance(entry, str) else entry
        at = sys.modules[build.__module__].__file__ or ""
        board = build()
        board = board.build() if hasattr(board, "build") else board  # the SDK's builder is as good as its dashboard
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        place = where(error, root, at) or entry
        raise SourceError(f"{place}: {_said(error, root)}", f"dashboard {uid} is not built") from error
    file = relative(at, root)
    if not hasattr(board, "to_json"):
        raise SourceError(f"{file}: build() returns {type(board).__name__}, not a dashboard", f"uid {uid}")
    from scripts.modernise import number
    from scripts.plain import plain

    spec = plain(board)
    number(spec.get("panels", []))
    spec = canonical(spec)
    if spec.get("uid") != uid:
        raise SourceError(f"{file} builds the uid {spec.get('uid')}, but the catalog calls it {uid}")
    lines = {panel: relative(made, root) for panel, made in getattr(board, "sources", {}).items()}
    return Source(uid, str(spec["title"]), spec, file, lines)


def relative(file: str, root: Path) -> str:
    """Name a file from the project's folder, if it lies there."""
    return file.removeprefix(f"{root}/")


def where(error: BaseException, root: Path, module: str = "") -> str:
    """Find the line of a source that an error came from.

    Args:
        error: with its traceback.
        root: of the project; a line outside of it is nobody's mistake here.
        module: the dashboard's file, if it was imported already. Its line, or one beside it, tells more than that of
            a helper; while modules are being imported, the last one is the one that is wrong.

    Returns:
        `file:line`, from the project's folder; empty if there is none.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{relative(error.filename, root)}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_source(frame.filename, root)]
    if module:
        chosen = [frame for frame in frames if Path(frame.filename).parent == Path(module).parent]
    else:
        chosen = [frame for frame in frames if frame.name == "<module>"]
    last = (chosen or frames)[-1:]
    return f"{relative(last[0].filename, root)}:{last[0].lineno}" if last else ""


def _is_source(file: str, root: Path) -> bool:
    """Leave out installed packages, and `dash` itself."""
    if not Path(file).is_relative_to(root):
        return False
    parts = Path(file).relative_to(root).parts
    return parts[0] != "scripts" and not any(part.startswith(".") or part == "site-packages" for part in parts)


def _said(error: BaseException, root: Path) -> str:
    """Say what is wrong, without this machine's folders; an error of Python's own says of which kind it is."""
    if isinstance(error, SyntaxError):
        return error.msg
    text = str(error).replace(f"{root}/", "")
    own = type(error).__module__ != "builtins" or isinstance(error, (ValueError, ImportError))
    return text if own and text else f"{type(error).__name__}: {text}".rstrip(": ")
