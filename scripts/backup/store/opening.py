"""Which backup does somebody mean, and where does a new one go?"""

from datetime import UTC, datetime
from pathlib import Path

from scripts.backup.manifest import FILE, BadBackup
from scripts.backup.store.files import FolderSource
from scripts.backup.store.folder import FolderSink
from scripts.backup.store.reading import Backup
from scripts.errors import ConfigurationError

STAMP = "%Y-%m-%dT%H-%M-%SZ"
"""Names a backup by its time, in UTC: sorts by age, and no disk objects to it."""

OUTPUT = "backups"
"""Where backups go when nothing is said, below the project."""


def named(output: str, environment: str, now: datetime | None = None) -> Path:
    """Name the place of a new backup: `<output>/<environment>/<time>`."""
    return Path(output) / environment / (now or datetime.now(UTC)).strftime(STAMP)


def sink(output: str, environment: str, now: datetime | None = None) -> FolderSink:
    """Choose where a new backup goes; files that did not change are shared with the newest one there.

    Raises:
        DashError: it cannot be written there.
    """
    place = named(output, environment, now)
    return FolderSink(place, _files(newest(place.parent)))


def newest(folder: Path) -> Path | None:
    """Find the newest finished backup of an environment."""
    found = [one for one in sorted(folder.glob("*Z")) if (one / FILE).is_file()] if folder.is_dir() else []
    return found[-1] if found else None


def open_backup(name: str) -> Backup:
    """Open a backup: its folder, or the folder of an environment, whose newest one is taken.

    Raises:
        ConfigurationError: there is nothing of that name.
        BadBackup: it is no backup, or a damaged one.
    """
    path = Path(name)
    if not path.exists():
        raise ConfigurationError(f"{name}: there is no such backup", "`dash backup list` shows the backups")
    if path.is_dir() and not (path / FILE).exists():
        path = newest(path) or path
    return Backup(FolderSource(path))


def _files(previous: Path | None) -> dict[str, tuple[Path, str]]:
    """List the files of an earlier backup, to be shared; none if it cannot be believed."""
    if previous is None:
        return {}
    try:
        with Backup(FolderSource(previous)) as backup:
            return {entry.path: (previous / entry.path, entry.sha256) for entry in backup.manifest.entries}
    except BadBackup:
        return {}
