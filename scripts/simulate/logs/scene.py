"""What may a line ask about the moment it is written in: chance, and how long things take?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

from scripts.simulate.build import Target
from scripts.simulate.chance import choice, share
from scripts.simulate.sources import Histogram, Spread
from scripts.simulate.timeline import Timeline

NORMAL = NormalDist()
T = TypeVar("T")
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance that is the same in every process: it depends on the seed and on which event of which series this is."""

    seed: int
    key: str

    def share(self, what: str) -> float:
        """Draw a number from 0 up to 1."""
        return share(self.seed, self.key, what)

    def one_of(self, what: str, *choices: T) -> T:
        """Draw one of a few."""
        return choices[choice(len(choices), self.seed, self.key, what)]

    def hexadecimal(self, what: str, digits: int) -> str:
        """Draw an id."""
        parts = (f"{int(self.share(f'{what}{n}') * 16**8):08x}" for n in range(math.ceil(digits / 8)))
        return "".join(parts)[:digits]

    def around(self, what: str, median: float, sigma: float) -> float:
        """Draw from a log-normal distribution."""
        return median * math.exp(sigma * NORMAL.inv_cdf(min(max(self.share(what), 1e-9), 1 - 1e-9)))


class Scene:
    """The histograms of a target: a duration in the log comes from the same distribution as in the graph."""

    def __init__(self, target: Target) -> None:
        """Index what the target measures."""
        self._spreads: dict[tuple[str, frozenset[tuple[str, str]]], Spread] = {
            (line.metric.name, frozenset(line.labels.items())): line.source.spread
            for line in target.lines
            if isinstance(line.source, Histogram)
        }

    def draw(self, metric: str, labels: Labels, draw: Draw, timeline: Timeline, at: float) -> float:
        """Draw a value of a histogram, in its unit, under the scenario that rules."""
        spread = self._spreads[metric, frozenset(labels.items())]
        factor = timeline.factors(spread.effects)[timeline.index(at)]
        return min(draw.around(metric, spread.median * factor, spread.sigma), spread.limit)
