"""`dash simulate`: a Bot-Core that emits the contract, healthy or in trouble, now or yesterday."""

from typing import Any

import click

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
@click.option("--logs", "logs", default="", metavar="DIR", help="Write logs there, a file a service; - prints them.")
@click.option("--loki", "loki", default="", metavar="URL", help="Push logs to this Loki.")
def command(*, listing: bool, config: bool, **wish: Any) -> None:  # noqa: ANN401 - the options of a Wish, checked there
    """Serve a simulated Bot-Core and write its logs, or load its past into Prometheus and Loki.

    \b
    Examples:
      dash simulate --scenario error-burst --loki http://localhost:3100
      dash simulate --print-prometheus-config --rules 'rules/*.yml' > prometheus.yml
      dash simulate --history 24h --remote-write http://localhost:9090
      dash simulate --history 10m --logs - | dash contract check --logs -
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import simulating

    wanted = simulating.Wish(**wish)
    if listing:
        simulating.list_scenarios()
    elif config:
        simulating.print_config(wanted)
    elif wanted.history:
        simulating.load_past(wanted)
    else:
        simulating.serve(wanted)
