"""How is a backup kept in an object store (S3, GCS, Azure, SFTP) so that equal files are there once?

Below `<url>/<environment>/` the objects lie in `blobs/`, each named by its hash, and each backup is one
`<time>/manifest.json`, written last. A backup that is being made has a `<time>/unfinished` beside; as long as a young
one is there, nothing is cleared away.
"""

import contextlib
import re
import threading
from collections.abc import Iterator
from typing import Any

from scripts.backup.manifest import FILE, BadBackup
from scripts.errors import ConfigurationError, DashError, Unreachable

UNFINISHED = "unfinished"
MISSING = "install it: pip install 'bot-core-dashboards[backup]' s3fs (or gcsfs, adlfs, paramiko)"


def is_url(name: str) -> bool:
    """Tell an object store from a path: `s3://…`, but not `C:/…`."""
    return bool(re.match(r"^[a-z][a-z0-9+.-]+://", name))


def shown(url: str, text: str = "") -> str:
    """Show a URL, or a text about it, without the user and password that may be in it."""
    login = re.search(r"(?<=://)[^/@]*@", url)
    return (text or url).replace(login[0] if login else "\0", "")


def file_system(url: str) -> tuple[Any, str]:
    """Open the file system of a URL, and the path in it.

    Raises:
        ConfigurationError: its package is not installed, or nobody knows such a URL.
    """
    try:
        import fsspec
    except ImportError:
        raise ConfigurationError(f"{shown(url)} needs the package fsspec", MISSING) from None
    try:
        system, path = fsspec.core.url_to_fs(url, use_listings_cache=False, skip_instance_cache=True)
    except ImportError as error:
        raise ConfigurationError(f"{shown(url)} needs a package that is not installed: {error}", MISSING) from None
    except ValueError as error:
        raise ConfigurationError(
            f"{shown(url)}: {error}", "use a folder, a file, or a URL as s3://bucket/path"
        ) from None
    return system, str(path)


class RemoteSink:
    """An object store."""

    def __init__(self, url: str, environment: str, stamp: str) -> None:
        """Begin: say that a backup is being made, and list what is there.

        Raises:
            ConfigurationError: see `file_system`.
            DashError: the store cannot be reached, or not be written to.
        """
        self.url = url.rstrip("/")
        self._system, path = file_system(self.url)
        self._base = f"{path.rstrip('/')}/{environment}"
        self._top = f"{self._base}/{stamp}"
        self._place = f"{self.url}/{environment}/{stamp}"
        self._files: dict[str, str] = {}
        self._lock = threading.Lock()
        self._done = False
        with told(self._place):
            if self._system.exists(f"{self._top}/{FILE}"):
                raise DashError(f"{shown(self._place)} is there already", "wait a second, and try again")
            self._system.makedirs(self._top, exist_ok=True)
            self._system.pipe_file(f"{self._top}/{UNFINISHED}", b"")
            self._there = blobs(self._system, self._base)

    def put(self, path: str, content: bytes, sha256: str) -> None:
        """Store an object, unless an equal one is there."""
        with self._lock:
            self._files[path] = sha256
            if self._there.get(sha256) == len(content):
                return
            self._there[sha256] = len(content)
        with told(self._place):
            blob = blob_path(self._base, sha256)
            self._system.makedirs(blob.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(blob, content)

    def move(self, path: str, to: str) -> None:
        """Give a file another path."""
        with self._lock:
            self._files[to] = self._files.pop(path)

    def drop(self, path: str) -> None:
        """Forget a file; its object stays until the next clearing."""
        with self._lock:
            self._files.pop(path, None)

    def commit(self, manifest: bytes) -> str:
        """Look whether all objects are there, then write the manifest."""
        with told(self._place):
            there = blobs(self._system, self._base)
            lost = [path for path, sha256 in self._files.items() if sha256 not in there]
            if lost:
                raise DashError(
                    f"{shown(self._place)}: {len(lost)} objects were cleared away meanwhile, among them {lost[0]}",
                    "no backup was made; start it again",
                )
            self._system.pipe_file(f"{self._top}/{FILE}", manifest)
            self._done = True
            self._system.rm_file(f"{self._top}/{UNFINISHED}")
        return self._place

    def abort(self) -> None:
        """Take back the sign of an unfinished backup."""
        if not self._done:
            with contextlib.suppress(Exception):
                self._system.rm_file(f"{self._top}/{UNFINISHED}")


class RemoteSource:
    """A backup in an object store."""

    def __init__(self, url: str) -> None:
        """Take the URL of a backup: `<url>/<environment>/<time>`."""
        self.where = shown(url)
        self._url = url.rstrip("/")
        self._system, self._top = file_system(self._url)
        self._base = self._top.rstrip("/").rpartition("/")[0]

    def read(self, path: str, limit: int, sha256: str = "") -> bytes:
        """Read an object by its hash, or the manifest."""
        return self._get(blob_path(self._base, sha256) if sha256 else f"{self._top}/{path}", limit, path)

    def paths(self) -> Iterator[str]:
        """List the manifest; objects are shared, so that none is a stranger."""
        yield FILE

    def close(self) -> None:
        """Leave nothing to close."""

    def _get(self, name: str, limit: int, path: str) -> bytes:
        with told(self._url):
            content: bytes = self._system.cat_file(name, start=0, end=limit + 1)
        if len(content) > limit:
            raise BadBackup(f"{self.where}: {path} is larger than what was written", "the backup is damaged")
        return content


def blob_path(base: str, sha256: str) -> str:
    """Name an object by its hash."""
    return f"{base}/blobs/{sha256[:2]}/{sha256}"


def blobs(system: Any, base: str) -> dict[str, int]:  # noqa: ANN401 - a file system of fsspec, which ships no types
    """List the objects of an environment: hash -> bytes."""
    try:
        found = system.find(f"{base}/blobs", detail=True)
    except FileNotFoundError:
        return {}
    return {name.rpartition("/")[2]: int(info.get("size") or 0) for name, info in found.items()}


def folders(system: Any, path: str) -> list[str]:  # noqa: ANN401 - as above
    """List the names of what looks like folders in a path; none where there is no such path."""
    try:
        found = system.ls(path, detail=True)
    except FileNotFoundError:
        return []
    return sorted(str(one["name"]).rstrip("/").rpartition("/")[2] for one in found if one["type"] == "directory")


@contextlib.contextmanager
def told(url: str) -> Iterator[None]:
    """Turn whatever a file system raises, each has its own, into an error for people.

    Raises:
        FileNotFoundError: passed on.
        DashError: of our own, passed on.
        Unreachable: anything else.
    """
    try:
        yield
    except (DashError, FileNotFoundError):
        raise
    except Exception as error:
        said = shown(url, " ".join(str(error).split()))[:200] or type(error).__name__
        raise Unreachable(f"{shown(url)}: {said}", "check the URL, its credentials and the network") from error
