"""Where is a program of the monitoring stack, and how does it run until we end it?"""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.errors import ConfigurationError, DashError

STACK = ".stack/usr/bin"
"""Where `make programs` unpacks Debian's packages, from the project's root."""

POLL = 0.05
PATIENCE = 20.0
"""Seconds to become ready, and to end by itself."""


def find(name: str, root: Path) -> str:
    """Find a program on the PATH or in `.stack/`.

    Raises:
        ConfigurationError: it is on neither.
    """
    found = shutil.which(name) or shutil.which(name, path=str(root / STACK))
    if found is None:
        raise ConfigurationError(f"{name} is not installed", "run `make programs`: it needs no root")
    return found


def free_port() -> int:
    """Find a port of the loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def check_free(port: int, option: str) -> None:
    """Make sure that a port can be listened on.

    Raises:
        ConfigurationError: somebody else does.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConfigurationError(f"port {port}: {error.strerror}", f"give another one: {option} PORT") from None


def answers(url: str) -> bool:
    """Tell whether a URL answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - always http on the loopback
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except (urllib.error.URLError, OSError):
        return False


def wait_for(what: str, ready: Callable[[], bool], *, patience: float = PATIENCE, poll: float = POLL) -> None:
    """Wait until something is so.

    Raises:
        DashError: it did not become so in time.
    """
    deadline = time.monotonic() + patience
    while not ready():
        if time.monotonic() > deadline:
            raise DashError(f"{what} took more than {patience:.0f} s")
        time.sleep(poll)


@contextmanager
def running(argv: Sequence[str], ready: str, log: Path) -> Iterator[int]:
    """Run a program from when it is ready until the `with` ends; it ends with us, by its pid.

    Args:
        argv: its command line.
        ready: a URL that answers when it is.
        log: where its output goes.

    Yields:
        Its process id.

    Raises:
        DashError: it ended at once or did not become ready; the end of its output is given.
    """
    name = Path(argv[0]).name
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(argv), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd=log.parent
        )
    try:
        wait_for(f"starting {name}", lambda: process.poll() is not None or answers(ready))
        if process.poll() is not None:
            raise DashError(f"{name} ended at once: {_last_line(log)}")
        yield process.pid
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "without a word"
