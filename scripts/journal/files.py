"""How does a line or a document reach the disk so that a crash cannot take it back?"""

import json
import os
import secrets
from pathlib import Path

from scripts.errors import DashError
from scripts.jsonvalue import Json

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_folder(path: Path) -> None:
    """Make a folder that only we can enter, with all folders above it."""
    try:
        for folder in (*reversed(path.parents), path):
            if not folder.exists():
                folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def write(path: Path, document: Json) -> None:
    """Write a document whole or not at all, and wait until the disk has it.

    Raises:
        DashError: the disk is full, or the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def append(path: Path, document: Json) -> None:
    """Add one line to a log, and wait until the disk has it; a line that a crash cut short is left to itself.

    Raises:
        DashError: the disk is full, or the file cannot be written.
    """
    line = json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n"
    new = not path.exists()
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        with os.fdopen(handle, "ab") as file:
            torn = not new and os.pread(handle, 1, max(0, file.tell() - 1)) != b"\n"
            file.write(b"\n" * torn + line.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error


def lines(path: Path) -> list[Json]:
    """Read a log; a last line that a crash cut short did not happen."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    found = []
    for line in raw.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def _sync_folder(path: Path) -> None:
    """Make the name of a new file as lasting as its content."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> DashError:
    """Say that nothing may be pushed without a journal."""
    return DashError(
        f"the journal cannot be written: {path}: {error.strerror or error}",
        "nothing is pushed without it: check permissions and free space of .dash/",
    )
