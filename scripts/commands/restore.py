"""`dash restore`: bring a backup back, and prove that it is there."""

from typing import Any

import click

from scripts import options


@click.command("restore")
@click.argument("backup")
@click.argument("names", nargs=-1, metavar="[UID]...")
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
@options.dry_run
@options.yes
@click.option("--overwrite", is_flag=True, help="Replace what is there and differs; a copy goes to the journal.")
@click.option("--only", multiple=True, metavar="KIND", help="Restore only this kind; can be given several times.")
@click.option("--folder", multiple=True, metavar="UID", help="Restore only this folder and what is in it.")
@click.option("--tag", multiple=True, metavar="TAG", help="Restore only dashboards with this tag.")
@click.option("--org", multiple=True, metavar="NAME", help="Restore only this organisation of the backup.")
@click.option("--into-folder", default="", metavar="UID", help="Put it into this folder of the target.")
@click.option("--map-datasource", multiple=True, metavar="OLD=NEW", help="Ask this data source instead of that.")
@click.option("--datasource-map", default="", metavar="FILE", help='A JSON file of {"old": "new"} data sources.')
@click.option("--secrets-file", default="", metavar="FILE", help='A JSON file of {"uid": {"name": "value"}}.')
@click.option("--identity", default="", metavar="FILE", help="The age identity that opens the backup's secrets.")
@click.option(
    "--from-format",
    type=click.Choice(["curl", "grafana-backup-tool"]),
    help="Read the export of another tool; found out by itself where it is plain.",
)
@click.option("--history", is_flag=True, help="Bring back earlier versions of dashboards that are made, too.")
@click.option("--include-provisioned", is_flag=True, help="Restore what files or Git Sync owned in the source, too.")
@click.pass_context
def command(ctx: click.Context, /, **flags: Any) -> None:  # noqa: ANN401 - click passes each flag by its name
    """Bring a backup, or a part of it, back into a Grafana.

    Makes what is missing, shows what differs and leaves it; reads back everything that it wrote. A second run goes on
    where the first one stopped. Exits with 0 if all is as wished, with 4 if something is not, naming it.

    \b
    Examples:
      dash restore backups/prod --env prod --dry-run
      dash restore backups/prod/2026-11-28T16-00-00Z --env staging --map-datasource prometheus=prom-staging
      dash restore backups/prod --env prod --overwrite api-performance
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import restoring

    ctx.exit(restoring.run(restoring.Options(**flags)))
