"""Which commands does `dash` have, and how does a failure become one line and an exit code?

Commands are imported when they run: `dash --help` must not pay for the SDK, requests or deepdiff.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from scripts.errors import EXIT_BUG, EXIT_FAILED, ConfigurationError, DashError

COMMANDS = {
    "build": "Build the dashboards and rules into provisioning files.",
    "lint": "Judge dashboards by the lint rules.",
    "list": "List the dashboards.",
    "show": "Show a dashboard as a tree of rows and panels.",
    "alerts": "List the alerts: severity, team, what triggers each, where it shows and what to do.",
    "smoke": "Run every query of every panel, variable and annotation on a server.",
    "contract": "Print the contract of metrics or logs, or check a live metrics page or a log against it.",
    "simulate": "Serve a simulated Bot-Core and write its logs, or load its past into Prometheus and Loki.",
    "demo": "Run Prometheus and Alertmanager with a simulated Bot-Core and a day of history, until Ctrl-C.",
    "env": "List, show or check the environments of dash.toml.",
    "doctor": "Check everything between us and a Grafana.",
    "completion": "Print the completion script for a shell.",
    "diff": "Show what a push would change, panel by panel.",
    "push": "Bring the dashboards in Grafana to what the code says.",
    "adopt": "Say which lines of Python to change for the edits made in Grafana.",
    "history": "List the pushes to an environment, as the journal in .dash/ knows them.",
    "backup": "Save everything of a Grafana that can be restored.",
    "restore": "Bring a backup, or a part of it, back into a Grafana.",
    "undo": "Put back what was in Grafana before a push: the last one, or the one that is named.",
}
"""Command and its summary, in the order of `--help`; the module is `scripts.commands.<name>`."""

INTERRUPTED = 130
"""What shells give a program that SIGINT ended."""


class LazyGroup(click.Group):
    """A group that lists its commands from a table and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command that is to run, or whose help is asked for."""
        del ctx
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"scripts.commands.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-v", "--verbose", count=True, help="Trace requests; with a bug, show where it happened.")
@click.option("-q", "--quiet", is_flag=True, help="Print results and errors only.")
@click.version_option(package_name="bot-core-dashboards", prog_name="dash")
@click.pass_context
def dash(ctx: click.Context, verbose: int, quiet: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Grafana dashboards as code: build, check, compare, push, back up.

    \b
    Examples:
      dash build
      dash diff --env prod
      dash push --env prod
    """  # noqa: D301 - \b is click's mark for "keep these lines"
    ctx.ensure_object(dict)
    ctx.obj.update(verbose=verbose, quiet=quiet)


def report(error: DashError) -> None:
    """Print what failed and what to try, each on its line, on stderr."""
    click.echo(f"Error: {error.message}", err=True)
    if error.hint:
        click.echo(f"Hint: {error.hint}", err=True)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code.

    Args:
        arguments: without the program's name, as in `sys.argv[1:]`.
    """
    try:
        code: Any = dash.main(args=list(arguments), prog_name="dash", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        if not _foreseen(error) and {"-v", "--verbose"} & set(arguments):
            raise
        return explain(error)
    return code if isinstance(code, int) else 0


def _foreseen(error: BaseException) -> bool:
    kinds = (DashError, click.ClickException, click.Abort, KeyboardInterrupt, OSError, UnicodeEncodeError)
    return isinstance(error, kinds)


def explain(error: BaseException) -> int:
    """Say in a line or two what went wrong, and return the exit code."""
    match error:
        case DashError():
            report(error)
            return error.exit_code
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            click.echo("Interrupted.", err=True)
            return INTERRUPTED
        case BrokenPipeError():
            # The reader of the pipe has gone; what Python would still flush at exit has nobody to read it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_FAILED
        case UnicodeEncodeError() | OSError():
            return explain(_of_system(error))
        case _:
            click.echo(f"Error: a bug in dash: {type(error).__name__}: {error}", err=True)
            click.echo("Hint: run it again as `dash -v ...` and report what it prints", err=True)
            return EXIT_BUG


def _of_system(error: UnicodeEncodeError | OSError) -> DashError:
    """Say what the system refused, and on which file."""
    if isinstance(error, OSError):
        return DashError(f"{error.filename or 'the system'}: {error.strerror or error}")
    lacking = error.object[error.start : error.end]
    return ConfigurationError(
        f"this locale ({error.encoding}) cannot write or name {lacking!a}", "set LC_ALL=C.UTF-8, or PYTHONUTF8=1"
    )


def main() -> None:
    """Be the `dash` command."""
    sys.exit(run(sys.argv[1:]))
