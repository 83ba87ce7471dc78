"""What files do the sources make, and which files on the disk are not what they should be?"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts import rulefiles
from scripts.canonical import canonical
from scripts.canonical import text as canonical_text
from scripts.errors import DashError
from scripts.jsonvalue import Json
from scripts.output import write_all
from scripts.settings import Folder, Output, Settings
from scripts.sources import Source, load
from scripts.stack import alertmanagerfiles, prometheusfile, shipperfiles

MOUNTED = "/etc/grafana/provisioning/dashboards"
"""Where Grafana's container sees the dashboards' folder."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A file that is not what the sources make.

    Attributes:
        path: relative to the project.
        state: `stale` differs, `missing` is not there, `orphaned` has no source any more.
        difference: a unified diff, from the disk to the sources.
        foreign: an orphan that `dash build` did not write; it is named, but never removed.
    """

    path: Path
    state: Literal["stale", "missing", "orphaned"]
    difference: str
    foreign: bool = False


def path_of(source: Source, output: Output) -> Path:
    """Name a dashboard's file, relative to the project."""
    return Path(output.dashboards) / f"{source.uid}.json"


def dashboard_files(sources: Iterable[Source], output: Output) -> dict[Path, str]:
    """Write dashboards as text, by path relative to the project."""
    return {path_of(source, output): canonical_text(source.spec) for source in sources}


def all_files(settings: Settings, sources: Sequence[Source] | None = None) -> dict[Path, str]:
    """Write everything that `dash build` generates: dashboards, rules, alerts, prometheus.yml, and who is told.

    Args:
        settings: where sources lie and files go.
        sources: the dashboards, if they are loaded already.

    Raises:
        SourceError: a source cannot be built.
    """
    output = settings.output
    files = dashboard_files(load(settings) if sources is None else sources, output)
    files[Path(output.dashboards) / "provider.yml"] = rulefiles.text(provider(settings.environment("local").folder))
    return files | configuration_files(settings)


def configuration_files(settings: Settings) -> dict[Path, str]:
    """Write what Prometheus, Alertmanager and the log shippers read."""
    ours = (rulefiles, prometheusfile, alertmanagerfiles, shipperfiles)
    return {path: text for made in ours for path, text in made.texts(settings).items()}


def provider(folder: Folder) -> Json:
    """Write how a Grafana loads the dashboards by file, into the folder that `dash push` uses too."""
    return {
        "apiVersion": 1,
        "providers": [
            {
                "name": folder.uid or "dash",
                "folder": folder.title if folder.uid else "",
                "folderUid": folder.uid,
                "type": "file",
                "disableDeletion": False,
                "allowUiUpdates": False,
                "updateIntervalSeconds": 30,
                "options": {"path": MOUNTED},
            }
        ],
    }


def stale(root: Path, files: Mapping[Path, str], output: Output, *, whole: bool = True) -> list[Stale]:
    """Compare the disk with what the sources make.

    Args:
        root: the project.
        files: text by path.
        output: where generated files lie.
        whole: look for orphaned files too; false when only some dashboards were built.
    """
    found = [one for path, text in sorted(files.items()) if (one := _compared(root, path, text)) is not None]
    gone = _orphans(root, files, output) if whole else ()
    return [*found, *(Stale(path, "orphaned", "", foreign=not _ours(root / path)) for path in gone)]


def _compared(root: Path, path: Path, text: str) -> Stale | None:
    full = root / path
    if not full.is_file():
        return Stale(path, "missing", "")
    disk = full.read_text(encoding="utf-8", errors="replace")
    if disk == text:
        return None
    lines = difflib.unified_diff(
        disk.splitlines(), text.splitlines(), f"{path} (disk)", f"{path} (sources)", "", "", 1, ""
    )
    return Stale(path, "stale", "\n".join(lines))


def _orphans(root: Path, files: Mapping[Path, str], output: Output) -> Iterator[Path]:
    for folder in sorted({Path(output.dashboards), *(path.parent for path in files)}):
        for full in sorted((root / folder).glob("*")):
            path = full.relative_to(root)
            if path.suffix in (".json", ".yml", ".yaml") and path not in files:
                yield path


def _ours(file: Path) -> bool:
    """Tell a file that `dash build` wrote: by its first line, or a dashboard by its name and its form."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix != ".json":
        return text.startswith(rulefiles.HEADER)
    try:
        document = json.loads(text)
        return bool(document["uid"] == file.stem and canonical_text(canonical(document)) == text)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def write(root: Path, found: Iterable[Stale], files: Mapping[Path, str]) -> None:
    """Bring the disk to what the sources make: all files whole or none, and then our orphans removed.

    Raises:
        DashError: a file cannot be written; none was changed. Or an orphan cannot be removed.
    """
    listed = list(found)
    write_all({root / one.path: files[one.path] for one in listed if one.state != "orphaned"})
    for one in listed:
        if one.state == "orphaned" and not one.foreign:
            _remove(root / one.path)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise DashError(
            f"{file}: cannot be removed: {error.strerror}", "no source makes it any more; remove it yourself"
        ) from error
