"""From when on does OpenAI fail, delay or cost too much?"""

from panels.thresholds.model import rising

ERRORS = rising(yellow=0.01, red=0.05)
"""Red flag of the guide: above 5 %."""

REFUSALS = rising(red=3)
"""For the rate limit, in five minutes: one alone is retried; OpenAIRateLimited."""

LATENCY = rising(red=10)
"""Seconds; litellm's alert for its p95."""

COST_OF_BUDGET = rising(yellow=0.8, red=1)
"""Share of the daily budget; OpenAIDailyCostHigh."""
