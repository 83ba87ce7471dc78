"""From when on is an objective in danger?"""

from panels.objectives import CREEPING, FAST, SLOW, Objective
from panels.thresholds.model import Thresholds, falling, rising

WATCHED = 0.25
"""Share of an error budget: with less, nobody releases without a second look."""

BUDGET_LEFT = falling(red=0, orange=WATCHED)
"""Below a quarter it is watched; below 0 the objective is missed."""

BUDGET_SPENT = falling(red=0)

BURN_RATE = rising(yellow=CREEPING.factor, orange=SLOW.factor, red=FAST.factor)
"""1 spends the budget in exactly the month; the pages of 6 h and 1 h."""


def kept(objective: Objective) -> Thresholds:
    """Colour the share of good events by what it leaves of the error budget."""
    watched = round(objective.target + WATCHED * objective.error_budget, 12)
    return falling(red=objective.target, orange=watched)
