"""Threshold steps rise, and the first one has no value.

**Why**: the first step is the colour from minus infinity, and Grafana takes the last step that the value has reached:
in another order a panel shows the wrong colour.

**Anti-pattern**

    "steps": [{"color": "green", "value": null}, {"color": "red", "value": 90}, {"color": "yellow", "value": 80}]

**Best practice**

    "steps": [{"color": "green", "value": null}, {"color": "yellow", "value": 80}, {"color": "red", "value": 90}]

A save from the browser writes 0 for the first step's missing value; that is right too.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from scripts.lint.board import Board
from scripts.lint.finding import Problem, Severity

ID = "thresholds-order-rule"
SEVERITY = Severity.ERROR
FIX = "Sort the steps by value, and give the first none."


def check(board: Board) -> Iterator[Problem]:
    """Find steps in another order, in the panel's own thresholds and in overrides."""
    for panel in board.panels:
        for thresholds in (panel.defaults.get("thresholds"), *panel.overridden("thresholds")):
            steps = thresholds.get("steps") if isinstance(thresholds, dict) else None
            reason = _wrong(steps) if isinstance(steps, list) and steps else ""
            if reason:
                yield panel.problem(reason)


def _wrong(steps: list[Any]) -> str:
    values = [step.get("value") if isinstance(step, dict) else step for step in steps]
    if values[0] not in (None, 0):
        return (
            f"the first threshold has the value {values[0]}, which Grafana ignores: its colour begins below everything"
        )
    numbers = [value for value in values[1:] if isinstance(value, int | float)]
    if len(numbers) < len(values) - 1:
        return "a threshold after the first has no number"
    if any(low >= high for low, high in pairwise(numbers)):
        return f"the thresholds do not rise: {', '.join(f'{number:g}' for number in numbers)}"
    return ""
