"""How does activity go up and down, so that its integral is known exactly at every moment?

A curve is 1 plus a sum of sines. Its integral, and the product of two such curves, have closed forms: a counter at
time t is a formula, not a sum over the past. So history and live values join without a seam, and two processes agree.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property

from scripts.simulate.chance import share

EPOCH = 1_704_067_200.0
"""Monday, 2024-01-01 00:00 UTC: integrals begin here, which keeps them small enough to be exact."""

HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0
PEAK_HOUR = 15 * HOUR
PEAK_DAY = 2.5 * DAY
"""Wednesday noon, counted from a Monday."""

VARIANTS = 6


@dataclass(frozen=True, eq=False)
class Curve:
    """`mean + sum(a * sin(w * t + p))`, with t counted from EPOCH; each is made once and known by its identity.

    The amplitudes of a rate add up to less than its mean, so that a counter never falls.
    """

    mean: float
    terms: tuple[tuple[float, float, float], ...]

    def level(self, time: float) -> float:
        """Return the value at a moment, in Unix time."""
        t = time - EPOCH
        return self.mean + sum([a * math.sin(w * t + p) for a, w, p in self.terms])

    @cached_property
    def _primitive(self) -> tuple[tuple[float, float, float], ...]:
        return tuple((a / w, w, p) for a, w, p in self.terms)

    def area(self, time: float) -> float:
        """Return the integral from EPOCH, up to a constant."""
        t = time - EPOCH
        return self.mean * t - sum([b * math.cos(w * t + p) for b, w, p in self._primitive])


@cache
def product(one: Curve, other: Curve) -> Curve:
    """Multiply two curves; sin * sin is again a difference of cosines."""
    terms = [(a * other.mean, w, p) for a, w, p in one.terms] + [(b * one.mean, w, p) for b, w, p in other.terms]
    for a, w, p in one.terms:
        for b, v, q in other.terms:
            terms.append((a * b / 2, w - v, p - q + math.pi / 2))
            terms.append((-a * b / 2, w + v, p + q + math.pi / 2))
    return Curve(one.mean * other.mean, tuple(term for term in terms if term[0] and term[1]))


STEADY = Curve(1.0, ())
"""What never changes."""


def _wave(amplitude: float, period: float, peak: float) -> tuple[float, float, float]:
    """Make a sine that is highest `peak` seconds after EPOCH."""
    w = 2 * math.pi / period
    return amplitude, w, math.pi / 2 - w * peak


SHAPES = {
    "flat": (),
    "market": (_wave(0.22, DAY, PEAK_HOUR), _wave(0.10, DAY / 2, 14 * HOUR), _wave(0.05, WEEK, PEAK_DAY)),
    "people": (_wave(0.42, DAY, PEAK_HOUR), _wave(0.08, DAY / 2, 12 * HOUR), _wave(0.15, WEEK, PEAK_DAY)),
}
"""`flat` for machines, `market` for what never sleeps, `people` for what follows the working day."""

NOISE = ((0.09, 57 * 60.0), (0.06, 19 * 60.0), (0.04, 7.3 * 60.0))
MOOD = ((0.45, 5.3 * HOUR), (0.33, 43 * 60.0), (0.2, 13 * 60.0))


def _noise(waves: tuple[tuple[float, float], ...], seed: int, *parts: object) -> tuple[tuple[float, float, float], ...]:
    """Make waves whose period and phase depend on the seed."""
    return tuple(
        (
            a,
            2 * math.pi / (period * (0.85 + 0.3 * share(seed, *parts, period, "w"))),
            2 * math.pi * share(seed, *parts, period),
        )
        for a, period in waves
    )


@cache
def activity(shape: str, variant: int, seed: int) -> Curve:
    """Make the curve of something that happens all the time, 1 on average and never below 0.1."""
    return Curve(1.0, SHAPES[shape] + _noise(NOISE, seed, shape, variant))


@cache
def mood(variant: int, seed: int) -> Curve:
    """Make a curve between -1 and 1 around 0: how slow or fast things are at the moment."""
    return Curve(0.0, _noise(MOOD, seed, "mood", variant))
