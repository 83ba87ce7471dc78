"""`dash alerts`: what fires when, for whom, and what shows it?"""

import click

from scripts import options
from scripts.alerting.words import SEVERITIES, TEAMS


@click.command("alerts")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--severity", multiple=True, type=click.Choice(SEVERITIES), help="Only these.")
@click.option("--team", multiple=True, type=click.Choice(TEAMS), help="Only theirs.")
@click.option("--explain", metavar="NAME", help="Tell everything about one alert.")
@options.output_format("text", "json", "markdown")
@click.pass_context
def command(
    ctx: click.Context,
    texts: tuple[str, ...],
    severity: tuple[str, ...],
    team: tuple[str, ...],
    *,
    explain: str | None,
    form: str,
) -> None:
    """List the alerts: severity, team, what triggers each, where it shows and what to do.

    A TEXT keeps the alerts that have it in their name; without any, all are listed. Exits with 1 if none is left.

    \b
    Examples:
      dash alerts --severity critical --team trading
      dash alerts redis mongo
      dash alerts --explain HighErrorRate
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import alerting

    if explain is None:
        quiet = bool((ctx.obj or {}).get("quiet"))
        ctx.exit(alerting.listed(form, severity, team, texts, quiet=quiet))
    if form == "markdown" or texts or severity or team:
        raise click.UsageError("--explain goes with --format text or json, and with nothing else.")
    alerting.explained(explain, form)
