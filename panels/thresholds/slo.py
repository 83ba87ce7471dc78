"""From when on is an objective in danger?"""

from panels.objectives import CREEPING, FAST, SLOW
from panels.thresholds.model import falling, rising

BUDGET_LEFT = falling(red=0, orange=0.25)
"""Below a quarter nobody releases without a second look; below 0 the objective is missed."""

BUDGET_SPENT = falling(red=0)

BURN_RATE = rising(yellow=CREEPING.factor, orange=SLOW.factor, red=FAST.factor)
"""1 spends the budget in exactly the month; the pages of 6 h and 1 h."""
