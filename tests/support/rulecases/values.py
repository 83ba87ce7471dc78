"""How does a made-up series run: flat, climbing, gone, one after the other?"""

from dataclasses import dataclass

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds(duration: str) -> int:
    """Count the seconds of a duration of several units, such as `7m30s`."""
    total, digits = 0, ""
    for letter in duration:
        if letter.isdecimal():
            digits += letter
        else:
            total, digits = total + int(digits) * UNITS[letter], ""
    return total


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a series.

    Attributes:
        lasting: seconds, or None for "to the end".
        start: the first value, or None to go on from the part before.
        slope: growth per second.
        there: whether the target is scraped at all.
    """

    lasting: int | None
    start: float | None = None
    slope: float = 0
    there: bool = True


@dataclass(frozen=True, slots=True)
class Values:
    """Parts that follow each other; `+` appends."""

    phases: tuple[Phase, ...]

    def __add__(self, other: "Values") -> "Values":
        """Let another run follow."""
        return Values(self.phases + other.phases)

    def spell(self, every: int, until: int) -> str:
        """Write it in promtool's notation.

        Args:
            every: seconds between two samples.
            until: seconds to be covered.
        """
        text, time, value = [], 0, 0.0
        for phase in self.phases:
            if time > until:
                break
            count = (until - time) // every + 1 if phase.lasting is None else phase.lasting // every
            time += count * every
            if not phase.there:
                text.append(f"stale _x{count - 1}" if count > 1 else "stale")
                continue
            value = value if phase.start is None else phase.start
            step = phase.slope * every
            text.append(f"{_number(value)}{'-' if step < 0 else '+'}{_number(abs(step))}x{count - 1}")
            value += step * count
        return " ".join(text)


def _number(value: float) -> str:
    return f"{value:.12f}".rstrip("0").rstrip(".")


def flat(value: float, lasting: str = "") -> Values:
    """Stay at a value, for a while or to the end."""
    return Values((Phase(seconds(lasting) if lasting else None, value),))


def climbing(per_second: float, lasting: str = "", *, start: float | None = None) -> Values:
    """Grow by so much a second; a counter that follows another part goes on where that ended.

    Args:
        per_second: growth; negative falls.
        lasting: for how long; to the end if not given.
        start: begin here, which is a reset if it is less than before.
    """
    return Values((Phase(seconds(lasting) if lasting else None, start, per_second),))


def gone(lasting: str = "") -> Values:
    """Have no sample, as when the target does not answer: Prometheus then marks the series as stale."""
    return Values((Phase(seconds(lasting) if lasting else None, there=False),))


def ending(per_second: float, after: str = "10m") -> Values:
    """Grow by so much a second for a while, then stand still."""
    return climbing(per_second, after, start=LIVED) + climbing(0)


NOTHING = flat(0)
"""A counter that stands still, a gauge at zero."""

LIVED = 1000.0
"""Where the counter of a process that has run for a while begins: Prometheus guesses nothing before a zero."""

HAIR = 0.01
"""A share of a limit: more than rounding, less than the smallest change that the mutation check makes."""


def over(limit: float) -> float:
    """Be a hair further from zero than a limit."""
    return limit * (1 + HAIR)


def under(limit: float) -> float:
    """Be a hair nearer to zero than a limit."""
    return limit * (1 - HAIR)


ONE = flat(1)
