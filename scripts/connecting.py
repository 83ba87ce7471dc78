"""How does a command reach the Grafana that `--env` names?"""

import click

from scripts.grafana import Client
from scripts.settings import Environment


def connect(environment: Environment, *, writing: bool = False) -> Client:
    """Open a client that reads, or one that writes too; `-v` traces its requests on stderr.

    Raises:
        ConfigurationError: a credential or file that the environment names is missing.
    """
    context = click.get_current_context(silent=True)
    verbose = bool(context and (context.find_root().obj or {}).get("verbose"))
    return Client(environment, read_only=not writing, trace=_trace if verbose else None)


def _trace(line: str) -> None:
    """Print a request."""
    click.echo(line, err=True)
