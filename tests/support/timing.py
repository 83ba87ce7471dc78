"""How are commands timed against a Grafana with many dashboards?

The server is the tests' stand-in in a process of its own, so the numbers say what the clients cost. All times are whole
processes, medians of several runs in one go; the ratios count, not the seconds.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIVE = 1000
SIZE = 30_000
RUNS = 5
WTF = "grafana-wtf>=0.25,<0.26"
PEER_HOME = ROOT / ".stack" / "bench"

SERVER = """
import json, sys
from support.grafana.server import running
live, size, mode = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
panel = {"type": "stat", "title": "A", "id": 1, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 4}}
with running(mode) as grafana:
    grafana.add_datasource("prometheus"); grafana.add_datasource("loki", "loki")
    for n in range(live):
        spec = {"title": f"Board {n}", "schemaVersion": 42, "panels": [{**panel, "description": "x" * size}]}
        grafana.add_dashboard(f"board-{n}", spec)
    grafana.forget()
    print(json.dumps({"url": grafana.url, "token": grafana.tokens["Admin"]}), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"requests": len(grafana.log), "writes": len(grafana.writes)}), flush=True)
        grafana.forget()
"""

BARE = """
import os, requests
session, url = requests.Session(), os.environ["BENCH_URL"]
session.headers["Authorization"] = "Bearer " + os.environ["BENCH_TOKEN"]
path, token, seen = "/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards", "", 0
while True:
    page = session.get(url + path, params={"limit": 500, "continue": token}).json()
    seen, token = seen + len(page["items"]), page["metadata"].get("continue", "")
    if not token:
        break
print(seen)
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """One line of the table."""

    name: str
    seconds: float
    requests: int
    writes: int
    megabytes: int = 0


class Bench:
    """A server with many dashboards, and commands timed against it."""

    def __init__(self, server: "subprocess.Popen[str]", address: dict[str, str], folder: Path) -> None:
        """Take the running server."""
        self.server = server
        self.folder = folder
        self.environment = {**os.environ, "BENCH_URL": address["url"], "BENCH_TOKEN": address["token"]}

    def counted(self) -> dict[str, int]:
        """Ask the server what it was asked since the last time."""
        if self.server.stdin is None or self.server.stdout is None:
            raise RuntimeError("the server has no pipes")
        self.server.stdin.write("count\n")
        self.server.stdin.flush()
        found: dict[str, int] = json.loads(self.server.stdout.readline())
        return found

    def time(self, name: str, line: Sequence[str], *, runs: int = RUNS, codes: Sequence[int] = (0,)) -> Timing:
        """Run a command several times; the median counts, and the requests of the last run."""
        took: list[float] = []
        counts: dict[str, int] = {}
        memory = 0
        for _ in range(runs):
            self.counted()
            began = time.perf_counter()
            code, memory, said = self._run(line)
            took.append(time.perf_counter() - began)
            counts = self.counted()
            if code not in codes:
                raise RuntimeError(f"{' '.join(line)}: exit {code}\n{said[-4000:]}")
        return Timing(name, statistics.median(took), counts["requests"], counts["writes"], memory)

    def _run(self, line: Sequence[str]) -> tuple[int, int, str]:
        """Run a command; returns its exit code, its largest memory in megabytes, and what it said."""
        with tempfile.TemporaryFile("w+") as said:
            process = subprocess.Popen(line, env=self.environment, cwd=self.folder, stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            return process.returncode, used.ru_maxrss // 1024, said.read()


@contextmanager
def running(mode: str = "unified", live: int = LIVE) -> Iterator[Bench]:
    """Start the server, fill it, and lend a project that points at it.

    Args:
        mode: the kind of Grafana, as the stand-in names it.
        live: how many dashboards it has.
    """
    line = [sys.executable, "-c", SERVER, str(live), str(SIZE), mode]
    paths = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=paths) as server,
    ):
        if server.stdout is None:
            raise RuntimeError("the server has no pipes")
        address = json.loads(server.stdout.readline())
        for part in ("dashboards", "panels", "scripts", "provisioning"):
            shutil.copytree(ROOT / part, Path(folder) / part)
        (Path(folder) / "dash.toml").write_text(
            f'[environments.bench]\nurl = "{address["url"]}"\ntoken_env = "BENCH_TOKEN"\n',
            encoding="utf-8",
        )
        try:
            yield Bench(server, address, Path(folder))
        finally:
            server.kill()


def peer(name: str, package: str) -> str:
    """Install a tool by name into an environment of its own, once."""
    home = PEER_HOME / name
    program = home / "bin" / name
    if not program.is_file():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", package], check=True)
    return str(program)


def grafana_wtf(bench: Bench) -> list[str]:
    """Make the command by which grafana-wtf reads all dashboards."""
    options = ["--cache-ttl=0", "--concurrency=4", f"--grafana-token={bench.environment['BENCH_TOKEN']}"]
    url = f"--grafana-url={bench.environment['BENCH_URL']}"
    return [peer("grafana-wtf", WTF), "find", "nothing-of-that-name", url, *options]


def table(timings: Sequence[Timing], bare: Timing) -> None:
    """Print the figures, each beside the bare read."""
    head = f"{'':<40} {'seconds':>8} {'of bare':>8} {'requests':>9} {'writes':>7} {'MB':>5}\n"
    sys.stdout.write(head)
    for one in timings:
        ratio = one.seconds / bare.seconds
        sys.stdout.write(
            f"{one.name:<40} {one.seconds:>8.2f} {ratio:>8.2f} {one.requests:>9} {one.writes:>7} {one.megabytes:>5}\n"
        )
