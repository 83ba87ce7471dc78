"""`dash doctor`: will the other commands work with this Grafana, and the stack on this machine?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from scripts import options

if TYPE_CHECKING:
    from scripts.doctor import Check
    from scripts.jsonvalue import Json


@click.command("doctor")
@options.environment
@click.option("--stack", is_flag=True, help="Look at the stack of docker-compose.yml on this machine instead.")
@options.output_format(*options.TEXT_OR_JSON)
@click.pass_context
def command(ctx: click.Context, env: str, form: str, *, stack: bool) -> None:
    """Check everything between us and a Grafana, or the stack on this machine.

    Of a Grafana: server, version, API, storage, identity, clock, folder, permissions by command, data sources. Of the
    stack: .env, secrets, mounted files, ports, disk, Docker, each component, each target of Prometheus. One line each,
    with the command that mends it; the exit code is that of the first failure.

    \b
    Examples:
      dash doctor
      dash doctor --env prod --format json
      dash doctor --stack
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import doctor
    from scripts.doctor import render

    about, found = _stack() if stack else _grafana(env)
    checks = []
    for check in found:
        checks.append(check)
        if form == "text":
            click.echo(render.line(check))
    if form == "json":
        click.echo(render.document(about, checks))
    ctx.exit(doctor.exit_code(checks))


def _grafana(env: str) -> tuple["Json", Iterator["Check"]]:
    from scripts import doctor, settings

    configured = settings.load()
    environment = configured.environment(env)
    return {"environment": env, "url": environment.url}, doctor.examine(configured, environment)


def _stack() -> tuple["Json", Iterator["Check"]]:
    from scripts import settings
    from scripts.doctor import stack
    from scripts.stack import compose

    return {"stack": compose.FILE}, stack.examine(settings.load())
