"""When does nobody come, or somebody who should not, and when is it only night?

The cases begin at Unix time 0, which is a Thursday.
"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, Values, climbing, flat

from dashboards.rules.alerts.business import LOGIN_FAILURES_HIGH, NO_ACTIVE_USERS
from panels.thresholds import business as limits

FIRST, LAST = limits.WORKING_HOURS
FRIDAY, SATURDAY, MONDAY = 24, 48, 96
FAILING = limits.LOGIN_FAILURES.limit("red")
ENOUGH = limits.ENOUGH_LOGINS / 600
"""Logins per second."""


def users(values: Values) -> Made:
    """Who is there."""
    return real("users_active_total", values)


def nobody_from(hour: int) -> Made:
    """Somebody is there until then."""
    return users(flat(1, f"{hour}h") + NOTHING)


def logins(per_second: float, failing: float) -> tuple[Made, Made]:
    """Attempts of which a share fails."""
    return (
        real("user_logins_total", climbing(per_second * (1 - failing)), result="success"),
        real("user_logins_total", climbing(per_second * failing), result="failure"),
    )


SELDOM = sum((flat(LIVED + count, "1m") for count in range(1, 30)), Values(()))
"""One login a minute: exactly ten in ten minutes."""

CASES = (
    fires(NO_ACTIVE_USERS, "Thursday morning", users(NOTHING), since=f"{FIRST}h", every="1m"),
    fires(
        NO_ACTIVE_USERS,
        "Thursday morning, until somebody comes",
        users(flat(0, f"{FIRST + 1}h") + flat(1)),
        since=f"{FIRST}h",
        over=f"{FIRST + 1}h",
        every="1m",
    ),
    fires(
        NO_ACTIVE_USERS,
        "Thursday, end of work",
        users(NOTHING),
        since=f"{FIRST}h",
        still=f"{LAST - 1}h30m",
        over=f"{LAST}h",
        every="5m",
    ),
    fires(NO_ACTIVE_USERS, "Friday", nobody_from(FRIDAY), since=f"{FRIDAY + FIRST}h", every="5m"),
    fires(NO_ACTIVE_USERS, "Monday", nobody_from(MONDAY), since=f"{MONDAY + FIRST}h", every="5m"),
    quiet(NO_ACTIVE_USERS, "Thursday before work", users(NOTHING), until=f"{FIRST}h", every="1m"),
    quiet(NO_ACTIVE_USERS, "the weekend", nobody_from(SATURDAY), until=f"{MONDAY + FIRST - 1}h", every="5m"),
    quiet(NO_ACTIVE_USERS, "one user", users(flat(1)), until="12h", every="5m"),
    quiet(NO_ACTIVE_USERS, "nobody counts them", until="12h", every="5m"),
    quiet(
        NO_ACTIVE_USERS,
        "one of two instances has users",
        users(NOTHING),
        real("users_active_total", flat(3), instance="b"),
        until="12h",
        every="5m",
    ),
    fires(
        LOGIN_FAILURES_HIGH,
        "a hair above, just enough",
        *logins(ENOUGH * 1.01, FAILING + 0.005),
        since="10m",
        every="1m",
    ),
    quiet(LOGIN_FAILURES_HIGH, "half of them", *logins(ENOUGH * 5, FAILING - 0.005), until="30m", every="1m"),
    quiet(LOGIN_FAILURES_HIGH, "exactly half", *logins(2, FAILING), until="30m", every="1m"),
    fires(
        LOGIN_FAILURES_HIGH,
        "exactly enough, at two instances",
        *(real("user_logins_total", flat(LIVED, "12m") + SELDOM, result="failure", instance=name) for name in "ab"),
        real("user_logins_total", flat(LIVED), result="success"),
        since="21m",
        every="1m",
    ),
    quiet(LOGIN_FAILURES_HIGH, "all fail, but there are few", *logins(ENOUGH * 0.99, 1), until="30m", every="1m"),
    quiet(LOGIN_FAILURES_HIGH, "nobody tries", *logins(0, 1), until="30m", every="1m"),
)
