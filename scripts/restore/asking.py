"""What does a restore ask a person, where one is there to answer?"""

import sys

import click

from scripts.restore.model import Plan
from scripts.restore.secrets import Secrets


def secrets(plan: Plan, given: Secrets, *, yes: bool) -> None:
    """Ask for the secrets of what is written; an empty answer leaves one out.

    Args:
        plan: what is written.
        given: gets the answers.
        yes: do not ask.
    """
    if yes or not sys.stdin.isatty():
        return
    for step in plan.writes:
        for uid, name in given.missing(step.secrets):
            answer = click.prompt(
                f"{name} of {step} (empty to leave it out)", default="", show_default=False, hide_input=True, err=True
            )
            if answer:
                given.given[uid, name] = answer
