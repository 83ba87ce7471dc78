"""`dash env`: which Grafanas does dash.toml name?"""

import click

from scripts import options

NAME = click.argument("name", default="local")


@click.group("env")
def command() -> None:
    """List, show or check the environments of dash.toml.

    \b
    Examples:
      dash env list
      dash env show prod
      dash env check
    """  # noqa: D301 - \b is click's mark for "keep these lines"


@command.command("list")
@options.output_format(*options.TEXT_OR_JSON)
def list_(form: str) -> None:
    """List the environments.

    \b
    Examples:
      dash env list
      dash env list --format json
      dash env list | grep prod
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import json

    from scripts import environments, settings

    found = [environments.summary(one) for one in settings.load().environments.values()]
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        flags = "".join(f", {flag}" for flag in ("protected", "locked") if one[flag])
        click.echo(
            f"{one['name']:<12} {one['url']}  folder {one['folder']['uid'] or '(root)'}, {one['credentials']}{flags}"
        )


@command.command("show")
@NAME
@options.output_format(*options.TEXT_OR_JSON)
def show(name: str, form: str) -> None:
    """Show all settings of an environment, without its secrets.

    \b
    Examples:
      dash env show
      dash env show prod
      dash env show prod --format json
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    import json

    from scripts import environments, settings

    found = environments.summary(settings.load().environment(name))
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for key, value in found.items():
        text = ", ".join(f"{k} = {v}" for k, v in value.items()) if isinstance(value, dict) else value
        click.echo(f"{key:<12} {'-' if text in (None, '') else text}")


@command.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.pass_context
def check(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Check dash.toml, and that the secrets and files it names are there; sends nothing.

    \b
    Examples:
      dash env check
      dash env check prod
      dash env check && dash doctor --env prod
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    from scripts import environments, settings
    from scripts.errors import EXIT_USAGE

    configured = settings.load()
    chosen = [configured.environment(name) for name in names or configured.environments]
    bad = 0
    for one in chosen:
        found = list(environments.complaints(one))
        bad += bool(found)
        click.echo(f"{one.name}: {'; '.join(found) or 'ok'}")
    ctx.exit(EXIT_USAGE if bad else 0)
