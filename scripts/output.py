"""How is a result shown: colour on a terminal only, progress on stderr, files whole or not at all?"""

import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import click

from scripts.errors import DashError

Item = TypeVar("Item")

COLOURS = {"green": "green", "yellow": "yellow", "red": "red", "dim": "bright_black"}


def coloured(text: str, colour: str) -> str:
    """Colour a text, unless `NO_COLOR` is set or nobody looks at a terminal."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return text
    return click.style(text, fg=COLOURS[colour])


def shows_progress() -> bool:
    """Tell whether `progress` draws a bar: lines printed meanwhile would tear it."""
    return sys.stderr.isatty()


def progress(items: Iterable[Item], label: str, length: int | None = None) -> Iterator[Item]:
    """Yield the items, with a progress bar on stderr if that is a terminal."""
    if not shows_progress():
        yield from items
        return
    with click.progressbar(items, label=label, length=length, file=sys.stderr) as bar:
        yield from bar


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a reader sees the old text or the new one, never a part.

    Args:
        path: the file; its folder is made if it is missing.
        text: the new content.
        mode: its permissions.

    Raises:
        DashError: the disk is full, the folder is read-only, or a file stands where a folder is expected.
    """
    write_all({path: text}, mode)


def write_all(files: Mapping[Path, str], mode: int = 0o644) -> None:
    """Write files that belong together: first all of them beside their places, and only then each into its place.

    Raises:
        DashError: as for `write_whole`; no file was changed.
    """
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in files.items():
            _stage(path, text, mode, staged)
        for path, temporary in staged.items():
            temporary.replace(path)
    except OSError as error:
        raise DashError(
            f"{path}: cannot be written: {error.strerror or error}",
            "check the folder, its permissions and the free space",
        ) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _stage(path: Path, text: str, mode: int, staged: dict[Path, Path]) -> None:
    """Write a file beside its place, all the way to the disk."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder stands in its place")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    staged[path] = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    staged[path].chmod(mode)
