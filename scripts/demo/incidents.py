"""What went wrong in the past day, for a demo that should have something to tell?"""

from scripts.simulate.scenarios import named
from scripts.simulate.timeline import Segment, Timeline

HOUR, MINUTE = 3600.0, 60.0
INCIDENTS = (
    ("error-burst", 17.5 * HOUR, 12 * MINUTE),
    ("slow-queries", 11 * HOUR, 18 * MINUTE),
    ("openai-errors", 6 * HOUR, 16 * MINUTE),
    ("ws-storm", 2.5 * HOUR, 9 * MINUTE),
)
"""Scenario, how long ago it began, how long it lasted. Over for hours, and too short to use up an error budget."""


def yesterday(now: float) -> Timeline:
    """Make the timeline of a day with incidents that ends healthy.

    Args:
        now: Unix time.
    """
    segments = []
    for name, ago, length in INCIDENTS:
        segments += [Segment(now - ago, named(name)), Segment(now - ago + length, named("healthy"))]
    return Timeline(segments)
