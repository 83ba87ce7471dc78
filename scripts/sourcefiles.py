"""How are `*.dashboard.py` files (grafanalib) and JSON files read as sources of dashboards?"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.canonical import canonical
from scripts.errors import ConfigurationError, SourceError
from scripts.jsonvalue import Json
from scripts.modernise import SCHEMA_VERSION, modernise
from scripts.settings import Settings
from scripts.sources import Source

GRAFANALIB = ".dashboard.py"


def load(settings: Settings) -> Iterator[Source]:
    """Read every source file that `[sources] files` names.

    Raises:
        SourceError: a file is not a dashboard; its name, and where possible the line, is said.
        ConfigurationError: a pattern matches nothing, or is none.
    """
    for pattern in settings.sources.files:
        found = matching(settings.root, pattern)
        if not found:
            raise ConfigurationError(f"[sources] files: {pattern} matches no file below {settings.root.name}/")
        for path in found:
            yield read(path, settings)


def matching(root: Path, pattern: str) -> list[Path]:
    """Find the files of a pattern, in order.

    Raises:
        ConfigurationError: it is no pattern below the project.
    """
    try:
        return sorted(path for path in root.glob(pattern) if path.is_file())
    except (ValueError, NotImplementedError) as error:  # "a**", "/etc/*.json"
        raise ConfigurationError(
            f"[sources] files: {pattern}: {error}", 'give a path or glob below the project, as in "boards/**/*.json"'
        ) from None


def read(path: Path, settings: Settings) -> Source:
    """Read one source file.

    Raises:
        SourceError: it is not a dashboard.
    """
    name = str(path.relative_to(settings.root))
    dashboard = _grafanalib(path, name) if path.name.endswith(GRAFANALIB) else _json(path, name)
    _check(dashboard, name)
    notes: list[str] = []
    if dashboard.get("schemaVersion", 0) < SCHEMA_VERSION or "rows" in dashboard:
        dashboard, notes = modernise(dashboard, _references(settings))
    uid, title = dashboard.get("uid"), dashboard.get("title")
    if not uid or not title:
        raise SourceError(
            f"{name}: the dashboard has no {'title' if uid else 'uid'}", "a dashboard needs both, and the uid for good"
        )
    spec = canonical(dashboard)
    return Source(str(uid), str(title), spec, name, _lines(path, name, spec), tuple(notes))


def _check(dashboard: Json, name: str) -> None:
    """Refuse what could only be built by leaving panels out.

    Raises:
        SourceError: the version is no number, or panels or rows are no objects.
    """
    if type(dashboard.get("schemaVersion", 0)) is not int:
        raise SourceError(f"{name}: schemaVersion is {dashboard['schemaVersion']!r}, not a number")
    panels = _objects(dashboard, "panels", name) + _objects(dashboard, "rows", name)
    for panel in panels:
        where = f"{name}: {panel.get('title') or panel.get('type') or 'a panel'}"
        _objects(panel, "panels", where)
        _objects(panel, "targets", where)


def _objects(holder: Json, key: str, where: str) -> list[Json]:
    found = holder.get(key, [])
    if not isinstance(found, list):
        raise SourceError(f"{where}: {key} is no list")
    for n, one in enumerate(found):
        if not isinstance(one, dict):
            raise SourceError(f"{where}: {key}.{n} is no object")
    return found


def _references(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    """Data source name -> reference, from the environments of dash.toml."""
    found: dict[str, Mapping[str, str]] = {}
    for environment in settings.environments.values():
        for kind, uid in environment.datasources.items():
            found.setdefault(uid, {"type": kind, "uid": uid})
            found.setdefault(kind, {"type": kind, "uid": uid})
    return found


def _json(path: Path, name: str) -> Json:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise SourceError(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not UTF-8 at byte {error.start}") from error
    except RecursionError:
        raise SourceError(f"{name}: nested too deeply for a dashboard") from None
    return unwrap(document, name)


def unwrap(document: Any, name: str) -> Json:  # noqa: ANN401 - whatever the file holds
    """Take the dashboard out of what a person may have saved: the bare model, an API answer, or a Kubernetes object.

    Raises:
        SourceError: it holds none, or one of the v2 model.
    """
    if isinstance(document, dict) and isinstance(document.get("dashboard"), dict):
        document = document["dashboard"]
    elif isinstance(document, dict) and isinstance(document.get("spec"), dict) and "apiVersion" in document:
        if "/v2" in str(document["apiVersion"]):
            raise SourceError(f"{name}: a dashboard of the v2 model", "export it from Grafana in the classic model")
        metadata = document.get("metadata")
        uid = metadata.get("name") if isinstance(metadata, dict) else None
        document = {**document["spec"], "uid": uid}
    if isinstance(document, dict) and "panels" not in document and isinstance(document.get("elements"), dict):
        raise SourceError(f"{name}: a dashboard of the v2 model", "export it from Grafana in the classic model")
    if not isinstance(document, dict) or not ({"panels", "rows"} & set(document)):
        raise SourceError(f"{name}: not a dashboard: it has neither panels nor rows")
    return document


def _grafanalib(path: Path, name: str) -> Json:
    """Run a `*.dashboard.py` and take its variable `dashboard`."""
    import contextlib
    import io
    import sys

    from grafanalib._gen import DashboardEncoder, loader

    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):  # grafanalib prints when used; stdout is our result
            made: Json = json.loads(json.dumps(loader(str(path)), cls=DashboardEncoder))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        said = error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}".rstrip(": ")
        raise SourceError(f"{name}{_line(error, path)}: {said.replace(f'{path.parent}/', '')}") from error
    finally:
        sys.modules.pop(path.stem, None)
    return unwrap(made, name)


def _line(error: BaseException, path: Path) -> str:
    import traceback

    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == path]
    own = error.lineno if isinstance(error, SyntaxError) else (frames[-1] if frames else None)
    return f":{own}" if own else ""


def _lines(path: Path, name: str, spec: Json) -> dict[int, str]:
    """Find the line of each panel's title in its source."""
    from scripts.listing import panels

    text = path.read_text(encoding="utf-8").splitlines()
    found: dict[int, str] = {}
    for placed in panels(spec):
        title = json.dumps(placed.panel.get("title", ""), ensure_ascii=False)
        near = next((n for n, line in enumerate(text, 1) if title in line or f"'{title[1:-1]}'" in line), 0)
        found[int(placed.panel.get("id") or 0)] = f"{name}:{near}" if near else name
    return found
