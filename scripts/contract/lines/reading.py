"""What did the application write, under what Docker wrapped it in?"""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scripts.errors import DashError

MOST = 16 * 1024
"""Bytes of a line that Docker hands on in one piece."""

READ_AT_MOST = 1024 * 1024
"""Bytes of a line that are looked at; what is longer is no log."""

DOCKER = re.compile(r'\{\s*"log"\s*:\s*"')
PREFIX = re.compile(r"(?:[\w.-]+ +\| ?(?=\S|$))?(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*Z (?=\{))?")
"""What `docker compose logs` puts before each line, and the time that `docker logs -t` does."""

GZIP = b"\x1f\x8b"

PIECES = 64
"""Of a line that Docker cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the application wrote it.

    Attributes:
        number: in the file, from 1; of a line in pieces, of its first.
        text: without its end.
        size: bytes.
        whole: false if Docker cut it.
        readable: false if it is not UTF-8.
    """

    number: int
    text: str
    size: int
    whole: bool = True
    readable: bool = True


@contextmanager
def opened(source: str) -> Iterator[Iterable[bytes]]:
    """Open a file, also one that was packed by gzip, or the standard input for `-`; lines come as they are read.

    Raises:
        DashError: there is no such file, or it cannot be read.
    """
    if source == "-":
        yield _lines(sys.stdin.buffer, "standard input")
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DashError(f"{source}: {reason}", "give a file, or - for standard input") from None
    with file:
        packed = file.peek(2)[:2] == GZIP
        yield _lines(gzip.open(file) if packed else file, source)  # noqa: SIM115 - it ends with the file


def _lines(stream: IO[bytes] | gzip.GzipFile, source: str) -> Iterator[bytes]:
    """Read line by line, a very long one in pieces, so that no file needs more memory than another."""
    try:
        while line := stream.readline(READ_AT_MOST):
            yield line
    except (OSError, EOFError, zlib.error) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise DashError(f"{source}: {reason}", "give a file that can be read to its end") from None


def lines(raw: Iterable[bytes]) -> Iterator[Line]:
    """Take lines out of what Docker and compose put around them."""
    held: dict[str, list[Line]] = {}
    for number, line in enumerate(raw, 1):
        text = line.decode(errors="replace").rstrip("\r\n").removeprefix("\ufeff" if number == 1 else "")
        made = Line(number, text, len(line), readable="\ufffd" not in text or "\ufffd".encode() in line)
        if not DOCKER.match(text):
            yield _without_prefix(made)
            continue
        stream, inner = _unwrapped(made)
        pieces = held.setdefault(stream, [])
        pieces.append(inner)
        if inner.whole or len(pieces) == PIECES:
            yield _joined(held.pop(stream))
    for pieces in held.values():
        yield _joined(pieces)


def _without_prefix(line: Line) -> Line:
    found = PREFIX.match(line.text)
    end = found.end() if found else 0
    return Line(line.number, line.text[end:], line.size, readable=line.readable) if end else line


def _unwrapped(line: Line) -> tuple[str, Line]:
    """Read Docker's json-file format: the line, its stream and its time; without an end of line it was cut."""
    try:
        found = json.loads(line.text)
        text, stream = found["log"], found["stream"]
    except (ValueError, KeyError):
        return "", line
    inner = str(text)
    return str(stream), Line(
        line.number, inner.rstrip("\r\n"), len(inner.encode()), inner.endswith("\n"), line.readable
    )


def _joined(pieces: list[Line]) -> Line:
    """Put a line together again; it stays marked as cut."""
    if len(pieces) == 1:
        return pieces[0]
    text = "".join(piece.text for piece in pieces)
    return Line(
        pieces[0].number, text, len(text.encode()), whole=False, readable=all(piece.readable for piece in pieces)
    )
