"""When does MongoDB lose its redundancy, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, climbing, flat, over, under

from dashboards.rules.alerts.mongodb import (
    MONGODB_MEMBER_UNHEALTHY,
    MONGODB_REPLICATION_LAG,
)
from panels.thresholds import database as limits

OTHER = "mongodb-secondary:27017"


def written(seconds_ago: float, state: str, **labels: str) -> Made:
    """When a member wrote its last operation, in milliseconds; as if the clock had begun an hour ago."""
    return real(
        "mongodb_rs_members_optimeDate",
        climbing(1000, start=1000 * (3600 - seconds_ago)),
        member_state=state,
        **labels,
    )


def secondary(lag: float, **labels: str) -> Made:
    """A member that is so far behind."""
    return written(lag, "SECONDARY", **{"member_idx": OTHER, **labels})


def health(values: Values, **labels: str) -> Made:
    """Whether a member can be reached."""
    return real("mongodb_rs_members_health", values, **labels)


CASES = (
    fires(MONGODB_REPLICATION_LAG, "a hair above", written(0, "PRIMARY"), secondary(over(limits.LAGGING)), since="0s"),
    quiet(MONGODB_REPLICATION_LAG, "exactly the limit", written(0, "PRIMARY"), secondary(limits.LAGGING)),
    quiet(MONGODB_REPLICATION_LAG, "a hair below", written(0, "PRIMARY"), secondary(under(limits.LAGGING))),
    quiet(
        MONGODB_REPLICATION_LAG, "the secondary was read later than the primary", written(60, "PRIMARY"), secondary(0)
    ),
    quiet(MONGODB_REPLICATION_LAG, "a standalone server", written(0, "PRIMARY")),
    quiet(MONGODB_REPLICATION_LAG, "no primary: an election", secondary(100)),
    quiet(
        MONGODB_REPLICATION_LAG,
        "an arbiter holds no data",
        written(0, "PRIMARY"),
        written(1000, "ARBITER", member_idx=OTHER),
    ),
    quiet(
        MONGODB_REPLICATION_LAG,
        "three exporters, one asked an hour ago",
        *(written(0, "PRIMARY", instance=name) for name in "ab"),
        written(3000, "PRIMARY", instance="c"),
        *(secondary(0, instance=name) for name in "abc"),
    ),
    fires(
        MONGODB_REPLICATION_LAG,
        "of two exporters one asked the primary late, and one the secondary early",
        written(0, "PRIMARY"),
        written(100, "PRIMARY", instance="b"),
        secondary(45),
        secondary(10, instance="b"),
        since="0s",
    ),
    quiet(
        MONGODB_REPLICATION_LAG,
        "a former primary rolls back what it was ahead",
        written(0, "PRIMARY"),
        written(-1000, "ROLLBACK", member_idx="c:1"),
        secondary(0),
    ),
    fires(
        MONGODB_REPLICATION_LAG,
        "two secondaries, as three exporters see them, in one set of two",
        *(written(0, "PRIMARY", instance=name) for name in "abc"),
        *(secondary(45, member_idx=member, instance=name) for member in ("b:1", "c:1") for name in "abc"),
        written(1000, "PRIMARY", rs_nm="rs1", instance="d"),
        secondary(1001, rs_nm="rs1", instance="d"),
        since="0s",
        number=2,
    ),
    fires(
        MONGODB_MEMBER_UNHEALTHY,
        "two members, one of them in the eyes of two exporters of three",
        health(NOTHING, member_idx=OTHER, member_state="DOWN"),
        health(NOTHING, member_idx=OTHER, member_state="DOWN", instance="b"),
        health(ONE, member_idx=OTHER, member_state="SECONDARY", instance="c"),
        health(NOTHING, member_idx="c:27017", member_state="DOWN"),
        health(ONE, member_state="PRIMARY"),
        since="0s",
        number=2,
    ),
    fires(
        MONGODB_MEMBER_UNHEALTHY,
        "until it is back under another state",
        health(flat(0, "5m") + ONE, member_state="DOWN"),
        since="0s",
        over="5m",
    ),
    quiet(MONGODB_MEMBER_UNHEALTHY, "healthy", health(ONE)),
)
