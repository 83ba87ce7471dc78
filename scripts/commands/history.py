"""`dash history`: what was pushed from here?"""

import click

from scripts import options


@click.command("history")
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
def command(env: str, form: str) -> None:
    """List the pushes to an environment, as the journal in .dash/ knows them.

    \b
    Examples:
      dash history
      dash history --env prod
      dash history --env prod --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import undoing

    undoing.history(env, form)
