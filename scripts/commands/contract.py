"""`dash contract`: which metrics must the services emit, and does a live page do so?"""

import click

from scripts import options
from scripts.errors import EXIT_FINDINGS, EXIT_OK


@click.group(invoke_without_command=True)
@click.option("--service", "service", default="", metavar="NAME", help="Only this service or scrape job.")
@options.output_format("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, service: str, form: str) -> None:
    """Print the metric contract, or check a live metrics page against it.

    \b
    Examples:
      dash contract --service rust-core-engine
      dash contract --format markdown > CONTRACT.md
      dash contract check http://localhost:8080/metrics --service rust-core-engine
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    if ctx.invoked_subcommand is None:
        from scripts.contract import render, which

        click.echo(render.FORMATS[form](which.jobs(service)))


@command.command()
@click.argument("page", metavar="URL-OR-FILE")
@click.option(
    "--service", "service", required=True, metavar="NAME", help="The service, or scrape job, whose page it is."
)
@click.option("--timeout", default=10.0, show_default=True, type=click.FloatRange(0.1, 600), help="Seconds to wait.")
@options.output_format("text", "json")
@click.pass_context
def check(ctx: click.Context, page: str, service: str, timeout: float, form: str) -> int:
    """Judge a live metrics page by the contract; - reads it from standard input.

    \b
    Examples:
      dash contract check http://localhost:8080/metrics --service rust-core-engine
      dash contract check page.txt --service python-ai-service --format json
      curl -s localhost:3000/api/metrics | dash contract check - --service nextjs-ui-dashboard
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts.contract import check as judge
    from scripts.contract import exposition, fetch, which

    job = which.one(service)
    text, source = fetch.page(page, timeout)
    findings = judge.judge(job, exposition.parse(text, source))
    wrong = sum(not finding.note for finding in findings)
    if form == "json":
        import dataclasses
        import json

        click.echo(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(str(finding))
    if not (ctx.obj or {}).get("quiet"):
        click.echo(f"{job.name}: {wrong} findings, {len(findings) - wrong} notes, {len(job.metrics)} metrics", err=True)
    return EXIT_FINDINGS if wrong else EXIT_OK
