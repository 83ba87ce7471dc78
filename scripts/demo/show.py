"""What does a person see who runs `dash demo`?"""

import time
from contextlib import suppress

import click

from scripts import smoking
from scripts.demo import programs
from scripts.demo.follow import Arrivals, Keys
from scripts.demo.plan import Plan, Stack
from scripts.demo.stack import running
from scripts.errors import EXIT_FINDINGS, EXIT_OK, DashError
from scripts.simulate.bar import bar
from scripts.simulate.scenarios import named
from scripts.simulate.signals import interrupting

SERVICE_DOWN = 120.0
"""Seconds that the guide lets ServiceDown wait."""

LOOK = 2.0
"""Seconds between two looks at whether everything still runs."""


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
        _say("waiting until every target has been scraped")
        stack.wait_until_live()
        _say(f"live after {time.monotonic() - began:.0f} s")
        empty = smoke and bool(smoking.smoke([], stack.prometheus, plan.loki, "", "text", every=False))
        with suppress(KeyboardInterrupt):
            _tell(stack, plan, scenario)
            if not once:
                _watch(stack)
        return EXIT_FINDINGS if empty else EXIT_OK


def _tell(stack: Stack, plan: Plan, scenario: str) -> None:
    """Say where everything is, and let the scenario begin."""
    if scenario != stack.simulation.scenario:
        stack.simulation.switch(scenario)
    for line in _urls(stack, plan):
        click.echo(line)
    click.echo(f"\nIn force: {scenario}. {named(scenario).text}")


def _say(text: str) -> None:
    click.echo(text, err=True)


def _urls(stack: Stack, plan: Plan) -> list[str]:
    lines = ["", f"Prometheus    {stack.prometheus}/graph  {stack.prometheus}/rules  {stack.prometheus}/alerts"]
    if stack.alertmanager:
        lines.append(f"Alertmanager  {stack.alertmanager}")
    if stack.inbox_url:
        lines.append(f"Inbox         {stack.inbox_url}  (what came by Slack, PagerDuty and e-mail)")
    lines.append(f"Bot-Core      {stack.simulator}  (metrics pages, scenarios)")
    if stack.logs:
        lines.append(f"Logs          {stack.logs}/*.log{f', and {plan.loki}' if plan.loki else ''}")
    lines += [f"Real          {name}: {url}" for name, url in stack.beside.items()]
    lines += [f"Not here      {name}: {why}" for name, why in stack.missing.items()]
    lines.append(f"Not here      {', '.join(_without_docker(plan))}: docker compose --profile monitoring up -d")
    if plan.hurry != 1:
        quick = (
            f"Alerts wait {plan.hurry:g} times less than in production, ServiceDown {SERVICE_DOWN / plan.hurry:.0f} s"
        )
        lines += ["", f"{quick}; --hurry 1 waits as long."]
    lines += [
        "",
        "Let something go wrong, and end it:",
        f"  curl -X POST {stack.simulator}/scenario/service-down",
        f"  curl -X POST {stack.simulator}/scenario/healthy",
        *Keys.help(),
        "",
        "Ctrl-C ends everything and leaves nothing behind.",
    ]
    return lines


def _without_docker(plan: Plan) -> list[str]:
    """Name what Debian has no package of, and nobody brought."""
    named = {"Grafana": plan.grafana, "Loki": plan.loki}
    return [*(name for name, url in named.items() if not url), "MongoDB", "cAdvisor", "the applications themselves"]


def _watch(stack: Stack) -> None:
    """Tell what arrives and take what is typed, for ever.

    Raises:
        DashError: a server is not there any more.
    """
    arrivals, keys = Arrivals(stack.inbox), Keys(stack.simulation)
    servers = {"Prometheus": stack.prometheus, "Alertmanager": stack.alertmanager}
    while True:
        for name, url in servers.items():
            if url and not programs.answers(f"{url}/-/ready"):
                raise DashError(f"{name} has ended", "somebody ended it, or memory ran out; start the demo again")
        until = time.monotonic() + LOOK
        while time.monotonic() < until:
            for line in (*arrivals.news(), *keys.typed()):
                click.echo(line)
