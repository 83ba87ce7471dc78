"""How does a command reach the Grafana that `--env` names?"""

import click

from scripts.errors import ConfigurationError
from scripts.grafana import Client
from scripts.settings import Environment, secrets
from scripts.settings.passwords import is_known


def connect(environment: Environment, *, writing: bool = False) -> Client:
    """Open a client that reads, or one that writes too; `-v` traces its requests on stderr.

    Raises:
        ConfigurationError: a credential or file that the environment names is missing; or we would write to a protected
            environment with a password that everybody knows.
    """
    if writing and environment.protected:
        _refuse_known(environment)
    context = click.get_current_context(silent=True)
    verbose = bool(context and (context.find_root().obj or {}).get("verbose"))
    return Client(environment, read_only=not writing, trace=_trace if verbose else None)


def _refuse_known(environment: Environment) -> None:
    """Write nothing where anybody could have written anything."""
    if environment.credentials.kind == "password" and is_known(secrets.password(environment).value):
        raise ConfigurationError(
            f"{environment.name} is protected, but everybody knows its password ({environment.credentials.origin})",
            "change it in Grafana, then there: openssl rand -base64 24 makes one",
        )


def _trace(line: str) -> None:
    """Print a request."""
    click.echo(line, err=True)
