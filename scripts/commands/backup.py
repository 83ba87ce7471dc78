"""`dash backup`: save everything of a Grafana that can be restored, and say whether that is all."""

from typing import Any

import click

from scripts import options


@click.command("backup")
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
@click.option("--output", default="backups", show_default=True, metavar="DIR", help="Where backups go.")
@click.option("--only", multiple=True, metavar="KIND", help="Save only this kind; can be given several times.")
@click.option("--no-permissions", is_flag=True, help="Leave out who may do what with folders and dashboards.")
@click.option("--history", is_flag=True, help="Save all versions of the dashboards too.")
@click.option("--snapshots", is_flag=True, help="Save snapshots with their data too.")
@click.option("--annotations-since", default="", metavar="DATE", help="Save annotations from this day on.")
@click.option("--require-complete", is_flag=True, help="Fail, too, if these credentials cannot see everything.")
@click.pass_context
def command(ctx: click.Context, /, **flags: Any) -> None:  # noqa: ANN401 - click passes each flag by its name
    """Save everything of a Grafana that can be restored.

    Reads only. Exits with 0 only if everything that the server listed is saved, else with 4, naming what is missing.

    \b
    Examples:
      dash backup --env prod
      dash backup --env prod --output /var/backups/grafana --history --require-complete
      dash backup --env prod --only folders --only dashboards --no-permissions
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import backing_up

    ctx.exit(backing_up.run(backing_up.Options(**flags)))
