"""`dash lint`: are there mistakes in the dashboards that nobody sees before an incident?"""

import click


@click.command("lint")
@click.argument("names", nargs=-1, metavar="[FILE|UID]...")
@click.option("--contract", is_flag=True, help="Judge files by the metric contract too; our own dashboards always are.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github", "sarif")),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], form: str, *, contract: bool) -> None:
    """Judge dashboards by the lint rules.

    Without arguments all dashboards of the project are built and judged; a FILE is any dashboard as JSON.
    Exits with 1 if there is an error or a warning that `.lint` does not excuse.

    \b
    Examples:
      dash lint
      dash lint exported.json
      dash lint --format github
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import linting

    ctx.exit(linting.run(names, form, contract=contract))
