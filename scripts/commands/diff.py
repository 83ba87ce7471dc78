"""`dash diff`: what would a push change?"""

from pathlib import Path

import click

from scripts import options


@click.command("diff")
@options.uids
@options.environment
@options.output_format(*options.ALL_FORMATS)
@click.option("--full", is_flag=True, help="Show every difference, also of layout and look, on its own.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to a file.")
@click.option(
    "--against", default="", metavar="DIR|FILE|git:REV", help="Compare with files or a commit, not with a server."
)
@click.pass_context
def command(
    ctx: click.Context,
    uids: tuple[str, ...],
    env: str,
    form: str,
    output: Path | None,
    against: str,
    *,
    full: bool,
) -> None:
    """Show what a push would change, panel by panel.

    Reads only. Exits with 1 if anything differs.

    \b
    Examples:
      dash diff --env prod
      dash diff --env prod api-performance --full
      dash diff --against git:HEAD~1 --format markdown --output comment.md
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import diffing

    flags = diffing.Options(env=env, against=against, full=full, form=form, output=output)
    ctx.exit(diffing.run(uids, flags))
