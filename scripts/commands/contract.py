"""`dash contract`: which metrics must the services emit, and does a live page do so?"""

import click

from scripts import options


@click.group(invoke_without_command=True)
@click.option("--service", "service", default="", metavar="NAME", help="Only this service or scrape job.")
@click.option("--logs", "logs", is_flag=True, help="The format of logs instead of the metrics.")
@options.output_format("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, service: str, form: str, *, logs: bool) -> None:
    """Print the contract of metrics or logs, or check a live metrics page or a log against it.

    \b
    Examples:
      dash contract --service rust-core-engine
      dash contract --logs --format markdown > LOGS.md
      dash contract check http://localhost:8080/metrics --service rust-core-engine
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    if ctx.invoked_subcommand is not None:
        return
    if logs:
        from scripts.contract.lines.render import FORMATS

        click.echo("\n".join(FORMATS[form](service)))
    else:
        from scripts.contract import render, which

        click.echo(render.FORMATS[form](which.jobs(service)))


@command.command()
@click.argument("page", metavar="URL-OR-FILE")
@click.option("--service", "service", default="", metavar="NAME", help="The service, or scrape job, whose page it is.")
@click.option("--logs", "logs", is_flag=True, help="The file is a log; then --service may be left out.")
@click.option("--all", "every", is_flag=True, help="Of a log, print every finding, not the first five of a kind.")
@click.option("--timeout", default=10.0, show_default=True, type=click.FloatRange(0.1, 600), help="Seconds to wait.")
@options.output_format("text", "json")
@click.pass_context
def check(ctx: click.Context, page: str, service: str, timeout: float, form: str, *, logs: bool, every: bool) -> int:
    """Judge a live metrics page, or a log, by the contract; - reads from standard input.

    A log is read as the application wrote it, as Docker keeps it, or as `docker compose logs` prints it.

    \b
    Examples:
      dash contract check http://localhost:8080/metrics --service rust-core-engine
      curl -s localhost:3000/api/metrics | dash contract check - --service nextjs-ui-dashboard
      docker logs rust-core-engine 2>&1 | dash contract check - --logs
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    quiet = bool((ctx.obj or {}).get("quiet"))
    if logs:
        from scripts.contract.lines import report

        return report.check(page, service, form, every=every, quiet=quiet)
    from scripts.contract import checking

    return checking.check(page, service, timeout, form, quiet=quiet)
