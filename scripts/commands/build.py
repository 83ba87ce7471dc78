"""`dash build`: are the provisioning files what the sources make, and if not, make them so."""

import click

from scripts import options


@click.command("build")
@options.uids
@click.option("--check", is_flag=True, help="Change nothing; name stale, missing and orphaned files.")
@click.option("--watch", is_flag=True, help="Build again whenever a source is saved.")
@click.pass_context
def command(ctx: click.Context, uids: tuple[str, ...], *, check: bool, watch: bool) -> None:
    """Build the dashboards and rules into provisioning files.

    Exits with 1 if `--check` finds a file that the sources would make differently.

    \b
    Examples:
      dash build
      dash build api-performance
      dash build --check
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import building, watching

    if watch:
        watching.watch(uids)
    elif check:
        ctx.exit(building.check(uids))
    else:
        building.build(uids)
