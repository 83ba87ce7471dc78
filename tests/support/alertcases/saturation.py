"""When does MongoDB run out of connections, locks, cache or disk, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, flat, over, under

from dashboards.rules.alerts.mongodb import (
    MONGODB_CACHE_PRESSURE,
    MONGODB_HIGH_CONNECTIONS,
    MONGODB_HIGH_DISK_USAGE,
    MONGODB_QUEUEING,
)
from panels.thresholds import database as limits

FULL = limits.CONNECTIONS.limit("red")
DISK = limits.DISK.limit("red")
LONG = limits.QUEUED.limit("red")


def connections(current: float, available: float, **labels: str) -> tuple[Made, ...]:
    """Connections that are used, and that there could be more."""
    return (
        real("mongodb_ss_connections", flat(current), conn_type="current", **labels),
        real("mongodb_ss_connections", flat(available), conn_type="available", **labels),
        real("mongodb_ss_connections", flat(1e6), conn_type="totalCreated", **labels),
    )


def disk(used: float, size: float = 1e12, **labels: str) -> tuple[Made, Made]:
    """The filesystem, as every database reports it."""
    return (
        real("mongodb_dbstats_fsUsedSize", flat(used * size), **labels),
        real("mongodb_dbstats_fsTotalSize", flat(size), **labels),
    )


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
