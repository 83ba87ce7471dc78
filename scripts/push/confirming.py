"""May we, and who is asked?"""

import sys

import click

from scripts.errors import ConfigurationError


def confirm(question: str, reason: str, *, yes: bool) -> bool:
    """Ask a person, unless `--yes` answered already.

    Args:
        question: to be answered by yes or no; no is the default.
        reason: why it is asked, for the error where nobody can answer.
        yes: do not ask.

    Raises:
        ConfigurationError: there is no terminal, and no `--yes`.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise ConfigurationError(f"{reason}, and nobody is there to be asked", "add --yes if that is meant")
    return click.confirm(question, err=True)
