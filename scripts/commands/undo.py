"""`dash undo`: take a push back."""

import click

from scripts import options


@click.command("undo")
@click.argument("name", default="", metavar="[PUSH]")
@click.option("--only", multiple=True, metavar="UID", help="Take back only this dashboard.")
@options.environment
@options.dry_run
@options.yes
@click.pass_context
def command(ctx: click.Context, name: str, only: tuple[str, ...], env: str, *, dry_run: bool, yes: bool) -> None:
    """Put back what was in Grafana before a push: the last one, or the one that is named.

    Refuses dashboards that somebody changed since, with exit 4.

    \b
    Examples:
      dash undo --env prod
      dash undo --env prod 20261123T231148102-7f3a
      dash undo --env prod --only api-performance --dry-run
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import undoing

    ctx.exit(undoing.take_back(name, only, env, dry_run=dry_run, yes=yes))
