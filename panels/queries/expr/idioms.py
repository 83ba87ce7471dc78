"""Which forms recur in many questions?"""

from panels.queries.expr.expression import Expr, Plain
from panels.queries.expr.text import number


def vector(value: float) -> Expr:
    """Be a vector of one number without labels."""
    return Plain(f"vector({number(value)})", labels=frozenset())


def now() -> Expr:
    """Be the evaluation time in seconds."""
    return Plain("time()", labels=frozenset(), scalar=True)


def hour() -> Expr:
    """Be the hour of the day in UTC, 0 to 23."""
    return Plain("hour()", labels=frozenset())


def weekday() -> Expr:
    """Be the day of the week in UTC, 0 is Sunday."""
    return Plain("day_of_week()", labels=frozenset())


def per_minute(rate: Expr) -> Expr:
    """Turn a rate per second into one per minute."""
    return 60 * rate


def ratio(part: Expr, whole: Expr) -> Expr:
    """Divide, where idle means "no sample" instead of NaN or infinity."""
    return part / (whole > 0)


def zero_filled(part: Expr, whole: Expr) -> Expr:
    """Be 0 where the part has no series but the whole has."""
    return part | 0 * whole
