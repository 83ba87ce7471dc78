"""What does a person see who runs `dash demo`?"""

import time
from contextlib import suppress

import click

from scripts import smoking
from scripts.demo import programs
from scripts.demo.stack import Plan, Stack, running
from scripts.errors import EXIT_FINDINGS, EXIT_OK, DashError
from scripts.simulate.bar import bar
from scripts.simulate.scenarios import named
from scripts.simulate.signals import interrupting

LOOK = 2.0
"""Seconds between two looks at whether Prometheus still runs."""


def demo(plan: Plan, scenario: str, *, smoke: bool, once: bool) -> int:
    """Run the stack, show where it is, ask every panel's query, and wait for Ctrl-C.

    Args:
        plan: what to run.
        scenario: what goes wrong from the beginning.
        smoke: ask every panel's query and print the report.
        once: end after that instead of waiting.

    Returns:
        The exit code: findings if a panel is empty, else 0.

    Raises:
        DashError: something is missing, does not start or answer.
    """
    named(scenario)
    began = time.monotonic()
    with interrupting(), bar("history") as progress, running(plan, say=_say, progress=progress) as stack:
        if scenario != stack.simulation.scenario:
            stack.simulation.switch(scenario)
        _say("waiting until every target has been scraped")
        stack.wait_until_live()
        _say(f"live after {time.monotonic() - began:.0f} s")
        empty = smoke and bool(smoking.smoke([], stack.prometheus, "", "", "text", every=False))
        for line in _urls(stack):
            click.echo(line)
        if not once:
            with suppress(KeyboardInterrupt):
                _watch(stack)
        return EXIT_FINDINGS if empty else EXIT_OK


def _say(text: str) -> None:
    click.echo(text, err=True)


def _urls(stack: Stack) -> list[str]:
    lines = ["", f"Prometheus    {stack.prometheus}/graph  {stack.prometheus}/rules  {stack.prometheus}/alerts"]
    if stack.alertmanager:
        lines.append(f"Alertmanager  {stack.alertmanager}")
    lines += [
        f"Bot-Core      {stack.simulator}  (metrics pages, scenarios)",
        "",
        "Let something go wrong, and end it:",
        f"  curl -X POST {stack.simulator}/scenario/error-burst",
        f"  curl -X POST {stack.simulator}/scenario/healthy",
        "",
        "There is no Grafana here: point the data source of one to Prometheus, or start the whole stack with",
        "`docker compose --profile monitoring up -d`. Ctrl-C ends everything and leaves nothing behind.",
    ]
    return lines


def _watch(stack: Stack) -> None:
    """Wait for ever.

    Raises:
        DashError: Prometheus is not there any more.
    """
    while programs.answers(f"{stack.prometheus}/-/ready"):
        time.sleep(LOOK)
    raise DashError("Prometheus has ended", "somebody ended it, or memory ran out; start the demo again")
