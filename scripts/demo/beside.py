"""Which real programs run beside the simulated Bot-Core, and how does Prometheus scrape them?

They are targets of the same jobs, with `instance="this-machine"`. What they measure is shown beside the simulation, and
is healthy because it is ours: a Redis of our own, probes of our own simulator. Only the node exporter measures what is
not ours: its series begin with `machine_`, because a busy laptop must not raise the alarm in Bot-Core.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from scripts.demo import programs, rabbitmq
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json

INSTANCE = "this-machine"
PROBED = "rust-core-engine"
MODULES = "provisioning/blackbox/blackbox.yml"
MINE = {
    "source_labels": ["instance", "__name__"],
    "regex": f"{INSTANCE};(node_.+)",
    "target_label": "__name__",
    "replacement": "machine_$1",
}


@dataclass(slots=True)
class Beside:
    """What runs beside the simulation.

    Attributes:
        targets: job -> its further static configurations.
        relabel: job -> its further metric relabelling.
        urls: name -> URL, for people.
        missing: name -> what brings it.
        pids: of the programs.
    """

    targets: dict[str, list[Json]] = field(default_factory=dict)
    relabel: dict[str, list[Json]] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    pids: list[int] = field(default_factory=list)

    def add(self, job: str, service: str, address: str, instance: str = INSTANCE, **labels: str) -> None:
        """Let Prometheus scrape a target."""
        own = {"environment": "production", "service": service, "instance": instance}
        self.targets.setdefault(job, []).append({"targets": [address], "labels": own | labels})

    def watch_ourselves(self, prometheus: str, alertmanager: str) -> None:
        """Let Prometheus scrape itself and its Alertmanager."""
        for job, url in (("prometheus", prometheus), ("alertmanager", alertmanager)):
            if url:
                self.add(job, job, url.removeprefix("http://"))


@dataclass(slots=True)
class _Start:
    """Starts one program after the other."""

    root: Path
    folder: Path
    life: ExitStack
    started: Callable[[int], None]
    done: Beside

    def run(self, program: str, arguments: list[str], port: int, path: str = "/metrics") -> str:
        """Run an exporter; returns its address."""
        address = f"127.0.0.1:{port}"
        argv = [programs.find(program, self.root), *arguments]
        log = self.folder / f"{program}.log"
        self.done.pids.append(
            self.life.enter_context(programs.running(argv, f"http://{address}{path}", log, started=self.started))
        )
        return address

    def machine(self) -> None:
        """Measure this machine."""
        port = programs.free_port()
        address = self.run("prometheus-node-exporter", [f"--web.listen-address=127.0.0.1:{port}"], port)
        self.done.add("node-exporter", "host", address)
        self.done.relabel["node-exporter"] = [MINE]
        self.done.urls["node exporter"] = f"http://{address}/metrics"

    def redis(self) -> None:
        """Run a Redis of our own, and its exporter."""
        port, exporter = programs.free_port(), programs.free_port()
        server = programs.find("redis-server", self.root)
        argv = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        argv += ["--maxmemory", "64mb", "--dir", str(self.folder)]
        running = programs.running(
            argv,
            lambda: programs.listens(port),
            self.folder / "redis.log",
            environment=programs.libraries(server),
            started=self.started,
        )
        self.done.pids.append(self.life.enter_context(running))
        arguments = ["-web.listen-address", f"127.0.0.1:{exporter}", "-redis.addr", f"redis://127.0.0.1:{port}"]
        address = self.run("prometheus-redis-exporter", arguments, exporter)
        self.done.add("redis", "redis", address)
        self.done.urls["Redis"] = f"redis://127.0.0.1:{port}, its exporter http://{address}/metrics"

    def blackbox(self, simulator: str) -> None:
        """Probe the simulated engine for real: it answers 503 while a scenario has it down."""
        port = programs.free_port()
        arguments = [f"--config.file={self.root / MODULES}", f"--web.listen-address=127.0.0.1:{port}"]
        address = self.run("prometheus-blackbox-exporter", arguments, port)
        url = f"http://{simulator}/{PROBED}/metrics"
        probe = {"__metrics_path__": "/probe", "__param_module": "http_2xx", "__param_target": url}
        self.done.add("blackbox-http", PROBED, address, url, **probe)
        self.done.add("blackbox-exporter", "blackbox-exporter", address)
        self.done.urls["blackbox exporter"] = f"http://{address}/probe?module=http_2xx&target={url}"

    def broker(self) -> None:
        """Run a RabbitMQ of our own, where one is installed: Erlang is large."""
        found = shutil.which("rabbitmq-server", path=rabbitmq.PLACES)
        if found is None:
            raise ConfigurationError("rabbitmq-server is not installed", "apt-get install rabbitmq-server, as root")
        folder = self.folder / "rabbitmq"
        address, pid = self.life.enter_context(rabbitmq.running(found, folder, self.started))
        self.done.pids.append(pid)
        self.done.add("rabbitmq", "rabbitmq", address)
        self.done.urls["RabbitMQ"] = f"its metrics http://{address}/metrics"


def start(root: Path, folder: Path, life: ExitStack, started: Callable[[int], None], simulator: str) -> Beside:
    """Start what is installed; what is not is told, with what brings it.

    Args:
        root: of the project.
        folder: for logs and data.
        life: ends the programs.
        started: told each program's process group.
        simulator: `host:port`.

    Raises:
        DashError: a program is there and does not start.
    """
    found = Beside()
    make = _Start(root, folder, life, started, found)
    wanted: dict[str, Callable[[], None]] = {
        "node exporter": make.machine,
        "Redis": make.redis,
        "blackbox exporter": lambda: make.blackbox(simulator),
        "RabbitMQ": make.broker,
    }
    for name, run in wanted.items():
        try:
            run()
        except ConfigurationError as error:
            found.missing[name] = error.hint
    return found
