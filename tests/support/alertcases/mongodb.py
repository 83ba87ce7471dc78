"""When does MongoDB not answer, answer late or lose its redundancy, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, ending, flat, over, under

from dashboards.rules.alerts.mongodb import (
    MONGODB_CACHE_PRESSURE,
    MONGODB_DOWN,
    MONGODB_HIGH_CONNECTIONS,
    MONGODB_HIGH_DISK_USAGE,
    MONGODB_MEMBER_UNHEALTHY,
    MONGODB_QUEUEING,
    MONGODB_REPLICATION_LAG,
    MONGODB_SLOW_QUERIES,
)
from panels.thresholds import database as limits

FULL = limits.CONNECTIONS.limit("red")
DISK = limits.DISK.limit("red")
LONG = limits.QUEUED.limit("red")
OTHER = "mongodb-secondary:27017"


def up(values: Values, **labels: str) -> Made:
    """Whether the exporter answers its scrape."""
    return real("up", values, job="mongodb", **labels)


def reached(values: Values, **labels: str) -> Made:
    """Whether the exporter reaches the database."""
    return real("mongodb_up", values, **labels)


def connections(current: float, available: float, **labels: str) -> tuple[Made, ...]:
    """Connections that are used, and that there could be more."""
    return (
        real("mongodb_ss_connections", flat(current), conn_type="current", **labels),
        real("mongodb_ss_connections", flat(available), conn_type="available", **labels),
        real("mongodb_ss_connections", flat(1e6), conn_type="totalCreated", **labels),
    )


def operations(seconds: float, per_second: float = 10, op_type: str = "reads", **labels: str) -> tuple[Made, Made]:
    """Operations that take so long; the exporter counts microseconds."""
    return (
        real("mongodb_ss_opLatencies_ops", climbing(per_second, start=LIVED), op_type=op_type, **labels),
        real(
            "mongodb_ss_opLatencies_latency",
            climbing(1e6 * seconds * per_second, start=1e12),
            op_type=op_type,
            **labels,
        ),
    )


def disk(used: float, size: float = 1e12, **labels: str) -> tuple[Made, Made]:
    """The filesystem, as every database reports it."""
    return (
        real("mongodb_dbstats_fsUsedSize", flat(used * size), **labels),
        real("mongodb_dbstats_fsTotalSize", flat(size), **labels),
    )


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


def queue(values: Values, count_type: str = "total", **labels: str) -> Made:
    """Operations that wait for a lock."""
    return real("mongodb_ss_globalLock_currentQueue", values, count_type=count_type, **labels)


def cache(dirty: float, size: float = 1e9, **labels: str) -> tuple[Made, Made]:
    """WiredTiger's cache."""
    return (
        real("mongodb_ss_wt_cache_tracked_dirty_bytes_in_the_cache", flat(dirty * size), **labels),
        real("mongodb_ss_wt_cache_maximum_bytes_configured", flat(size), **labels),
    )


