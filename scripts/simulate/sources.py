"""Where do a series' values come from? Each source answers for all times of a frame, and for nothing else."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from scripts.simulate.curves import Curve, product
from scripts.simulate.frame import Frame
from scripts.simulate.timeline import Timeline

SQRT2 = math.sqrt(2)


class Source(Protocol):
    """Something with a value at each time."""

    def at(self, frame: Frame) -> Sequence[float]:
        """Return one value a time of the frame."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """A counter: the integral of a rate since the process started, in whole events unless told otherwise.

    Attributes:
        process: whose start begins at 0.
        rate: events a second, on average.
        curve: how the rate goes up and down.
        effects: what multiplies it in a scenario.
        offset: the part of an event that had already happened, so that series do not step together.
        whole: whether events are counted, or seconds, bytes, dollars.
    """

    process: str
    rate: float
    curve: Curve
    effects: tuple[str, ...] = ()
    offset: float = 0.0
    whole: bool = True

    def weights(self, timeline: Timeline) -> tuple[float, ...]:
        """Return the mean rate in each segment."""
        return tuple(self.rate * factor for factor in timeline.factors(self.effects))

    def at(self, frame: Frame) -> Sequence[float]:
        """Return the counts."""
        flow = frame.flow(self.process, (self.curve, self.weights(frame.timeline)))
        if not self.whole:
            return flow
        floor, offset = math.floor, self.offset
        return [floor(value + offset) for value in flow]

    def part(self, fraction: float, *effects: str, offset: float | None = None) -> "Count":
        """Make a counter for a part of these events."""
        shift = self.offset if offset is None else offset
        return replace(self, rate=self.rate * fraction, effects=self.effects + effects, offset=shift)


@dataclass(frozen=True, slots=True)
class Combined:
    """A formula of other sources, such as the sum of parts."""

    formula: Callable[..., float]
    parts: tuple[Source, ...]

    def at(self, frame: Frame) -> Sequence[float]:
        """Return the formula's values."""
        return list(map(self.formula, *(part.at(frame) for part in self.parts)))


def total(*parts: Source) -> Source:
    """Add sources up."""
    return Combined(lambda *values: sum(values), parts)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A level: `(base * (1 + swing * (curve - 1)) * effects + plus)`, kept within limits.

    Attributes:
        base: its mean.
        swing: how much of the curve's ups and downs it follows.
        plus: an effect that adds.
        low, high: limits.
        whole: whether only whole numbers make sense.
    """

    base: float
    curve: Curve
    swing: float = 0.0
    effects: tuple[str, ...] = ()
    plus: str = ""
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def at(self, frame: Frame) -> Sequence[float]:
        """Return the levels."""
        still, moving = self.base * (1 - self.swing), self.base * self.swing
        if self.swing:
            values = [still + moving * level for level in frame.level(self.curve)]
        else:
            values = [self.base] * len(frame.times)
        if self.effects:
            values = [value * factor for value, factor in zip(values, frame.factor(self.effects), strict=True)]
        if self.plus:
            values = [value + more for value, more in zip(values, frame.plus(self.plus), strict=True)]
        if self.low > -math.inf or self.high < math.inf:
            values = [min(max(value, self.low), self.high) for value in values]
        return [float(round(value)) for value in values] if self.whole else values


@dataclass(frozen=True, slots=True)
class Law:
    """A level that is a function of time alone."""

    law: Callable[[float], float]

    def at(self, frame: Frame) -> Sequence[float]:
        """Return the function's values."""
        return [self.law(time) for time in frame.times]


