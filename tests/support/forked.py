"""How can hundreds of `dash` commands run as processes of their own, each ready to be killed, within seconds?

One process imports everything and then makes a copy of itself for each command. Pauses between attempts are left out.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
SECONDS = 60

PROGRAM = """
import json, os, select, signal, sys

from scripts import cli
from scripts.grafana import patience

patience.BASE = 0.0
woken, waking = os.pipe()
os.set_blocking(waking, False)
signal.set_wakeup_fd(waking)
signal.signal(signal.SIGCHLD, lambda *_: None)
children = set()


def tell(**what):
    os.write(1, (json.dumps(what) + "\\n").encode())


def command(order):
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    return cli.run(order["arguments"])


def copy(order):
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, name in enumerate(("/dev/null", order["out"], order["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
    code = 70
    try:
        code = command(order)
    finally:
        sys.stdout.flush()
        os._exit(code)


def obey(order):
    if order["warm"]:
        sys.stdout = open(order["out"], "w")
        code = command(order)
        sys.stdout.close()
        sys.stdout = sys.__stdout__
        tell(number=order["number"], pid=0)
        tell(ended=0, code=code)
        return
    pid = os.fork()
    if not pid:
        copy(order)
    children.add(pid)
    tell(number=order["number"], pid=pid)


def reap():
    os.read(woken, 4096)
    for pid in list(children):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            children.discard(pid)
            tell(ended=pid, code=os.waitstatus_to_exitcode(status))


while True:
    ready, _, _ = select.select([0, woken], [], [])
    if woken in ready:
        reap()
    if 0 in ready:
        line = b""
        while not line.endswith(b"\\n"):
            part = os.read(0, 1)
            if not part:
                sys.exit()
            line += part
        obey(json.loads(line))
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended; a negative code is the signal that killed it."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Running:
    """A command under way."""

    pid: int
    out: Path
    err: Path
    code: "Future[int]"

    def kill(self) -> None:
        """End it as the kernel does: at once, without a last word."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Ended:
        """Wait for its end."""
        return Ended(self.code.result(SECONDS), self.out.read_text(), self.err.read_text())


@dataclass
class Commands:
    """Starts commands; safe to use from several threads.

    Attributes:
        folder: for what they print.
    """

    folder: Path
    asked: IO[str]
    started: "dict[int, Future[int]]" = field(default_factory=dict)
    ended: "dict[int, Future[int]]" = field(default_factory=dict)
    _ordering: threading.Lock = field(default_factory=threading.Lock)
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def listen(self, told: IO[str]) -> None:
        """Hear which commands started and ended, until the last one has."""
        for line in told:
            what = json.loads(line)
            if "ended" in what:
                self._end(what["ended"]).set_result(what["code"])
            else:
                self.started[what["number"]].set_result(what["pid"])

    def _end(self, pid: int) -> "Future[int]":
        with self._telling:
            return self.ended.setdefault(pid, Future())

    def warm(self, folder: Path, *arguments: str, **environment: str) -> int:
        """Run `dash` once in the process that makes the copies, so that they find everything imported."""
        return self._order(folder, arguments, environment, warm=True).code.result(SECONDS)

    def start(self, folder: Path, *arguments: str, **environment: str) -> Running:
        """Start `dash` in a project."""
        return self._order(folder, arguments, environment, warm=False)

    def _order(
        self, folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str], *, warm: bool
    ) -> Running:
        with self._ordering:
            number = len(self.started) + 1
            pid = self.started[number] = Future()
            out, err = (self.folder / f"{number}.{name}" for name in ("out", "err"))
            order = {"folder": str(folder), "arguments": arguments, "environment": environment, "out": str(out)}
            self.asked.write(json.dumps({**order, "err": str(err), "number": number, "warm": warm}) + "\n")
            self.asked.flush()
        known = pid.result(SECONDS)
        return Running(known, out, err, self._end(known))


@contextmanager
def commands(folder: Path) -> Iterator[Commands]:
    """Have commands started for as long as the `with` lasts."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        made = Commands(folder, process.stdin)
        ears = threading.Thread(target=made.listen, args=(process.stdout,), daemon=True)
        ears.start()
        try:
            yield made
        finally:
            process.stdin.close()
            ears.join(SECONDS)
