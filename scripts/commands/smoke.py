"""`dash smoke`: does every panel show data on a real server?"""

import click

from scripts import options


@click.command("smoke")
@options.uids
@click.option("--prometheus", metavar="URL", help="Ask this Prometheus.")
@click.option("--loki", metavar="URL", default="", help="Ask this Loki, also alone; without it LogQL is only checked.")
@click.option("--env", "env", help="Ask through this Grafana of dash.toml instead.")
@click.option("--all", "every", is_flag=True, help="Print what is good too.")
@options.output_format(*options.ALL_FORMATS)
@click.pass_context
def command(
    ctx: click.Context, uids: tuple[str, ...], prometheus: str, loki: str, env: str, *, every: bool, form: str
) -> None:
    """Run every query of every panel, variable and annotation on a server.

    Exits with 1 if a panel is empty, slow or in error and `.smoke` does not say why it may be.

    \b
    Examples:
      dash smoke --prometheus http://localhost:9090
      dash smoke --prometheus http://localhost:9090 --loki http://localhost:3100 api-performance
      dash smoke --loki http://localhost:3100 --all
      dash smoke --env prod --format markdown
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import smoking

    ctx.exit(smoking.smoke(uids, prometheus, loki, env, form, every=every))
