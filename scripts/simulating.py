"""What does `dash simulate` do with what was asked for?"""

import time
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import click

from scripts.errors import ConfigurationError
from scripts.simulate import history as metrics
from scripts.simulate.bar import bar
from scripts.simulate.logs import live, past, sinks
from scripts.simulate.model import Model
from scripts.simulate.prometheus_config import prometheus_config
from scripts.simulate.recorded import read_rules, seconds
from scripts.simulate.scenarios import SCENARIOS
from scripts.simulate.server import Simulation, serving
from scripts.simulate.signals import stopping, wait
from scripts.simulate.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of the command.

    Attributes:
        port: of the metrics pages.
        seed: of the model.
        scenario: what goes wrong, from the start or in all of the past.
        rules: files of rules.
        history: how long the past is; empty for none.
        step: between two samples of it.
        compare: load what graphs compare with.
        url: the Prometheus that gets the past.
        logs: the folder that gets logs, or `-`.
        loki: the Loki that gets them.
    """

    port: int
    seed: int
    scenario: str
    rules: tuple[str, ...]
    history: str
    step: str
    compare: bool
    url: str
    logs: str
    loki: str

    def __post_init__(self) -> None:
        """Raise ConfigurationError when the options do not fit together."""
        if self.history and not (self.url or self.logs or self.loki):
            hint = "say where the past is to go"
            raise ConfigurationError("--history goes with --remote-write, --loki or --logs", hint)
        if self.url and not self.history:
            raise ConfigurationError("--remote-write goes with --history", "say how long the past is: --history 24h")

    def result(self, line: str) -> None:
        """Print a result: to stderr where the logs are on stdout."""
        click.echo(line, err=self.logs == "-")


def list_scenarios() -> None:
    """Print what can go wrong, and the alerts that fire then."""
    for scenario in SCENARIOS.values():
        click.echo(f"{scenario.name:18} {scenario.text}")
        for line in wrap(", ".join(scenario.alerts), 60):
            click.echo(f"{'':18} {line}")


def print_config(wish: Wish) -> None:
    """Print the configuration of a Prometheus that scrapes the simulation."""
    targets = Model(wish.seed).targets
    click.echo(prometheus_config(targets, f"127.0.0.1:{wish.port}", rule_files=wish.rules), nl=False)


def load_past(wish: Wish) -> None:
    """Load the past into a Prometheus, a Loki, a folder: whatever was named.

    Raises:
        ConfigurationError: a duration is none, or the step does not fit.
        DashError: a server or the disk does not take it.
    """
    length, every = seconds(wish.history), seconds(wish.step)
    if wish.url and not 1 <= every <= length:
        what = f"a step of {wish.step} does not fit into {wish.history}"
        raise ConfigurationError(what, "give at least 1s, at most the history")
    model = Model(wish.seed)
    ruled = Timeline().switched(wish.scenario, time.time() - length)
    if wish.url:
        known = read_rules(Path(rule) for rule in wish.rules)
        with bar("history") as progress:
            stats = metrics.load(
                model,
                wish.url,
                length,
                step=every,
                compare=wish.compare,
                rules=known,
                timeline=ruled,
                progress=progress,
            )
        wish.result(str(stats))
    if wish.logs or wish.loki:
        with bar("logs") as progress, sinks.opened(wish.logs, wish.loki) as where:
            written = past.write(model, where, length, timeline=ruled, progress=progress)
        wish.result(str(written))


def serve(wish: Wish) -> None:
    """Serve metrics pages, and write logs, until a signal ends it.

    Raises:
        ConfigurationError: there is no such scenario.
        DashError: the port is taken, or the folder cannot be made.
    """
    simulation = Simulation(Model(wish.seed))
    if wish.scenario != simulation.scenario:
        simulation.switch(wish.scenario)
    with (
        stopping() as stop,
        sinks.opened(wish.logs, wish.loki) as where,
        serving(simulation, wish.port, told=lambda name: _tell(f"scenario: {name}")) as address,
        live.writing(simulation, where, _tell, stop.set),
    ):
        wish.result(f"http://{address}/ serves {len(simulation.model.targets)} targets; Ctrl-C ends it")
        wait(stop)


def _tell(text: str) -> None:
    click.echo(text, err=True)
