"""Which options do several commands share?

Each is a decorator, so that a flag means the same wherever it stands.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])

TEXT_OR_JSON = ("text", "json")
ALL_FORMATS = ("text", "json", "markdown", "github")


class DashboardUid(click.ParamType[str]):
    """A uid of the catalog; completes in the shell and imports the catalog only when it must."""

    name = "uid"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the uids that begin as typed."""
        del ctx, param
        from dashboards import CATALOG

        return [CompletionItem(uid) for uid in CATALOG if uid.startswith(incomplete)]


def uids(command: Command) -> Command:
    """Take any number of dashboard uids; none means all."""
    return click.argument("uids", nargs=-1, type=DashboardUid(), metavar="[UID]...")(command)


def output_format(*choices: str) -> Callable[[Command], Command]:
    """Offer `--format` with these choices; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=choices[0], show_default=True, help="How to print it."
    )


def dry_run(command: Command) -> Command:
    """Offer `-n, --dry-run`: say what would be done and do nothing."""
    return click.option("-n", "--dry-run", is_flag=True, help="Say what would be done; write nothing.")(command)


def environment(command: Command) -> Command:
    """Offer `--env NAME`: an environment of dash.toml, or `local`."""
    return click.option("--env", "env", default="local", show_default=True, help="Environment of dash.toml.")(command)


def yes(command: Command) -> Command:
    """Offer `--yes`: do not ask."""
    return click.option("--yes", is_flag=True, help="Do not ask; for CI.")(command)
