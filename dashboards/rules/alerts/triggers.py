"""When does an alert begin, as an expression and in words that never disagree with it?"""

from dataclasses import dataclass

from panels.queries.expr import Expr
from panels.style.describe import value

UNITS = {"m": "minute", "h": "hour", "s": "second", "d": "day"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """What must hold, for Prometheus and for people; several are joined by `&`.

    Attributes:
        expr: has a series for each thing that is in trouble; its value is the alert's.
        words: the same as a noun phrase, such as `CPU in use above 80 %`.
        limit: the part about the number, such as `above 80 %`; notifications show it beside the value.
    """

    expr: Expr
    words: str
    limit: str

    def __and__(self, other: "Trigger") -> "Trigger":
        """Need both; value, labels and limit stay those of the first. Match with `.on()` on the other's expression."""
        return Trigger(self.expr & other.expr, f"{self.words} and {other.words}", self.limit)


def above(asked: Expr, limit: float, unit: str, what: str) -> Trigger:
    """Begin when a value is greater than the limit.

    Args:
        asked: the question.
        limit: from `panels.thresholds` or `panels.objectives`, never a literal.
        unit: Grafana's, as on the panel; or a word such as `connections`; empty for bare numbers.
        what: the value in words, such as `CPU in use`.
    """
    return _trigger(asked > limit, what, f"above {said(limit, unit)}")


def below(asked: Expr, limit: float, unit: str, what: str) -> Trigger:
    """Begin when a value is smaller than the limit; the arguments are those of `above`."""
    return _trigger(asked < limit, what, f"below {said(limit, unit)}")


def at_least(asked: Expr, limit: float, unit: str, what: str) -> Trigger:
    """Begin when a value reaches the limit; the arguments are those of `above`."""
    return _trigger(asked >= limit, what, f"at least {said(limit, unit)}")


def at_most(asked: Expr, limit: float, unit: str, what: str) -> Trigger:
    """Begin when a value falls to the limit; the arguments are those of `above`."""
    return _trigger(asked <= limit, what, f"at most {said(limit, unit)}")


def some(asked: Expr, what: str) -> Trigger:
    """Begin when anything is counted that never should be.

    Args:
        asked: a count or a rate.
        what: what is counted, in the singular: `OOM kill in 10 minutes`.
    """
    return Trigger(asked > 0, f"any {what}", "none is normal")


def when(asked: Expr, words: str, limit: str = "") -> Trigger:
    """Begin when a question has an answer: for states, and for windows that the question itself looks through.

    Args:
        asked: has a series only where something is wrong.
        words: what is wrong, with every number taken from where the question takes it.
        limit: the part about the number; all of the words if there is none.
    """
    return Trigger(asked, words, limit or words)


def _trigger(asked: Expr, what: str, limit: str) -> Trigger:
    return Trigger(asked, f"{what} {limit}", limit)


def said(number: float, unit: str) -> str:
    """Say a number with its unit: Grafana's units as panels say them, any other word as it is."""
    text = value(number, unit)
    if text != f"{number:g}":
        return text
    whole = f"{number:,.0f}".replace(",", " ") if float(number).is_integer() else text
    return f"{whole} {unit}".strip() if unit not in ("none", "short") else whole


def lasting(duration: str) -> str:
    """Say a duration such as `5m` in words: `5 minutes`."""
    count, unit = duration[:-1], UNITS[duration[-1]]
    return f"{count} {unit}{'' if count == '1' else 's'}"
