"""What is a threshold: which colour from which value on?"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Colour = Literal["green", "yellow", "orange", "red", "dark-red", "blue", "text", "transparent"]

MEANING: dict[str, str] = {"green": "good", "yellow": "watch", "orange": "worry", "red": "act", "dark-red": "act now"}
"""What a colour says; blue, text and transparent say nothing about good and bad."""


_COLOURS: dict[str, Colour] = {
    "yellow": "yellow",
    "orange": "orange",
    "red": "red",
    "dark_red": "dark-red",
    "blue": "blue",
    "green": "green",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Colours by value: `base` from the smallest value on, then each step from its own.

    Attributes:
        base: the colour below the first step.
        steps: value and colour, in rising order; units are those of the panel (ratios 0-1, seconds, bytes).

    Raises:
        ValueError: the steps do not rise.
    """

    base: Colour
    steps: tuple[tuple[float, Colour], ...] = ()

    def __post_init__(self) -> None:
        """Refuse steps that Grafana would sort differently from how they read."""
        values = [value for value, _ in self.steps]
        if values != sorted(set(values)):
            raise ValueError(f"thresholds must rise: {values}")

    def as_lines(self) -> "Thresholds":
        """Give each line that parts two colours the worse of them.

        Grafana draws a line in the colour above it: a limit that nothing may fall below would be a green line.
        """
        colours = [self.base, *(colour for _, colour in self.steps)]
        worse = [max(pair, key=_badness) for pair in pairwise(colours)]
        if worse == colours[1:]:
            return self
        return Thresholds("transparent", tuple(zip((value for value, _ in self.steps), worse, strict=True)))

    def limit(self, colour: Colour) -> float:
        """Tell where a colour begins, seen from the good side: from which value up, or below which value.

        Raises:
            ValueError: it has no such colour.
        """
        colours = [self.base, *(step for _, step in self.steps)]
        if colour not in colours:
            raise ValueError(f"no {colour} in {colours}")
        place, good = colours.index(colour), colours.index("green")
        return self.steps[place if place < good else place - 1][0]


def _badness(colour: Colour) -> int:
    return list(MEANING).index(colour) if colour in MEANING else -1


def rising(**limits: float) -> Thresholds:
    """More is worse: green below the first limit.

    Args:
        limits: colour = value from which it holds, such as `yellow=0.8, red=0.9`.
    """
    steps = sorted(limits.items(), key=lambda limit: limit[1])
    return Thresholds("green", tuple((value, _COLOURS[colour]) for colour, value in steps))


def falling(**limits: float) -> Thresholds:
    """Less is worse: `red=0.1, yellow=0.2` is red below 0.1, yellow below 0.2, else green."""
    ordered = sorted(limits.items(), key=lambda limit: limit[1])
    above = [*(colour for colour, _ in ordered[1:]), "green"]
    steps = tuple((value, _COLOURS[colour]) for (_, value), colour in zip(ordered, above, strict=True))
    return Thresholds(_COLOURS[ordered[0][0]], steps)


def beyond(limit: float) -> Thresholds:
    """Both sides are bad: red below minus the limit and from the limit on."""
    return Thresholds("red", ((-limit, "green"), (limit, "red")))


NEUTRAL = Thresholds("text")
"""No limit, no colour: what Grafana would paint by itself (red from 80) means nothing."""

BARS = Thresholds("blue")
"""The neutral look of bars."""

UP = Thresholds("red", ((1, "green"),))
"""1 is up, 0 is down."""

ANY = rising(red=1)
"""None is good, one is bad: targets down, critical alerts."""

GAIN = Thresholds("red", ((0, "green"),))
"""Below zero is a loss."""
