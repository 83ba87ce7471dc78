"""What does a restore ask a person, where one is there to answer?"""

import sys

import click

from scripts.restore.model import Plan
from scripts.restore.secrets import Secrets


def interactive() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def sources(plan: Plan, *, yes: bool) -> dict[str, str]:
    """Ask which data source of the target is to be asked instead of each one that is missing.

    Args:
        plan: what needs them.
        yes: do not ask.

    Returns:
        Old -> new; an empty answer leaves one as it is.
    """
    if yes or not interactive():
        return {}
    found: dict[str, str] = {}
    for name in plan.missing_sources:
        question = f"Data source {name} is missing: uid or name of another one (empty to leave it)"
        answer = click.prompt(question, default="", show_default=False, err=True)
        if answer:
            found[name] = answer
    return found


def secrets(plan: Plan, given: Secrets, *, yes: bool) -> None:
    """Ask for the secrets of what is written; an empty answer leaves one out.

    Args:
        plan: what is written.
        given: gets the answers.
        yes: do not ask.
    """
    if yes or not interactive():
        return
    for step in plan.writes:
        for uid, name in given.missing(step.secrets):
            answer = click.prompt(
                f"{name} of {step} (empty to leave it out)", default="", show_default=False, hide_input=True, err=True
            )
            if answer:
                given.given[uid, name] = answer
