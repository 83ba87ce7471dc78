"""What is to run, and what runs?"""

import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts.demo import programs
from scripts.demo.hurried import Hurry
from scripts.demo.inbox.model import Inbox
from scripts.simulate.history import Stats
from scripts.simulate.query import query
from scripts.simulate.server import Simulation
from scripts.simulate.timeline import Timeline

RECORDING = "provisioning/prometheus/recording-rules"
ALERTS = "provisioning/prometheus/alerts"
RUNBOOKS = "docs/runbooks"
OBJECTIVES = "slo.yml"

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
        notify: start an Alertmanager, if it is installed, and an inbox for what it sends.
        real: start the real exporters and servers that are installed, beside the simulated ones.
        logs: write the applications' logs.
        loki: URL of a Loki that gets them too; empty for none.
        hurry: how many times as fast as in production alerts fire and are sent.
        grafana: base URL of a Grafana that messages lead to; the inbox shows panels if not given.
    """

    root: Path
    hours: float = 24
    compare: bool = True
    seed: int = 7
    timeline: Timeline = field(default_factory=Timeline)
    port: int = 0
    simulator_port: int = 0
    alertmanager_port: int = 0
    inbox_port: int = 0
    interval: str = "5s"
    notify: bool = False
    real: bool = False
    logs: bool = False
    loki: str = ""
    hurry: float = 1
    grafana: str = ""

    def rules(self, folder: str) -> list[Path]:
        """List the rule files of a folder of the project."""
        return sorted((self.root / folder).glob("*.yml"))

    def hurried(self, folder: Path, inbox: str) -> list[Path]:
        """Write all rules as they are loaded here, and return their files.

        Those of objectives keep their pace: they ask about thirty days, which is dear, and nobody waits for them.
        """
        recording = self.rules(RECORDING)
        calm = [file for file in recording if file.name == OBJECTIVES]
        hurry = Hurry(divisor=self.hurry, runbooks=inbox, panels=self.grafana or inbox)
        quick = [file for file in recording if file not in calm]
        return [*calm, *hurry.write(quick, folder / "recording"), *hurry.write(self.rules(ALERTS), folder / "alerts")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What runs.

    Attributes:
        prometheus: its URL; the same for the others. Empty if it does not run.
        stats: how much history was loaded.
        simulation: switch its scenario to see something.
        inbox: what Alertmanager sent.
        logs: the folder with a log a service; `None` if none is written.
        beside: name -> URL of the real programs that run beside the simulation.
        missing: what could run here and is not installed, or cannot, with the reason.
        targets: how many Prometheus scrapes.
        pids: of the programs.
    """

    prometheus: str
    simulator: str
    alertmanager: str
    inbox_url: str
    stats: Stats
    simulation: Simulation
    inbox: Inbox
    logs: Path | None
    beside: dict[str, str]
    missing: dict[str, str]
    targets: int
    pids: tuple[int, ...]

    def wait_until_live(self, patience: float = LIVE_PATIENCE) -> None:
        """Wait until Prometheus has scraped every target itself.

        Raises:
            DashError: it took too long.
        """

        def live() -> bool:
            found = query(self.prometheus, "count(scrape_samples_scraped)", time.time())
            return bool(found) and int(found[0]["value"][1]) >= self.targets

        programs.wait_for("scraping every target", live, patience=patience, poll=0.25)
