"""Which times are asked for, and what do many series need to know about them?

Values are computed for a list of times at once: a curve is evaluated once a frame, not once a series.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.simulate.chance import share
from scripts.simulate.curves import DAY, Curve
from scripts.simulate.timeline import Timeline

LIFETIME = {"application": 13 * DAY, "other": 41 * DAY}
"""How long a process runs until it is started anew: a release every 13 days, the rest rarely."""


_APPLICATIONS = frozenset({"rust-core-engine", "python-ai-service", "nextjs-ui-dashboard"})
Term = tuple[Curve, Sequence[float]]


@dataclass(slots=True)
class Frame:
    """Ascending times under one timeline, with what was already computed for them."""

    seed: int
    timeline: Timeline
    times: Sequence[float]
    _levels: dict[Curve, list[float]] = field(default_factory=dict)
    _areas: dict[Curve, list[float]] = field(default_factory=dict)
    _starts: dict[str, list[float]] = field(default_factory=dict)

    def level(self, curve: Curve) -> list[float]:
        """Return a curve's values."""
        if curve not in self._levels:
            self._levels[curve] = [curve.level(time) for time in self.times]
        return self._levels[curve]

    def factor(self, effects: tuple[str, ...]) -> list[float]:
        """Return by how much effects multiply at each time."""
        factors = self.timeline.factors(effects)
        return [factors[self.timeline.index(time)] for time in self.times]

    def plus(self, effect: str) -> list[float]:
        """Return how much an effect adds at each time."""
        return [self.timeline.at(time).scenario.effects.get(effect, 0.0) for time in self.times]

    def started(self, process: str) -> list[float]:
        """Return when a process was last started before each time."""
        if process not in self._starts:
            first, last = self._start(process, self.times[0]), self._start(process, self.times[-1])
            same = first == last
            self._starts[process] = [first if same else self._start(process, time) for time in self.times]
        return self._starts[process]

    def _start(self, process: str, time: float) -> float:
        lifetime = LIFETIME["application" if process in _APPLICATIONS else "other"]
        offset = share(self.seed, process, "start") * lifetime
        planned = math.floor((time - offset) // lifetime * lifetime + offset)
        return max(float(planned), self.timeline.back_since(process, time))

    def _area(self, curve: Curve) -> list[float]:
        if curve not in self._areas:
            self._areas[curve] = [curve.area(time) for time in self.times]
        return self._areas[curve]

    def flow(self, process: str, *terms: Term) -> list[float]:
        """Integrate the sum of `weight * curve` from the start of the process up to each time.

        Args:
            process: whose start resets the integral.
            terms: one or two curves, each with its weight in every segment of the timeline.
        """
        starts = self.started(process)
        start = starts[0]
        if len(self.timeline.segments) > 1 or start != starts[-1]:
            return self._piecewise(starts, terms)
        zero = sum(weights[0] * curve.area(start) for curve, weights in terms)
        (curve, (weight, *_)), *more = terms
        if not more:
            return [weight * area - zero for area in self._area(curve)]
        ((second, (other, *_)),) = more
        both = zip(self._area(curve), self._area(second), strict=True)
        return [weight * area + other * again - zero for area, again in both]

    def events(self, process: str, offset: float, *terms: Term) -> list[list[int]]:
        """Count whole events since the start of the process: a list a segment, with a count a time."""
        starts = self.started(process)
        if len(self.timeline.segments) == 1 and starts[0] == starts[-1]:
            return [[math.floor(value + offset) for value in self.flow(process, *terms)]]
        counts = [self._by_segment(start, time, offset, terms) for start, time in zip(starts, self.times, strict=True)]
        return [list(column) for column in zip(*counts, strict=True)]

    def _by_segment(self, start: float, time: float, offset: float, terms: tuple[Term, ...]) -> list[int]:
        """Count the events between a start and a time, segment by segment."""
        counts = [0] * len(self.timeline.segments)
        zero, last = self._upto(start, terms), 0
        for index in range(self.timeline.index(start), self.timeline.index(time) + 1):
            final = index == self.timeline.index(time)
            edge = time if final else self.timeline.segments[index + 1].start
            reached = math.floor(self._upto(edge, terms) - zero + offset)
            counts[index], last = reached - last, reached
        return counts

    def _piecewise(self, starts: list[float], terms: tuple[Term, ...]) -> list[float]:
        """Integrate where scenarios change or processes start."""
        zeros = {start: self._upto(start, terms) for start in dict.fromkeys(starts)}
        return [self._upto(time, terms) - zeros[start] for time, start in zip(self.times, starts, strict=True)]

    def _upto(self, time: float, terms: tuple[Term, ...]) -> float:
        """Integrate over the segments up to a time; a constant is left over, the same for all times."""
        index = self.timeline.index(time)
        edges = [segment.start for segment in self.timeline.segments[1 : index + 1]] + [time]
        total = 0.0
        for curve, weights in terms:
            last = 0.0
            for weight, edge in zip(weights, edges, strict=False):
                area = curve.area(edge)
                total += weight * (area - last)
                last = area
        return total
