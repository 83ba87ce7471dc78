"""Which scenario rules at which time?"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.simulate.scenarios import SCENARIOS, Scenario, named


@dataclass(frozen=True, slots=True)
class Segment:
    """One scenario from a moment on, until the next."""

    start: float
    scenario: Scenario


class Timeline:
    """What happened when; immutable, so that a page is made of one state of it."""

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        """Begin healthy at the beginning of time."""
        self.segments = (Segment(-math.inf, SCENARIOS["healthy"]), *segments)
        self._starts = [segment.start for segment in self.segments]

    def switched(self, name: str, time: float) -> "Timeline":
        """Add a scenario from a moment on; the moment may not be before the last one.

        Raises:
            ConfigurationError: there is no such scenario.
        """
        start = max(time, self.segments[-1].start)
        return Timeline((*self.segments[1:], Segment(start, named(name))))

    def index(self, time: float) -> int:
        """Find the segment of a moment."""
        return bisect_right(self._starts, time) - 1

    def at(self, time: float) -> Segment:
        """Find the segment of a moment."""
        return self.segments[self.index(time)]

    def factors(self, effects: tuple[str, ...]) -> tuple[float, ...]:
        """Tell for each segment by how much these effects multiply."""
        return tuple(_factor(segment.scenario.effects, effects) for segment in self.segments)

    def is_down(self, job: str, time: float) -> bool:
        """Tell whether a job's target answers nothing."""
        return job in self.at(time).scenario.down

    def back_since(self, job: str, time: float) -> float:
        """Tell when a job last came back, before a moment; minus infinity if it never was down."""
        index = self.index(time)
        for later in range(index, 0, -1):
            if job in self.segments[later - 1].scenario.down and job not in self.segments[later].scenario.down:
                return self.segments[later].start
        return -math.inf


def _factor(known: Mapping[str, float], effects: tuple[str, ...]) -> float:
    product = 1.0
    for effect in effects:
        product *= known.get(effect, 1.0)
    return product
