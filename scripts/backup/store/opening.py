"""Which backup does somebody mean, and where does a new one go?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scripts.backup.manifest import FILE, BadBackup
from scripts.backup.store import archive, remote
from scripts.backup.store.archive import ArchiveSink
from scripts.backup.store.files import FolderSource
from scripts.backup.store.folder import FolderSink, sweep
from scripts.backup.store.reading import Backup
from scripts.backup.store.remote import RemoteSink, RemoteSource, is_url, shown
from scripts.backup.store.sink import Sink
from scripts.errors import ConfigurationError, DashError

STAMP = "%Y-%m-%dT%H-%M-%SZ"
"""Names a backup by its time, in UTC: sorts by age, and no disk objects to it."""

STAMPED = re.compile(r"^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$")
LIST = "`dash backup list` shows the backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A finished backup in a folder or object store.

    Attributes:
        where: what `open_backup` opens.
        environment: name of the Grafana it is of.
        time: when it was begun.
    """

    where: str
    environment: str
    time: datetime


def sink(output: str, environment: str, now: datetime | None = None) -> Sink:
    """Choose where a new backup goes: `<output>/<environment>/<time>` in a folder or object store, or one file.

    In a folder, files that did not change are shared with the newest backup there, in an object store with all; what a
    killed backup left in the folder the day before is removed.

    Args:
        output: a folder, a file that ends in `.tar.gz` or `.tar.zst`, or a URL of an object store.
        environment: name of the Grafana.
        now: the time that names it.

    Raises:
        ConfigurationError: a package that the place needs is missing.
        DashError: it cannot be written there.
    """
    moment = now or datetime.now(UTC)
    if is_url(output):
        return RemoteSink(output, environment, moment.strftime(STAMP))
    if output.endswith(archive.SUFFIXES):
        return ArchiveSink(Path(output))
    folder = Path(output) / environment
    sweep(folder, moment.timestamp())
    return FolderSink(_free(folder, moment), _files(_newest(folder)))


def _free(folder: Path, moment: datetime) -> Path:
    """Name a folder by the time; by the next second that is free, if there was a backup in this one."""
    while (folder / moment.strftime(STAMP)).exists():
        moment += timedelta(seconds=1)
    return folder / moment.strftime(STAMP)


def open_backup(name: str) -> Backup:
    """Open a backup: its folder, file or URL, or what holds the backups of one environment: the newest is taken.

    Raises:
        ConfigurationError: there is nothing of that name.
        BadBackup: it is no backup, or a damaged one.
        DashError: it cannot be read.
    """
    if is_url(name):
        return Backup(RemoteSource(_stamped(name)))
    path = Path(name)
    if not path.exists():
        raise ConfigurationError(f"{name}: there is no such backup", LIST)
    if not path.is_dir():
        return Backup(archive.unpacked(path))
    if not (path / FILE).exists():
        path = _newest(path) or path
    return Backup(FolderSource(path))


def places(output: str, environment: str = "") -> list[Place]:
    """List the finished backups below an output, the oldest first.

    Args:
        output: a folder or a URL, as given to `sink`.
        environment: only those of one; empty for all.

    Raises:
        DashError: it cannot be read.
    """
    found = _remote(output) if is_url(output) else _local(Path(output))
    listed = [place for place in found if environment in ("", place.environment)]
    return sorted(listed, key=lambda place: (place.time, place.environment))


def _local(output: Path) -> Iterator[Place]:
    for file in output.glob(f"*/*/{FILE}"):
        if STAMPED.match(file.parent.name) and not file.parent.is_symlink():
            yield Place(where=str(file.parent), environment=file.parent.parent.name, time=_time(file.parent.name))


def _remote(url: str) -> Iterator[Place]:
    url = url.rstrip("/")
    system, base = remote.file_system(url)
    with remote.told(url):
        for environment in remote.folders(system, base.rstrip("/")):
            for stamp in remote.folders(system, f"{base.rstrip('/')}/{environment}"):
                if STAMPED.match(stamp) and system.exists(f"{base.rstrip('/')}/{environment}/{stamp}/{FILE}"):
                    yield Place(where=f"{url}/{environment}/{stamp}", environment=environment, time=_time(stamp))


def _stamped(url: str) -> str:
    """Find the newest backup where the URL is that of an environment.

    Raises:
        ConfigurationError: there is none.
    """
    url = url.rstrip("/")
    base, _, last = url.rpartition("/")
    if STAMPED.match(last):
        return url
    found = places(base, last)
    if not found:
        raise ConfigurationError(f"{shown(url)}: there is no finished backup", LIST)
    return found[-1].where


def _newest(folder: Path) -> Path | None:
    """Find the newest finished backup in the folder of an environment."""
    found = [one for one in _local(folder.parent) if one.environment == folder.name]
    return Path(max(found, key=lambda one: one.time).where) if found else None


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _files(previous: Path | None) -> dict[str, tuple[Path, str]]:
    """List the files of an earlier backup, to be shared; none if it cannot be believed."""
    if previous is None:
        return {}
    try:
        with Backup(FolderSource(previous)) as backup:
            return {entry.path: (previous / entry.path, entry.sha256) for entry in backup.manifest.entries}
    except (BadBackup, DashError):
        return {}
