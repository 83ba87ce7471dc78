"""`dash demo`: Prometheus with a simulated Bot-Core and its past, to look at."""

import click

PORT = click.IntRange(0, 65535)


@click.command()
@click.option("--hours", default=24.0, show_default=True, type=click.FloatRange(0.1, 24 * 31), help="Of history.")
@click.option(
    "--scenario", default="healthy", show_default=True, metavar="NAME", help="What goes wrong from the start."
)
@click.option("--incidents", is_flag=True, help="Let the past day have had incidents, with their alerts.")
@click.option("--port", default=9090, show_default=True, type=PORT, help="Of Prometheus; 0 takes a free one.")
@click.option("--alertmanager-port", default=9093, show_default=True, type=PORT, help="0 takes a free one.")
@click.option("--simulator-port", default=9888, show_default=True, type=PORT, help="0 takes a free one.")
@click.option("--interval", default="5s", show_default=True, metavar="DURATION", help="Between two scrapes.")
@click.option("--smoke/--no-smoke", default=True, show_default=True, help="Ask every panel's query.")
@click.option("--once", is_flag=True, help="End when it is live and asked, instead of waiting for Ctrl-C.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    hours: float,
    scenario: str,
    incidents: bool,
    port: int,
    alertmanager_port: int,
    simulator_port: int,
    interval: str,
    smoke: bool,
    once: bool,
) -> None:
    """Run Prometheus with a simulated Bot-Core and a day of history, until Ctrl-C.

    \b
    Examples:
      dash demo
      dash demo --scenario trading-halted
      dash demo --once --hours 2 --port 0 --simulator-port 0 --alertmanager-port 0
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import time

    from scripts.demo.incidents import yesterday
    from scripts.demo.show import demo
    from scripts.demo.stack import Plan
    from scripts.project import root
    from scripts.simulate.recorded import seconds
    from scripts.simulate.timeline import Timeline

    seconds(interval)
    plan = Plan(
        root=root(),
        hours=hours,
        timeline=yesterday(time.time()) if incidents else Timeline(),
        port=port,
        simulator_port=simulator_port,
        alertmanager_port=alertmanager_port,
        interval=interval,
        alertmanager=True,
    )
    ctx.exit(demo(plan, scenario, smoke=smoke, once=once))
