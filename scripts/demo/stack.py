"""How do Prometheus, Alertmanager, the simulated Bot-Core and its past come together?"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.demo import programs
from scripts.errors import ConfigurationError
from scripts.simulate import alerting, history
from scripts.simulate.alerting import read_alerts
from scripts.simulate.history import Stats
from scripts.simulate.model import Model
from scripts.simulate.prometheus_config import prometheus_config
from scripts.simulate.query import query, reload
from scripts.simulate.recorded import read_rules
from scripts.simulate.server import Simulation, serving
from scripts.simulate.timeline import Timeline

RECORDING = "provisioning/prometheus/recording-rules"
ALERTS = "provisioning/prometheus/alerts"
HOUR = 3600.0

MEMORY = "31d"
"""How much Prometheus keeps in memory before it writes a block: all of the history; half of that may come late."""
PORTION = 6 * HOUR

EMPTY = "scrape_configs: []\n"
"""History comes first: a Prometheus that has begun to scrape refuses samples that are two hours old."""

ROUTES = """\
route: {receiver: log-only, group_by: [environment, service, alertname]}
receivers: [{name: log-only}]
"""
"""Alerts are shown and sent nowhere."""

LIVE_PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to run.

    Attributes:
        root: of the project, whose rules are loaded.
        hours: of history.
        compare: load also what graphs compare with, a day and a week before.
        seed: of the model.
        timeline: what happened in the past.
        port: of Prometheus; 0 takes a free one. The same for the others.
        interval: between scrapes of every target; shorter than the contract says, so that all are there soon.
        alertmanager: start one, if it is installed.
    """

    root: Path
    hours: float = 24
    compare: bool = True
    seed: int = 7
    timeline: Timeline = field(default_factory=Timeline)
    port: int = 0
    simulator_port: int = 0
    alertmanager_port: int = 0
    interval: str = "5s"
    alertmanager: bool = False

    def rules(self, folder: str) -> list[Path]:
        """List the rule files of a folder of the project."""
        return sorted((self.root / folder).glob("*.yml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What runs.

    Attributes:
        prometheus: its URL; the same for the others. Empty if it does not run.
        stats: how much history was loaded.
        simulation: switch its scenario to see something.
        pids: of the programs.
    """

    prometheus: str
    simulator: str
    alertmanager: str
    stats: Stats
    simulation: Simulation
    pids: tuple[int, ...]

    def wait_until_live(self, patience: float = LIVE_PATIENCE) -> None:
        """Wait until Prometheus has scraped every target itself.

        Raises:
            DashError: it took too long.
        """
        expected = len(self.simulation.model.targets)

        def live() -> bool:
            found = query(self.prometheus, "count(scrape_samples_scraped)", time.time())
            return bool(found) and int(found[0]["value"][1]) >= expected

        programs.wait_for("scraping every target", live, patience=patience, poll=0.25)


def _say_nothing(text: str) -> None:
    del text


@contextmanager
def running(
    plan: Plan, *, say: Callable[[str], None] = _say_nothing, progress: Callable[[float], None] = lambda _: None
) -> Iterator[Stack]:
    """Run it all on the loopback for as long as the `with` lasts; nothing is left behind.

    Args:
        plan: what to run.
        say: told what happens, a line at a time.
        progress: told the share of the history that is loaded.

    Raises:
        ConfigurationError: a program is missing, or a port is taken.
        DashError: something does not start or answer.
    """
    with ExitStack() as life:
        folder = Path(
            life.enter_context(tempfile.TemporaryDirectory(prefix="bot-core-demo-", ignore_cleanup_errors=True))
        )
        simulation = Simulation(Model(plan.seed), timeline=plan.timeline)
        simulator = life.enter_context(serving(simulation, plan.simulator_port))
        pids: list[int] = []
        alertmanager = _alertmanager(plan, folder, life, pids)
        prometheus = _prometheus(plan, folder, life, pids)
        say(f"Prometheus is ready, loading {plan.hours:g} h of history")
        stats = history.load(
            simulation.model,
            prometheus,
            plan.hours * HOUR,
            compare=plan.compare,
            at_once=PORTION,
            timeline=plan.timeline,
            rules=read_rules(plan.rules(RECORDING)),
            progress=progress,
        )
        alerting.backfill(read_alerts(plan.rules(ALERTS)), prometheus, stats.start, stats.end)
        say(str(stats))
        _go_live(plan, folder, prometheus, simulator, alertmanager)
        yield Stack(
            prometheus=prometheus,
            simulator=f"http://{simulator}",
            alertmanager=alertmanager,
            stats=stats,
            simulation=simulation,
            pids=tuple(pids),
        )


def _port(wanted: int, option: str) -> int:
    if wanted:
        programs.check_free(wanted, option)
    return wanted or programs.free_port()


def _prometheus(plan: Plan, folder: Path, life: ExitStack, pids: list[int]) -> str:
    """Start a Prometheus that scrapes nothing yet."""
    port = _port(plan.port, "--port")
    config = folder / "prometheus.yml"
    config.write_text(EMPTY)
    argv = [
        programs.find("prometheus", plan.root),
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--storage.tsdb.retention.time=90d",
        f"--storage.tsdb.min-block-duration={MEMORY}",
        f"--storage.tsdb.max-block-duration={MEMORY}",
        "--web.enable-lifecycle",
        "--web.enable-remote-write-receiver",
    ]
    url = f"http://127.0.0.1:{port}"
    pids.append(life.enter_context(programs.running(argv, f"{url}/-/ready", folder / "prometheus.log")))
    return url


def _alertmanager(plan: Plan, folder: Path, life: ExitStack, pids: list[int]) -> str:
    """Start an Alertmanager that notifies nobody, if one is wanted and there."""
    if not plan.alertmanager:
        return ""
    try:
        program = programs.find("prometheus-alertmanager", plan.root)
    except ConfigurationError:
        return ""
    port = _port(plan.alertmanager_port, "--alertmanager-port")
    config = folder / "alertmanager.yml"
    config.write_text(ROUTES)
    argv = [
        program,
        f"--config.file={config}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
    ]
    url = f"http://127.0.0.1:{port}"
    pids.append(life.enter_context(programs.running(argv, f"{url}/-/ready", folder / "alertmanager.log")))
    return url


def _go_live(plan: Plan, folder: Path, prometheus: str, simulator: str, alertmanager: str) -> None:
    """Give Prometheus its real configuration, rules included, and let it read it."""
    rules: Sequence[Path] = [*plan.rules(RECORDING), *plan.rules(ALERTS)]
    text = prometheus_config(
        Model(plan.seed).targets,
        simulator,
        rule_files=[str(rule) for rule in rules],
        interval=plan.interval,
        alertmanager=alertmanager.removeprefix("http://"),
    )
    (folder / "prometheus.yml").write_text(text)
    reload(prometheus)
