"""`dash simulate`: a Bot-Core that emits the contract, healthy or in trouble, now or yesterday."""

from pathlib import Path

import click

from scripts.errors import ConfigurationError

DEFAULT_PORT = 9888


@click.command()
@click.option(
    "--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same values in every process.")
@click.option(
    "--scenario", default="healthy", show_default=True, metavar="NAME", help="What goes wrong from the start."
)
@click.option("--list", "listing", is_flag=True, help="List the scenarios.")
@click.option("--print-prometheus-config", "config", is_flag=True, help="Print the configuration that scrapes it.")
@click.option("--rules", multiple=True, metavar="FILE", help="Rule file: in that configuration, or for the history.")
@click.option("--history", default="", metavar="DURATION", help="Load a past of this length, and exit.")
@click.option(
    "--step", default="30s", show_default=True, metavar="DURATION", help="Between two samples of the history."
)
@click.option("--compare", is_flag=True, help="Also what graphs compare with: a day and a week before.")
@click.option("--remote-write", "url", default="", metavar="URL", help="The Prometheus that gets the history.")
def command(
    *,
    port: int,
    seed: int,
    scenario: str,
    listing: bool,
    config: bool,
    rules: tuple[str, ...],
    history: str,
    step: str,
    compare: bool,
    url: str,
) -> None:
    """Serve a simulated Bot-Core, or load its past into a Prometheus.

    \b
    Examples:
      dash simulate --scenario error-burst
      dash simulate --print-prometheus-config --rules 'rules/*.yml' > prometheus.yml
      dash simulate --history 24h --remote-write http://localhost:9090
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    if bool(history) != bool(url):
        raise ConfigurationError("--history and --remote-write go together")
    if listing:
        _list()
    elif config:
        _print_config(port, seed, rules)
    elif history:
        _load(seed, history, step, url, rules, compare=compare)
    else:
        _serve(port, seed, scenario)


def _list() -> None:
    from scripts.simulate.scenarios import SCENARIOS

    for scenario in SCENARIOS.values():
        click.echo(f"{scenario.name:18} {scenario.text}")


def _print_config(port: int, seed: int, rules: tuple[str, ...]) -> None:
    from scripts.simulate.model import Model
    from scripts.simulate.prometheus_config import prometheus_config

    click.echo(prometheus_config(Model(seed).targets, f"127.0.0.1:{port}", rule_files=rules), nl=False)


def _load(seed: int, history: str, step: str, url: str, rules: tuple[str, ...], *, compare: bool) -> None:
    from scripts.simulate.bar import bar
    from scripts.simulate.history import load
    from scripts.simulate.model import Model
    from scripts.simulate.recorded import read_rules, seconds

    length, every = seconds(history), seconds(step)
    if not 1 <= every <= length:
        raise ConfigurationError(
            f"a step of {step} does not fit into {history}", "give at least 1s, at most the history"
        )
    known = read_rules(Path(rule) for rule in rules)
    with bar("history") as progress:
        stats = load(Model(seed), url, length, step=every, compare=compare, rules=known, progress=progress)
    click.echo(str(stats))


def _serve(port: int, seed: int, scenario: str) -> None:
    from scripts.simulate.model import Model
    from scripts.simulate.server import Simulation, serving
    from scripts.simulate.signals import stopping, wait

    simulation = Simulation(Model(seed))
    if scenario != simulation.scenario:
        simulation.switch(scenario)
    with (
        stopping() as stop,
        serving(simulation, port, told=lambda name: click.echo(f"scenario: {name}", err=True)) as address,
    ):
        click.echo(f"http://{address}/ serves {len(simulation.model.targets)} targets; Ctrl-C ends it")
        wait(stop)
