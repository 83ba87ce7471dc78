"""`dash backup`: save everything of a Grafana that can be restored, and say whether that is all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from scripts import options

Command = TypeVar("Command", bound=Callable[..., Any])

OUTPUT = click.option(
    "--output",
    default="backups",
    show_default=True,
    metavar="DIR|FILE|URL",
    help="Where backups go: a folder, one file (.tar.gz, .tar.zst), or s3://bucket/path.",
)
BACKUP = click.argument("backup", metavar="BACKUP")
FILE = click.Path(dir_okay=False, path_type=Path)
KEEP = {
    "last": "Keep so many of the newest ones.",
    "daily": "Keep the newest one of so many days.",
    "weekly": "Keep the newest one of so many weeks.",
    "monthly": "Keep the newest one of so many months.",
}


def keeping(command: Command) -> Command:
    """Offer `--keep-last`, `--keep-daily`, `--keep-weekly` and `--keep-monthly`."""
    for name, text in reversed(KEEP.items()):
        command = click.option(f"--keep-{name}", type=click.IntRange(0), default=0, metavar="N", help=text)(command)
    return command


@click.group("backup", invoke_without_command=True)
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
@OUTPUT
@click.option("--only", multiple=True, metavar="KIND", help="Save only this kind; can be given several times.")
@click.option("--no-permissions", is_flag=True, help="Leave out who may do what with folders and dashboards.")
@click.option("--history", is_flag=True, help="Save all versions of the dashboards too.")
@click.option("--snapshots", is_flag=True, help="Save snapshots with their data too.")
@click.option("--annotations-since", default="", metavar="DATE", help="Save annotations from this day on.")
@click.option("--require-complete", is_flag=True, help="Fail, too, if these credentials cannot see everything.")
@click.option("--secrets", is_flag=True, help="Save the secrets of contact points too; needs --encrypt-to.")
@click.option("--encrypt-to", multiple=True, metavar="RECIPIENT", help="Whom to encrypt them to: age1..., or a file.")
@click.option("--metrics", type=FILE, metavar="FILE", help="Write *.prom for node_exporter's textfile collector.")
@keeping
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
    if ctx.invoked_subcommand:
        return
    from scripts import backing_up
    from scripts.backup.retention import Keep

    keep = Keep(**{name: flags.pop(f"keep_{name}") for name in KEEP})
    ctx.exit(backing_up.run(backing_up.Options(**flags, keep=keep)))


@command.command("list")
@click.option("--env", "env", default="", help="Only those of one environment.")
@OUTPUT
@options.output_format(*options.TEXT_OR_JSON)
def list_(env: str, output: str, form: str) -> None:
    """List the backups that are there.

    \b
    Examples:
      dash backup list
      dash backup list --env prod --output s3://bucket/grafana
      dash backup list --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import backups

    backups.list_(output, env, form)


@command.command("show")
@BACKUP
@options.output_format(*options.TEXT_OR_JSON)
def show(backup: str, form: str) -> None:
    """Show what a backup holds, what it lacks, and who made it.

    \b
    Examples:
      dash backup show backups/prod
      dash backup show backups/prod/2026-11-28T03-00-00Z
      dash backup show prod.tar.gz --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import backups

    backups.show(backup, form)


@command.command("verify")
@BACKUP
@click.option("--strict", is_flag=True, help="Fail, too, if something in it needs what is not in it.")
@options.output_format(*options.TEXT_OR_JSON)
@click.pass_context
def verify(ctx: click.Context, backup: str, form: str, *, strict: bool) -> None:
    """Read every file of a backup, check it, and name what a restore would break.

    Exits with 1 if a file is damaged or missing.

    \b
    Examples:
      dash backup verify backups/prod
      dash backup verify prod.tar.zst --strict
      dash backup verify s3://bucket/grafana/prod --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import backups

    ctx.exit(backups.verify(backup, form, strict=strict))


@command.command("diff")
@BACKUP
@click.argument("other", required=False, default="")
@click.option("--env", "env", default="", metavar="NAME", help="Compare with what this Grafana has now.")
@options.output_format(*options.TEXT_OR_JSON)
@click.pass_context
def diff(ctx: click.Context, backup: str, other: str, env: str, form: str) -> None:
    """Show what differs between two backups, or a backup and a Grafana: dashboards panel by panel.

    Exits with 1 if anything differs.

    \b
    Examples:
      dash backup diff backups/prod --env prod
      dash backup diff backups/prod/2026-11-27T03-00-00Z backups/prod/2026-11-28T03-00-00Z
      dash backup diff prod.tar.gz s3://bucket/grafana/prod --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import comparing_backups

    ctx.exit(comparing_backups.run(backup, other, env, form))


@command.command("prune")
@click.option("--env", "env", required=True, help="Whose backups.")
@OUTPUT
@keeping
@options.dry_run
def prune(env: str, output: str, *, dry_run: bool, **flags: int) -> None:
    """Remove old backups, but never the newest complete one, and nothing that dash did not make.

    \b
    Examples:
      dash backup prune --env prod --keep-last 3 --dry-run
      dash backup prune --env prod --keep-daily 7 --keep-weekly 5 --keep-monthly 12
      dash backup prune --env prod --keep-daily 7 --output s3://bucket/grafana
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import backups
    from scripts.backup.retention import Keep

    backups.prune(output, env, Keep(**{name: flags[f"keep_{name}"] for name in KEEP}), dry_run=dry_run)
