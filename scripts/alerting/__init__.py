"""What do people ask about alerts: which are there, what triggers one, who shows it, and has it been tried?"""

import json
from collections.abc import Iterable

import click

from scripts.errors import EXIT_FINDINGS, EXIT_OK


def listed(
    form: str, severities: Iterable[str], teams: Iterable[str], texts: Iterable[str], *, quiet: bool = False
) -> int:
    """Print the alerts that are asked for, and return the exit code: 1 if there are none."""
    from scripts import settings
    from scripts.alerting import facts, render

    found = facts.chosen(facts.every(settings.load()), severities, teams, texts)
    match form:
        case "json":
            click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        case "markdown":
            click.echo(render.markdown(found))
        case _:
            for line in render.text(found):
                click.echo(line)
    if not quiet:
        click.echo(facts.counted(found), err=True)
    return EXIT_OK if found else EXIT_FINDINGS


def explained(name: str, form: str) -> None:
    """Print everything about one alert.

    Raises:
        ConfigurationError: no alert is called so.
    """
    from scripts import settings
    from scripts.alerting import explain, facts

    project = settings.load()
    alert = explain.gathered(facts.named(facts.every(project), name), project.root)
    if form == "json":
        click.echo(json.dumps(alert, indent=2, ensure_ascii=False))
        return
    for line in explain.lines(alert):
        click.echo(line)
