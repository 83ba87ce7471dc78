"""What is one alert: its expression, numbers, cases, screens and runbook?"""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.alerting import cases, facts
from scripts.alerting.render import WIDTH, folded
from scripts.jsonvalue import Json
from scripts.simulate.recorded import seconds

INDENT = "  "
FILLED_IN = re.compile(r"\{\{\s*\$(?:labels\.)?(\w+)[^}]*\}\}")
"""What Prometheus puts into a text."""


def gathered(alert: Json, root: Path) -> Json:
    """Add to what is known of an alert the rules below it, the scenarios that set it off and its cases."""
    from scripts.simulate.scenarios import SCENARIOS

    return {
        **alert,
        "recorded": facts.recorded(alert["expr"]),
        "scenarios": [one.name for one in SCENARIOS.values() if alert["name"] in one.alerts],
        "cases": cases.of(alert["name"], root),
    }


def lines(alert: Json) -> Iterator[str]:
    """Tell it in 80 columns."""
    yield f"{alert['name']}  {alert['severity']}  {alert['team']}"
    yield from folded(FILLED_IN.sub(r"<\1>", alert["description"]), INDENT)
    yield from _part("Expression", _spelled(alert["expr"]))
    for name, rule in alert["recorded"].items():
        yield f"{INDENT}{name} ="
        yield from (f"{INDENT}{line}" for line in _spelled(rule))
    yield from _part("Numbers", _numbers(alert))
    yield from _part("Look at", _screens(alert))
    yield from _part("Do", [f"{INDENT}{alert['runbook']}"])
    yield from _part("Tried", _tried(alert["cases"]))
    if alert["scenarios"]:
        tries = [f"{INDENT}dash simulate --scenario {name}" for name in alert["scenarios"]]
        yield from _part("Set it off", tries)


def _part(title: str, body: list[str]) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    yield from body


def _numbers(alert: Json) -> list[str]:
    hold, interval = seconds(alert["for"]), seconds(alert["interval"])
    return [
        *folded(str(alert["threshold"]), INDENT, "limit     "),
        f"{INDENT}for       {alert['for']}",
        f"{INDENT}evaluated every {alert['interval']}: {_span(hold)} to {_span(hold + interval)} after it begins",
    ]


def _span(length: float) -> str:
    minutes, rest = divmod(int(length), 60)
    return f"{minutes}:{rest:02}"


def _spelled(expression: str) -> list[str]:
    """Break an expression into lines as its structure asks; a label's value is never broken."""
    import promql_parser

    pretty = promql_parser.parse(expression).prettify()
    short = len(INDENT * 2 + expression) <= WIDTH
    return [part for line in ([expression] if short else pretty.splitlines()) for part in _line(line)]


def _line(line: str) -> list[str]:
    text = line.strip()
    return folded(text, INDENT + line[: len(line) - len(text)])


def _screens(alert: Json) -> list[str]:
    shown = [alert["panel"], *alert["also_on"]]
    return [line for one in shown for line in folded(one["title"], INDENT, "- ")]


def _tried(tried: list[Json] | None) -> list[str]:
    if tried is None:
        return [f"{INDENT}the tests of this project are not here"]
    found = [f"{INDENT}{one['expected']:<5} {_span(one['after']):>7}  {one['what']}" for one in tried]
    files = sorted({one["file"] for one in tried})
    return [*found, *(f"{INDENT}({file})" for file in files)]
