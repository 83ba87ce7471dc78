"""Where is a program of the monitoring stack, and how does it run until we end it?"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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
            hint = f"perhaps the demo runs already; else give another one: {option} PORT"
            raise ConfigurationError(f"port {port}: {error.strerror}", hint) from None


def listens(port: int) -> bool:
    """Tell whether somebody listens on a port of the loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def libraries(program: str) -> dict[str, str]:
    """Say where the libraries are that were unpacked beside a program."""
    folders = sorted(Path(program).parent.parent.glob("lib/*-linux-gnu"))
    return {"LD_LIBRARY_PATH": os.pathsep.join(str(folder) for folder in folders)} if STACK in program else {}


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
def running(
    argv: Sequence[str],
    ready: str | Callable[[], bool],
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    started: Callable[[int], None] = lambda _: None,
    patience: float = PATIENCE,
) -> Iterator[int]:
    """Run a program from when it is ready until the `with` ends; it ends with us, and with it what it started.

    Args:
        argv: its command line.
        ready: a URL that answers when it is, or a question that is true then.
        log: where its output goes.
        environment: added to ours.
        started: told its process group as soon as there is one.
        patience: seconds until it must be ready.

    Yields:
        Its process id, which is that of its group too.

    Raises:
        DashError: it ended at once or did not become ready; the end of its output is given.
    """
    name = Path(argv[0]).name
    is_ready = ready if callable(ready) else lambda: answers(ready)
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            cwd=log.parent,
            env={**os.environ, **(environment or {})},
        )
    started(process.pid)
    try:
        wait_for(f"starting {name}", lambda: process.poll() is not None or is_ready(), patience=patience)
        if process.poll() is not None:
            raise DashError(f"{name} ended at once: {_last_line(log)}")
        yield process.pid
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "without a word"
