"""How is a backup written as one file (.tar.gz, .tar.zst), and unpacked again without harm?"""

import contextlib
import errno
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from scripts.backup.manifest import FILE, BadBackup
from scripts.backup.manifest_file import LARGEST
from scripts.backup.store.files import FolderSource
from scripts.backup.store.folder import PARTIAL, PRIVATE, synced, told, write
from scripts.errors import ConfigurationError, DashError

GZIP, ZSTD = (".tar.gz", ".tgz"), (".tar.zst", ".tzst")
SUFFIXES = GZIP + ZSTD
FRUGAL = 1 << 30
"""Bytes that any archive may unpack to."""

SWOLLEN = 200
"""An archive may unpack to so many times its size beyond that; JSON is packed 5 to 40 times smaller."""

CHUNK = 1 << 16
PRIVATE_FILE = 0o600
MISSING = "install it: pip install 'bot-core-dashboards[backup]' (make setup does), or use .tar.gz"


class ArchiveSink:
    """One file. The objects wait beside it until the manifest is known, for it is written last."""

    def __init__(self, place: Path) -> None:
        """Begin.

        Raises:
            ConfigurationError: its compression is not installed.
            DashError: the file is there already, or nothing can be written there.
        """
        if place.name.endswith(ZSTD):
            _zstandard()
        if place.exists():
            raise DashError(f"{place} is there already", "choose another name, or remove it")
        self.place = place
        with told(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            self._aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=PARTIAL))
        self._order: dict[str, None] = {}

    def put(self, path: str, content: bytes, sha256: str) -> None:
        """Keep a file until the end."""
        del sha256
        file = self._aside / "files" / path
        with told(self.place):
            file.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
            file.unlink(missing_ok=True)
            write(file, content)
        self._order[path] = None

    def move(self, path: str, to: str) -> None:
        """Give a file another path."""
        with told(self.place):
            (self._aside / "files" / path).rename(self._aside / "files" / to)
        self._order[to] = self._order.pop(path)

    def drop(self, path: str) -> None:
        """Take a file back."""
        self._order.pop(path, None)

    def commit(self, manifest: bytes) -> str:
        """Pack, wait for the disk, and put the archive in its place."""
        packed = self._aside / self.place.name
        with told(self.place):
            handle = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            with os.fdopen(handle, "wb") as file, _packing(file, self.place.name) as stream:
                self._pack(stream, manifest)
            synced(packed)
            if self.place.exists():
                raise FileExistsError(errno.EEXIST, "another backup was made there meanwhile")
            packed.rename(self.place)
            synced(self.place.parent)
        return str(self.place)

    def abort(self) -> None:
        """Remove what waited."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def _pack(self, stream: IO[bytes], manifest: bytes) -> None:
        top = stem(self.place.name)
        with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for path in sorted(self._order):
                _add(tar, f"{top}/{path}", (self._aside / "files" / path).read_bytes())
            _add(tar, f"{top}/{FILE}", manifest)


def unpacked(file: Path) -> FolderSource:
    """Unpack an archive into a folder of its own, to be removed after reading.

    Raises:
        BadBackup: it is cut short, holds anything but plain files, or is far larger than it looks.
        DashError: there is no room to unpack it.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="dash-backup-"))
    except OSError as error:
        raise DashError(f"{file}: cannot be unpacked: {error.strerror or error}", "free space in $TMPDIR") from error
    try:
        _unpack(file, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    tops = list(folder.iterdir())
    inner = tops[0] if len(tops) == 1 and tops[0].is_dir() else folder
    return FolderSource(inner, str(file), unpacked=folder)


def stem(name: str) -> str:
    """Take the ending off an archive's name."""
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def _unpack(file: Path, folder: Path) -> None:
    try:
        with file.open("rb") as raw, _unpacking(raw, file.name) as stream, _tar(stream) as tar:
            for member in _within(tar, FRUGAL + SWOLLEN * file.stat().st_size, file):
                _extract(tar, member, folder, str(file))
            while stream.read(CHUNK):  # to the very end, where gzip keeps its checksum
                continue
    except OSError as error:
        if error.errno is None:  # gzip's own: no gzip file, or its checksum differs
            raise _damaged(file) from error
        raise DashError(f"{file}: cannot be unpacked: {error.strerror}", "free space in $TMPDIR") from error
    except Exception as error:
        if isinstance(error, tarfile.TarError | EOFError | zlib.error) or type(error).__name__ == "ZstdError":
            raise _damaged(file) from error
        raise


def _tar(stream: IO[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="r|")


def _within(tar: tarfile.TarFile, limit: int, file: Path) -> Iterator[tarfile.TarInfo]:
    """List what is in an archive, as long as it is not a bomb."""
    for member in tar:
        limit -= member.size
        if limit < 0 or member.size > LARGEST:
            raise BadBackup(f"{file}: unpacks to far more than a backup of its size holds", "do not use it")
        yield member


def _damaged(file: Path) -> BadBackup:
    return BadBackup(f"{file}: cut short, damaged, or no archive", "use another backup: `dash backup list`")


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, where: str) -> None:
    """Write one plain file below the folder, and nothing else."""
    if member.isdir():
        return
    parts = Path(member.name).parts
    if not member.isreg():
        raise BadBackup(f"{where}: holds {member.name!r}, which is no plain file", "do not use it")
    if member.name.startswith("/") or ".." in parts or "\0" in member.name:
        raise BadBackup(f"{where}: holds a file that climbs out of it: {member.name!r}", "do not use it")
    source = tar.extractfile(member)
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source is None or target.exists():
        raise BadBackup(f"{where}: holds {member.name!r} twice", "do not use it")
    with target.open("xb") as file:
        shutil.copyfileobj(source, file)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file; without times and owners, so that equal backups are equal files."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), PRIVATE_FILE
    tar.addfile(member, io.BytesIO(content))


@contextlib.contextmanager
def _packing(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    if name.endswith(ZSTD):
        with _zstandard().ZstdCompressor().stream_writer(file, closefd=False) as stream:
            yield stream
        return
    import gzip

    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        yield cast("IO[bytes]", packed)


@contextlib.contextmanager
def _unpacking(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    if name.endswith(ZSTD):
        with _zstandard().ZstdDecompressor().stream_reader(file, closefd=False) as stream:
            yield stream
        return
    import gzip

    with gzip.GzipFile(fileobj=file, mode="rb") as packed:
        yield cast("IO[bytes]", packed)


def _zstandard() -> Any:  # noqa: ANN401 - a module that may not be installed
    try:
        import zstandard
    except ImportError:
        raise ConfigurationError(".tar.zst needs the package zstandard", MISSING) from None
    return zstandard
