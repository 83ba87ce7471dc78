"""How is any dashboard file read, so that a rule can judge it as it is?"""

import json
from pathlib import Path

from scripts.errors import ConfigurationError, SourceError
from scripts.jsonvalue import Json
from scripts.lint.board import Board
from scripts.lint.engine import Subject
from scripts.settings import Settings


def read(name: str, settings: Settings) -> Subject:
    """Read a dashboard file: the bare model, an API answer, a Kubernetes object, or grafanalib's `*.dashboard.py`.

    A JSON file is judged as it is; a grafanalib source as `dash build` would write it.

    Raises:
        ConfigurationError: there is no such file, or it cannot be read.
        SourceError: it holds no dashboard.
    """
    from scripts import sourcefiles

    path = Path(name)
    if path.is_dir():
        raise ConfigurationError(f"{name} is a folder", f"name its files: dash lint {name.rstrip('/')}/*.json")
    if not path.exists():
        raise ConfigurationError(f"{name}: there is no such file")
    if name.endswith(sourcefiles.GRAFANALIB):
        return _grafanalib(path, settings)
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not UTF-8 at byte {error.start}") from error
    except RecursionError:
        raise SourceError(f"{name}: nested too deeply for a dashboard") from None
    except OSError as error:
        raise ConfigurationError(f"{name}: cannot be read: {error.strerror or error}") from error
    spec = sourcefiles.unwrap(document, name)
    if not isinstance(spec.get("panels", spec.get("rows")), list):
        raise SourceError(f"{name}: not a dashboard: it has no list of panels")
    return Subject(spec=spec, file=name, lines=lines(name, text, spec))


def lines(name: str, text: str, spec: Json) -> dict[int, str]:
    """Find the line of each panel in a file: where its title stands, searched downward in the order of the file.

    Args:
        name: of the file.
        text: the file.
        spec: the dashboard in it.

    Returns:
        Panel id -> `file:line`; a panel whose title cannot be found is left out.
    """
    written = text.splitlines()
    found: dict[int, str] = {}
    at = 0
    for panel in Board(spec).panels:
        titles = (json.dumps(panel.title, ensure_ascii=False), json.dumps(panel.title))
        order = (*range(at, len(written)), *range(at))
        line = next((n for n in order if any(title in written[n] for title in titles)), None)
        if line is not None and panel.id is not None and panel.title:
            found[panel.id], at = f"{name}:{line + 1}", line + 1
    return found


def _grafanalib(path: Path, settings: Settings) -> Subject:
    from scripts import sourcefiles

    full = path.resolve()
    if not full.is_relative_to(settings.root):
        raise ConfigurationError(
            f"{path}: lies outside the project", f"go to its project, or move it below {settings.root}"
        )
    source = sourcefiles.read(full, settings)
    return Subject(spec=source.spec, file=source.file, lines=source.lines)
