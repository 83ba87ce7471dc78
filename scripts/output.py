"""How is a result shown: colour on a terminal only, progress on stderr, files whole or not at all?"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
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
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise DashError(
            f"{path}: cannot be written: {error.strerror or error}",
            "check the folder, its permissions and the free space",
        ) from error
