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
class Run:
    """Positions of times between which neither a scenario nor the process begins."""

    begin: int
    end: int
    segment: int
    start: float


@dataclass(slots=True)
class Frame:
    """Ascending times under one timeline, with what was already computed for them."""

    seed: int
    timeline: Timeline
    times: Sequence[float]
    _levels: dict[Curve, list[float]] = field(default_factory=dict)
    _areas: dict[Curve, list[float]] = field(default_factory=dict)
    _points: dict[tuple[Curve, float], float] = field(default_factory=dict)
    _starts: dict[str, list[float]] = field(default_factory=dict)
    _runs: dict[str, list[Run]] = field(default_factory=dict)

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

    def _point(self, curve: Curve, time: float) -> float:
        """Return a curve's area at a moment that many series ask for: a start, or a switch."""
        key = (curve, time)
        if key not in self._points:
            self._points[key] = curve.area(time)
        return self._points[key]

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
        found: list[float] = []
        for run in self._calm(process):
            found += self._straight(run, terms)
        return found

    def _calm(self, process: str) -> list[Run]:
        """Split the times where a scenario or the process begins."""
        if process not in self._runs:
            runs: list[Run] = []
            for position, (time, start) in enumerate(zip(self.times, self.started(process), strict=True)):
                index = self.timeline.index(time)
                if not runs or (index, start) != (runs[-1].segment, runs[-1].start):
                    runs.append(Run(position, position, index, start))
                runs[-1].end = position + 1
            self._runs[process] = runs
        return self._runs[process]

    def _straight(self, run: Run, terms: tuple[Term, ...]) -> list[float]:
        """Integrate where weights do not change: each curve's area with its weight, and a constant."""
        index, edge = run.segment, self.timeline.segments[run.segment].start
        constant = -self._upto(run.start, terms)
        if index:
            constant += self._upto(edge, terms) - sum(
                weights[index] * self._point(curve, edge) for curve, weights in terms
            )
        (curve, weights), *more = terms
        areas, weight = self._area(curve)[run.begin : run.end], weights[index]
        if not more:
            return [weight * area + constant for area in areas]
        ((second, others),) = more
        other = others[index]
        both = zip(areas, self._area(second)[run.begin : run.end], strict=True)
        return [weight * area + other * again + constant for area, again in both]

    def events(self, process: str, offset: float, *terms: Term) -> list[list[int]]:
        """Count whole events since the start of the process: a list a segment, with a count a time."""
        found: list[list[int]] = [[] for _ in self.timeline.segments]
        for run in self._calm(process):
            edge = self.timeline.segments[run.segment].start
            before = [0] * len(found) if edge <= run.start else self._by_segment(run.start, edge, offset, terms)
            reached = sum(before)
            for counts, count in zip(found, before, strict=True):
                counts.extend([count] * (run.end - run.begin))
            flow = self._straight(run, terms)
            found[run.segment][run.begin :] = [math.floor(value + offset) - reached for value in flow]
        return found

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

    def _upto(self, time: float, terms: tuple[Term, ...]) -> float:
        """Integrate over the segments up to a time; a constant is left over, the same for all times."""
        index = self.timeline.index(time)
        edges = [segment.start for segment in self.timeline.segments[1 : index + 1]] + [time]
        total = 0.0
        for curve, weights in terms:
            last = 0.0
            for weight, edge in zip(weights, edges, strict=False):
                area = self._point(curve, edge)
                total += weight * (area - last)
                last = area
        return total
