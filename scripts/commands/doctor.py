"""`dash doctor`: will the other commands work with this Grafana?"""

import click

from scripts import options


@click.command("doctor")
@options.environment
@options.output_format(*options.TEXT_OR_JSON)
@click.pass_context
def command(ctx: click.Context, env: str, form: str) -> None:
    """Check everything between us and a Grafana.

    Server, version, API, storage, identity, clock, folder, permissions by command, data sources: one line each.
    The exit code is that of the first failure.

    \b
    Examples:
      dash doctor
      dash doctor --env prod
      dash doctor --env prod --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import doctor, settings
    from scripts.doctor import render

    configured = settings.load()
    environment = configured.environment(env)
    checks = []
    for check in doctor.examine(configured, environment):
        checks.append(check)
        if form == "text":
            click.echo(render.line(check))
    if form == "json":
        click.echo(render.document(environment, checks))
    ctx.exit(doctor.exit_code(checks))
