"""Does nobody come, or does somebody come who should not?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import business
from panels.queries.windows import LATELY
from panels.thresholds import business as limits

FIRST, LAST = limits.WORKING_HOURS

NO_ACTIVE_USERS = Alert(
    name="NoActiveUsers",
    trigger=when(
        business.NOBODY_THERE, f"no active user between {FIRST:02}:00 and {LAST:02}:00 UTC on a working day", "no user"
    ),
    hold="30m",
    severity="warning",
    component="business",
    category="engagement",
    summary="No active user in {{ $labels.environment }}",
    meaning="Nobody can log in, or nobody can reach us.",
    runbook="NO_ACTIVE_USERS",
    dashboard="business-metrics",
    panel="Today / Active users",
    labels={"service": "rust-core-engine"},
)

LOGIN_FAILURES_HIGH = Alert(
    name="LoginFailuresHigh",
    trigger=above(
        business.LOGIN_FAILURES,
        limits.LOGIN_FAILURES.limit("red"),
        "percentunit",
        f"failures of at least {limits.ENOUGH_LOGINS} logins in {lasting(LATELY)}",
    ),
    hold="5m",
    severity="warning",
    component="business",
    category="security",
    summary="{{ $value | humanizePercentage }} of logins fail",
    meaning="Broken authentication or an attack.",
    runbook="LOGIN_FAILURES",
    dashboard="business-metrics",
    panel="Users / Login failures",
)

GROUPS = (AlertGroup("business", (NO_ACTIVE_USERS, LOGIN_FAILURES_HIGH), interval="1m"),)
