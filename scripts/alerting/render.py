"""How are alerts shown: in 80 columns, and as a page?"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from scripts.alerting.facts import counted, triggered
from scripts.jsonvalue import Json
from scripts.output import coloured

WIDTH = 80
INDENT = "    "
COLOURS = {"critical": "red", "warning": "yellow"}


def text(alerts: Iterable[Json]) -> Iterator[str]:
    """List alerts: a line that can be grepped for each, then what triggers it and where to look."""
    for area, inside in groupby(alerts, key=lambda one: str(one["area"])):
        yield f"{area}:"
        for alert in inside:
            yield f"  {alert['name']}  {_severity(alert)}  {alert['team']}"
            yield from folded(triggered(alert), INDENT)
            yield from folded(alert["panel"]["title"], INDENT, "at ")
            yield from folded(alert["runbook"], INDENT, "do ")


def _severity(alert: Json) -> str:
    severity = str(alert["severity"])
    return coloured(severity, COLOURS[severity]) if severity in COLOURS else severity


def folded(words: str, indent: str, first: str = "") -> list[str]:
    """Break a text into lines of at most 80 columns; what cannot be broken, such as a URL, is longer."""
    return wrap(
        words,
        WIDTH,
        initial_indent=indent + first,
        subsequent_indent=indent + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def markdown(alerts: list[Json], runbooks: str = "") -> str:
    """Write a table for each area.

    Args:
        alerts: to be listed.
        runbooks: how the page leads to the runbooks, if not as the alerts do.
    """
    parts = [f"{counted(alerts)}.\n"]
    for area, inside in groupby(alerts, key=lambda one: str(one["area"])):
        parts += [f"## {area}\n", "| alert | severity | team | fires on | panel | runbook |\n|---|---|---|---|---|---|"]
        parts += [_row(alert, runbooks) for alert in inside]
        parts.append("")
    return "\n".join(parts)


def _row(alert: Json, runbooks: str) -> str:
    file = str(alert["runbook"]).rpartition("/")[2]
    link = f"[{file.removesuffix('_RUNBOOK.md')}]({runbooks + file if runbooks else alert['runbook']})"
    cells = (
        f'<a id="{alert["name"]}"></a>{alert["name"]}',
        alert["severity"],
        alert["team"],
        triggered(alert),
        alert["panel"]["title"],
        link,
    )
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"