@dataclass(frozen=True, slots=True)
class Started:
    """When a process started, or for how long it has run."""

    process: str
    age: bool = False

    def at(self, frame: Frame) -> Sequence[float]:
        """Return Unix times, or seconds."""
        starts = frame.started(self.process)
        return [time - start for time, start in zip(frame.times, starts, strict=True)] if self.age else starts


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something last happened: a moment ago, or before a scenario put an end to it."""

    age: Gauge
    effects: tuple[str, ...]

    def at(self, frame: Frame) -> Sequence[float]:
        """Return Unix times."""
        factors = frame.timeline.factors(self.effects)
        return [
            self._last(frame, factors, time) - age for time, age in zip(frame.times, self.age.at(frame), strict=True)
        ]

    def _last(self, frame: Frame, factors: tuple[float, ...], time: float) -> float:
        index = frame.timeline.index(time)
        while index > 0 and not factors[index]:
            time = frame.timeline.segments[index].start
            index -= 1
        return time


@dataclass(frozen=True, slots=True)
class Spread:
    """How the durations behind a histogram are distributed: log-normal, around a fast and a slow median.

    Attributes:
        median: of the durations, in the metric's unit.
        sigma: of their logarithm.
        mood: a curve between -1 and 1: the share of slow events is `(1 + mood) / 2`.
        slide: the slow median is the median times this, the fast one divided by it.
        effects: what multiplies the median in a scenario.
        limit: the largest value there is, for ratios.
    """

    median: float
    sigma: float
    mood: Curve
    slide: float = 1.3
    effects: tuple[str, ...] = ()
    limit: float = math.inf

    def medians(self, timeline: Timeline, side: int) -> list[float]:
        """Return the median of the slow (1) or fast (-1) events in each segment."""
        return [self.median * factor * self.slide**side for factor in timeline.factors(self.effects)]

    def below(self, bound: float, median: float) -> float:
        """Return the share of values up to a bound."""
        if bound >= self.limit or math.isinf(bound):
            return 1.0
        return 0.5 * (1 + math.erf(math.log(bound / median) / (self.sigma * SQRT2)))

    def mean(self, median: float) -> float:
        """Return the mean value."""
        return min(median * math.exp(self.sigma**2 / 2), self.limit)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Cumulative buckets over the events of some counters that share a curve.

    There are fast and slow events, more of one or the other as the mood goes. A bucket is a fixed share of the fast
    and of the slow events counted so far: so all buckets step at the same moments, as they do when a real event is
    observed, and no quantile is made of the gaps between their steps. The counters round each for itself, so the
    count may differ from their sum by less than one event a counter, and two.
    """

    parts: tuple[Count, ...]
    spread: Spread
    bounds: tuple[float, ...]

    def at(self, frame: Frame) -> tuple[list[Sequence[float]], Sequence[float]]:
        """Return the counts, a list a finite bound and one for +Inf, and the sums."""
        fast, slow = self._side(frame, -1), self._side(frame, 1)
        counts = [[a + b for a, b in zip(*both, strict=True)] for both in zip(fast[0], slow[0], strict=True)]
        return [*counts], [a + b for a, b in zip(fast[1], slow[1], strict=True)]

    def _side(self, frame: Frame, side: int) -> tuple[list[list[int]], list[float]]:
        """Return buckets and sums of the fast or the slow events alone."""
        first, spread, timeline = self.parts[0], self.spread, frame.timeline
        half = [sum(rates) / 2 for rates in zip(*(part.weights(timeline) for part in self.parts), strict=True)]
        moody = [side * rate for rate in half]
        terms = ((first.curve, half), (product(first.curve, spread.mood), moody))
        offset = (first.offset + 0.5 * side) % 1
        events = frame.events(first.process, offset, *terms)
        medians = spread.medians(timeline, side)
        buckets = []
        for bound in (*self.bounds, math.inf):
            flow = _weighted(events, [spread.below(bound, median) for median in medians])
            buckets.append([math.floor(value + offset) for value in flow])
        return buckets, _weighted(events, [spread.mean(median) for median in medians])


def _weighted(events: list[list[int]], weights: list[float]) -> list[float]:
    """Add up the events of all segments, each with its segment's weight; most segments are over and constant."""
    constant, moving = 0.0, []
    for counts, weight in zip(events, weights, strict=True):
        if min(counts) == max(counts):
            constant += weight * counts[0]
        else:
            moving.append((counts, weight))
    if len(moving) == 1:
        ((counts, weight),) = moving
        return [weight * count + constant for count in counts]
    columns = zip(*([weight * count for count in counts] for counts, weight in moving), strict=True)
    return [sum(column) + constant for column in columns] or [constant] * len(events[0])
