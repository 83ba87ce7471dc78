"""`dash demo`: Prometheus and Alertmanager with a simulated Bot-Core and its past, to look at."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

PORT = click.IntRange(0, 65535)


def _port(option: str, default: int, what: str) -> Callable[[Command], Command]:
    return click.option(option, default=default, show_default=True, type=PORT, help=f"Of {what}; 0 takes a free one.")


@click.command()
@click.option("--hours", default=24.0, show_default=True, type=click.FloatRange(0.1, 24 * 31), help="Of history.")
@click.option(
    "--scenario", default="healthy", show_default=True, metavar="NAME", help="What goes wrong from the start."
)
@click.option("--incidents", is_flag=True, help="Let the past day have had incidents, with their alerts.")
@click.option(
    "--hurry", default=6.0, show_default=True, type=click.FloatRange(1, 100), help="Let alerts wait so much less."
)
@click.option("--grafana", default="", metavar="URL", help="Let messages lead to the panels of a Grafana.")
@click.option("--loki", default="", metavar="URL", help="Push the logs to this Loki too, and ask it.")
@_port("--port", 9090, "Prometheus")
@_port("--alertmanager-port", 9093, "Alertmanager")
@_port("--simulator-port", 9888, "the simulated Bot-Core")
@_port("--inbox-port", 9889, "the page that shows what arrived")
@click.option("--interval", default="5s", show_default=True, metavar="DURATION", help="Between two scrapes.")
@click.option("--real/--no-real", default=True, show_default=True, help="Run the exporters that are installed, too.")
@click.option("--smoke/--no-smoke", default=True, show_default=True, help="Ask every panel's query.")
@click.option("--once", is_flag=True, help="End when it is live and asked, instead of waiting for Ctrl-C.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    scenario: str,
    incidents: bool,
    interval: str,
    smoke: bool,
    once: bool,
    **planned: Any,  # noqa: ANN401 - they are named as the plan names them
) -> None:
    """Run Prometheus and Alertmanager with a simulated Bot-Core and a day of history, until Ctrl-C.

    \b
    Examples:
      dash demo
      dash demo --scenario service-down
      dash demo --once --hours 2 --port 0 --simulator-port 0 --alertmanager-port 0 --inbox-port 0
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import time

    from scripts.demo.incidents import yesterday
    from scripts.demo.plan import Plan
    from scripts.demo.show import demo
    from scripts.project import root
    from scripts.simulate.recorded import seconds
    from scripts.simulate.timeline import Timeline

    seconds(interval)
    timeline = yesterday(time.time()) if incidents else Timeline()
    plan = Plan(root=root(), timeline=timeline, interval=interval, notify=True, logs=True, **planned)
    ctx.exit(demo(plan, scenario, smoke=smoke, once=once))