CASES = (
    fires(MONGODB_DOWN, "unreachable, then not", reached(flat(0, "5m") + ONE), up(ONE), since="0s", over="5m"),
    fires(MONGODB_DOWN, "the exporter does not mention it", up(ONE), since="0s"),
    fires(
        MONGODB_DOWN,
        "one instance is down, one is not mentioned, one answers",
        *(up(ONE, instance=name) for name in "abc"),
        reached(NOTHING),
        reached(ONE, instance="c"),
        since="0s",
        number=2,
    ),
    quiet(MONGODB_DOWN, "it answers", reached(ONE), up(ONE)),
    quiet(MONGODB_DOWN, "another exporter knows nothing of it", real("up", ONE, job="redis")),
    quiet(
        MONGODB_DOWN,
        "its role is known only while it answers",
        reached(ONE),
        reached(NOTHING, cluster_role=""),
        up(ONE),
    ),
    quiet(MONGODB_DOWN, "the exporter itself is down", up(NOTHING)),
    fires(
        MONGODB_HIGH_CONNECTIONS, "a hair above", *connections(over(FULL) * 1000, (1 - over(FULL)) * 1000), since="0s"
    ),
    quiet(MONGODB_HIGH_CONNECTIONS, "exactly the limit", *connections(FULL * 100, 20)),
    quiet(MONGODB_HIGH_CONNECTIONS, "45 of 100 are 0.82 of those that are left", *connections(45, 55)),
    quiet(MONGODB_HIGH_CONNECTIONS, "nothing is known", *connections(0, 0)),
    fires(MONGODB_HIGH_CONNECTIONS, "one of one", *connections(1, 0), since="0s"),
    quiet(
        MONGODB_HIGH_CONNECTIONS,
        "an election: its state before is not forgotten yet",
        *connections(75, 25),
        *connections(20, 5, rs_state="2"),
    ),
    fires(
        MONGODB_HIGH_CONNECTIONS,
        "an election: it is full in its new state",
        *connections(85, 15),
        *connections(40, 14, rs_state="2"),
        since="0s",
    ),
    fires(
        MONGODB_HIGH_CONNECTIONS,
        "two instances of three",
        *connections(95, 5),
        *connections(95, 5, instance="b"),
        *connections(5, 95, instance="c"),
        since="0s",
        number=2,
    ),
    fires(
        MONGODB_SLOW_QUERIES,
        "reads and writes a hair above, among quick commands",
        *operations(over(limits.SLOW_QUERY)),
        *operations(over(limits.SLOW_QUERY), op_type="writes"),
        *operations(0.001, 1000, "commands"),
        since="30s",
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "reads and writes a hair below",
        *operations(under(limits.SLOW_QUERY)),
        *operations(under(limits.SLOW_QUERY), op_type="writes"),
    ),
    quiet(MONGODB_SLOW_QUERIES, "exactly the limit", *operations(limits.SLOW_QUERY, 4)),
    fires(
        MONGODB_SLOW_QUERIES,
        "few operations, slow for ten minutes",
        real("mongodb_ss_opLatencies_ops", climbing(0.5, start=LIVED)),
        real("mongodb_ss_opLatencies_latency", ending(0.5 * 0.5e6)),
        since="30s",
        still="13m30s",
        over="15m",
    ),
    fires(
        MONGODB_SLOW_QUERIES,
        "there were far more before, and they were quick",
        real("mongodb_ss_opLatencies_ops", climbing(10, "10m", start=LIVED) + climbing(1)),
        real("mongodb_ss_opLatencies_latency", climbing(0.1e6, "10m", start=LIVED) + climbing(0.5e6)),
        since="13m30s",
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "it works, but nothing is done yet",
        real("mongodb_ss_opLatencies_ops", flat(LIVED)),
        real("mongodb_ss_opLatencies_latency", climbing(1e6)),
    ),
    quiet(MONGODB_SLOW_QUERIES, "five milliseconds are five thousand microseconds", *operations(0.005)),
    quiet(
        MONGODB_SLOW_QUERIES,
        "slow commands are the replica set's own",
        *operations(0.01),
        *operations(5, op_type="commands"),
    ),
    quiet(
        MONGODB_SLOW_QUERIES,
        "few slow reads among many quick writes",
        *operations(0.2, 1),
        *operations(0.01, 10, "writes"),
    ),
    quiet(MONGODB_SLOW_QUERIES, "nobody asks anything", *operations(1, 0)),
    fires(
        MONGODB_SLOW_QUERIES,
        "slow writes, in one instance of two",
        *operations(0.5, op_type="writes"),
        *operations(0.001, 100, "writes", instance="b"),
        since="30s",
    ),
    fires(
        MONGODB_HIGH_DISK_USAGE,
        "a hair above, said by two databases",
        *disk(over(DISK)),
        *disk(over(DISK), database="admin"),
        since="0s",
    ),
    quiet(MONGODB_HIGH_DISK_USAGE, "exactly the limit", *disk(DISK, 100)),
    quiet(
        MONGODB_HIGH_DISK_USAGE, "a hair below, said by two", *disk(under(DISK)), *disk(under(DISK), database="admin")
    ),
    quiet(
        MONGODB_HIGH_DISK_USAGE,
        "no size is known",
        real("mongodb_dbstats_fsUsedSize", ONE),
        real("mongodb_dbstats_fsTotalSize", NOTHING),
    ),
    quiet(
        MONGODB_HIGH_DISK_USAGE,
        "it grew since another database was asked",
        *disk(0.8, 100),
        *disk(0.9, 80, database="admin"),
    ),
    fires(
        MONGODB_HIGH_DISK_USAGE,
        "it filled since another was asked",
        *disk(0.9, 1),
        *disk(0.1, 1, database="admin"),
        since="0s",
    ),
    fires(
        MONGODB_HIGH_DISK_USAGE,
        "two instances, of one the size is smaller",
        *disk(0.9, 1e9),
        *disk(0.9, 1e12, instance="b"),
        since="0s",
        number=2,
    ),
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
    fires(MONGODB_QUEUEING, "a hair above", queue(flat(over(LONG))), since="0s"),
    quiet(MONGODB_QUEUEING, "exactly the limit", queue(flat(LONG))),
    quiet(MONGODB_QUEUEING, "a hair below", queue(flat(under(LONG)))),
    quiet(MONGODB_QUEUEING, "readers are a part of the total", queue(flat(9)), queue(flat(900), "readers")),
    quiet(
        MONGODB_QUEUEING,
        "a long queue for a minute",
        queue(flat(0, "5m") + flat(4 * LONG, "60s") + NOTHING),
    ),
    fires(
        MONGODB_QUEUEING,
        "until the mean is below",
        queue(flat(2.9 * LONG, "10m") + NOTHING),
        since="0s",
        still="13m",
        over="13m30s",
    ),
    fires(
        MONGODB_QUEUEING,
        "an election: it is long in one state of two",
        queue(flat(over(LONG))),
        queue(NOTHING, rs_state="2"),
        since="0s",
    ),
    quiet(
        MONGODB_QUEUEING,
        "an election: its state before is not forgotten yet",
        queue(flat(0.6 * LONG)),
        queue(flat(0.6 * LONG), rs_state="2"),
    ),
    fires(
        MONGODB_QUEUEING,
        "a mean stays above although the queue was empty for a moment",
        queue(flat(3 * LONG, "5m") + flat(0, "60s") + flat(3 * LONG)),
        queue(NOTHING, instance="b"),
        since="0s",
    ),
    fires(MONGODB_QUEUEING, "two instances", queue(flat(99)), queue(flat(99), instance="b"), since="0s", number=2),
    fires(MONGODB_CACHE_PRESSURE, "a hair above", *cache(over(limits.CACHE_DIRTY)), since="0s"),
    quiet(MONGODB_CACHE_PRESSURE, "exactly the limit", *cache(limits.CACHE_DIRTY, 100)),
    quiet(MONGODB_CACHE_PRESSURE, "a hair below", *cache(under(limits.CACHE_DIRTY))),
    quiet(
        MONGODB_CACHE_PRESSURE,
        "no size is known",
        real("mongodb_ss_wt_cache_tracked_dirty_bytes_in_the_cache", ONE),
        cache(0, 0)[1],
    ),
    quiet(
        MONGODB_CACHE_PRESSURE,
        "an election: its state before is not forgotten yet",
        *cache(0.15, 100),
        *cache(0.2, 50, rs_state="2"),
    ),
    fires(
        MONGODB_CACHE_PRESSURE,
        "an election: it is dirty in its new state",
        *cache(0.25, 1),
        *cache(0.01, 0.9, rs_state="2"),
        since="0s",
    ),
    fires(
        MONGODB_CACHE_PRESSURE,
        "two instances of three, after an election",
        *cache(0.5, rs_state="1"),
        *cache(0.5, 1e12, instance="b", rs_state="2"),
        *cache(0.1, 1e12, instance="c"),
        since="0s",
        number=2,
    ),
)
