"""`dash push`: bring Grafana to what the code says."""

import click

from scripts import options


@click.command("push")
@options.uids
@options.environment
@options.dry_run
@options.yes
@click.option("--ours", multiple=True, metavar="UID", help="Overwrite this dashboard's edits in Grafana.")
@click.option("--theirs", multiple=True, metavar="UID", help="Leave this dashboard as it is in Grafana.")
@click.option("--prune", is_flag=True, help="Delete our dashboards that are gone from the code.")
@click.option("--all-or-nothing", is_flag=True, help="Take everything back if one dashboard fails.")
@click.option("--annotate", is_flag=True, help="Mark the deployment on the dashboards.")
@click.option("--smoke", is_flag=True, help="Run all queries before and after; name panels that are empty now.")
@click.option("--ignore-missing", is_flag=True, help="Push although data sources or plugins are missing.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter a flag
    ctx: click.Context,
    uids: tuple[str, ...],
    env: str,
    *,
    dry_run: bool,
    yes: bool,
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    prune: bool,
    all_or_nothing: bool,
    annotate: bool,
    smoke: bool,
    ignore_missing: bool,
) -> None:
    """Bring the dashboards in Grafana to what the code says.

    Writes only what differs, never over an edit made in Grafana, and notes what was there before. Exits with 4 if
    something was refused.

    \b
    Examples:
      dash push --env prod --dry-run
      dash push --env prod api-performance
      dash push --env prod --prune --yes
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import pushing
    from scripts.push.plan import Choices

    flags = pushing.Options(
        choices=Choices(ours=frozenset(ours), theirs=frozenset(theirs), prune=prune),
        dry_run=dry_run,
        yes=yes,
        all_or_nothing=all_or_nothing,
        annotate=annotate,
        smoke=smoke,
        ignore_missing=ignore_missing,
    )
    ctx.exit(pushing.push(uids, env, flags))
