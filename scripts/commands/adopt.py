"""`dash adopt`: how do edits made in Grafana come into the code?"""

from pathlib import Path

import click

from scripts import options


@click.command("adopt")
@click.argument("uid", type=options.DashboardUid())
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The patch file.  [default: UID.adopt.json]",
)
@click.pass_context
def command(ctx: click.Context, uid: str, env: str, form: str, output: Path | None) -> None:
    """Say which lines of Python to change for the edits made in Grafana.

    Writes nothing to Grafana. What words cannot hold, as a whole new panel, goes to a patch file as JSON.

    \b
    Examples:
      dash adopt --env prod api-performance
      dash adopt --env prod api-performance --output new-panels.json
      dash adopt --env prod api-performance --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import adopt

    ctx.exit(adopt.run(uid, adopt.Options(env=env, form=form, output=output)))
