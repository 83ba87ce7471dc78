"""How do Prometheus, Alertmanager, the simulated Bot-Core and its past come together?"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.demo import alertmanager, beside, programs
from scripts.demo.beside import Beside
from scripts.demo.guard import Guard, guarding
from scripts.demo.inbox import mail, web
from scripts.demo.inbox.model import Inbox
from scripts.demo.inbox.panel import Panels
from scripts.demo.plan import ALERTS, RECORDING, RUNBOOKS, Plan, Stack
from scripts.errors import ConfigurationError
from scripts.simulate import alerting, history
from scripts.simulate.alerting import read_alerts
from scripts.simulate.history import Stats
from scripts.simulate.logs import live, sinks
from scripts.simulate.logs import past as logged
from scripts.simulate.model import Model
from scripts.simulate.prometheus_config import prometheus_config
from scripts.simulate.query import reload
from scripts.simulate.recorded import read_rules
from scripts.simulate.server import Simulation, serving

__all__ = ["ALERTS", "RECORDING", "Plan", "Stack", "running"]

HOUR = 3600.0

MEMORY = "31d"
"""How much Prometheus keeps in memory before it writes a block: all of the history; half of that may come late."""
PORTION = 6 * HOUR
LOGGED, PUSHED = HOUR / 6, HOUR
"""How much of the past is in the files, and in a Loki: enough to read, and for panels to draw; soon written."""

RESEND = 60.0
"""Seconds after which Prometheus tells Alertmanager again: what it tells before it has found one is lost."""

EMPTY = "scrape_configs: []\n"
"""History comes first: a Prometheus that has begun to scrape refuses samples that are two hours old."""


@dataclass(slots=True)
class _Start:
    """What is being started: one method a program, and what they need of each other."""

    plan: Plan
    folder: Path
    life: ExitStack
    guard: Guard
    say: Callable[[str], None]
    shown: web.Shown
    inbox: Inbox = field(default_factory=Inbox)
    missing: dict[str, str] = field(default_factory=dict)
    pids: list[int] = field(default_factory=list)

    def check_ports(self) -> None:
        """Find a taken port before anything runs."""
        plan = self.plan
        wanted = {"--port": plan.port, "--simulator-port": plan.simulator_port}
        if plan.notify:
            wanted |= {"--alertmanager-port": plan.alertmanager_port, "--inbox-port": plan.inbox_port}
        for option, port in wanted.items():
            if port:
                programs.check_free(port, option)

    def prometheus(self) -> str:
        """Start a Prometheus that scrapes nothing yet."""
        port = self.plan.port or programs.free_port()
        config = self.folder / "prometheus.yml"
        config.write_text(EMPTY)
        argv = [
            programs.find("prometheus", self.plan.root),
            f"--config.file={config}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--storage.tsdb.retention.time=90d",
            f"--storage.tsdb.min-block-duration={MEMORY}",
            f"--storage.tsdb.max-block-duration={MEMORY}",
            f"--rules.alert.resend-delay={max(RESEND / self.plan.hurry, 1):.0f}s",
            "--web.enable-lifecycle",
            "--web.enable-remote-write-receiver",
        ]
        url = f"http://127.0.0.1:{port}"
        log = self.folder / "prometheus.log"
        program = programs.running(argv, f"{url}/-/ready", log, started=self.guard.watch)
        self.pids.append(self.life.enter_context(program))
        return url

    def notifying(self) -> tuple[str, str]:
        """Start an inbox and an Alertmanager that sends to it, if they are wanted: the URLs of both."""
        plan = self.plan
        if not plan.notify:
            return "", ""
        inbox = self.life.enter_context(web.serving(self.inbox, plan.inbox_port, self.shown))
        receivers = alertmanager.Receivers(
            web=inbox, mail=self.life.enter_context(mail.serving(self.inbox, programs.free_port()))
        )
        try:
            program = programs.find("prometheus-alertmanager", plan.root)
        except ConfigurationError as error:
            self.missing["Alertmanager"] = error.hint
            return "", inbox
        url, pid = self.life.enter_context(
            alertmanager.running(
                program,
                self.folder / "alertmanager",
                plan.alertmanager_port or programs.free_port(),
                receivers,
                plan.hurry,
                started=self.guard.watch,
            )
        )
        self.pids.append(pid)
        return url, inbox

    def past(self, simulation: Simulation, prometheus: str, progress: Callable[[float], None]) -> Stats:
        """Load what happened before."""
        plan = self.plan
        self.say(f"Prometheus is ready, loading {plan.hours:g} h of history")
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
        self.say(str(stats))
        return stats

    def logging(self, simulation: Simulation) -> Path | None:
        """Write logs, if they are wanted, with a little past: a file a service, and to a Loki that was named."""
        plan, folder = self.plan, self.folder / "logs"
        if not plan.logs:
            return None
        where = self.life.enter_context(sinks.opened(str(folder), plan.loki))
        length = min(plan.hours * HOUR, PUSHED if plan.loki else LOGGED)
        self.say(str(logged.write(simulation.model, where, length, timeline=plan.timeline)))
        self.life.enter_context(live.writing(simulation, where, self.say))
        return folder

    def go_live(self, prometheus: str, simulator: str, notifier: str, inbox: str, real: Beside) -> int:
        """Give Prometheus its real configuration, rules included, and let it read it; returns the number of targets."""
        plan = self.plan
        targets = Model(plan.seed).targets
        rules = plan.hurried(self.folder, inbox)
        text = prometheus_config(
            targets,
            simulator,
            rule_files=[str(rule) for rule in rules],
            interval=plan.interval,
            alertmanager=notifier.removeprefix("http://"),
            beside=real.targets,
            relabel=real.relabel,
        )
        (self.folder / "prometheus.yml").write_text(text)
        reload(prometheus)
        return len(targets) + sum(len(found) for found in real.targets.values())


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
        temporary = tempfile.TemporaryDirectory(prefix="bot-core-demo-", ignore_cleanup_errors=True)
        folder = Path(life.enter_context(temporary))
        shown = web.Shown(plan.root / RUNBOOKS)
        start = _Start(plan, folder, life, life.enter_context(guarding(folder)), say, shown)
        start.check_ports()
        simulation = Simulation(Model(plan.seed), timeline=plan.timeline)
        simulator = life.enter_context(serving(simulation, plan.simulator_port))
        notifier, inbox = start.notifying()
        prometheus = start.prometheus()
        real = Beside()
        if plan.real:
            real = beside.start(plan.root, folder, life, start.guard.watch, simulator)
            real.watch_ourselves(prometheus, notifier)
        shown.panels = Panels(plan.root, prometheus)
        shown.links |= {"Prometheus": prometheus, "Alertmanager": notifier, "Bot-Core": f"http://{simulator}"}
        stats = start.past(simulation, prometheus, progress)
        logs = start.logging(simulation)
        targets = start.go_live(prometheus, simulator, notifier, inbox, real)
        yield Stack(
            prometheus=prometheus,
            simulator=f"http://{simulator}",
            alertmanager=notifier,
            inbox_url=inbox,
            stats=stats,
            simulation=simulation,
            inbox=start.inbox,
            logs=logs,
            beside=real.urls,
            missing=start.missing | real.missing,
            targets=targets,
            pids=(*start.pids, *real.pids),
        )
