"""When does Redis not answer, or has no room left, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.redis import (
    REDIS_DOWN,
    REDIS_HIGH_EVICTION_RATE,
    REDIS_HIGH_MEMORY_USAGE,
    REDIS_PERSISTENCE_FAILED,
    REDIS_REJECTED_CONNECTIONS,
)
from panels.thresholds import database as limits

FULL = limits.MEMORY.limit("red")
EVICTED = limits.EVICTIONS.limit("red")


def reached(values: Values, **labels: str) -> Made:
    """Whether the exporter reaches Redis."""
    return real("redis_up", values, **labels)


def memory(used: float, most: float, **labels: str) -> tuple[Made, Made]:
    """Memory of the data, and maxmemory."""
    return (
        real("redis_memory_used_bytes", flat(used), **labels),
        real("redis_memory_max_bytes", flat(most), **labels),
    )


def evicted(values: Values, **labels: str) -> Made:
    """Keys that were thrown out."""
    return real("redis_evicted_keys_total", values, **labels)


def rejected(values: Values, **labels: str) -> Made:
    """Connections that were refused."""
    return real("redis_rejected_connections_total", values, **labels)


def saved(values: Values, **labels: str) -> Made:
    """Whether the last snapshot was written."""
    return real("redis_rdb_last_bgsave_status", values, **labels)


CASES = (
    fires(REDIS_DOWN, "until it is back", reached(flat(0, "5m") + ONE), since="0s", over="5m"),
    fires(
        REDIS_DOWN,
        "two instances of three",
        reached(NOTHING),
        reached(NOTHING, instance="b"),
        reached(ONE, instance="c"),
        since="0s",
        number=2,
    ),
    quiet(REDIS_DOWN, "it answers", reached(ONE)),
    quiet(REDIS_DOWN, "a restart of a minute and a half", reached(flat(1, "5m") + flat(0, "90s") + ONE)),
    quiet(REDIS_DOWN, "the exporter itself is down", real("up", NOTHING, job="redis")),
    fires(REDIS_HIGH_MEMORY_USAGE, "a hair above", *memory(over(FULL) * 1e9, 1e9), since="0s"),
    quiet(REDIS_HIGH_MEMORY_USAGE, "exactly the limit", *memory(FULL * 100, 100)),
    quiet(REDIS_HIGH_MEMORY_USAGE, "a hair below", *memory(under(FULL) * 1e9, 1e9)),
    quiet(REDIS_HIGH_MEMORY_USAGE, "maxmemory 0 is unlimited", *memory(1e9, 0)),
    fires(
        REDIS_HIGH_MEMORY_USAGE,
        "two instances of three, one with far more room",
        *memory(0.95, 1),
        *memory(95e9, 100e9, instance="b"),
        *memory(1, 100e9, instance="c"),
        since="0s",
        number=2,
    ),
    fires(REDIS_HIGH_EVICTION_RATE, "a hair above", evicted(climbing(over(EVICTED), start=LIVED**2)), since="5m"),
    quiet(REDIS_HIGH_EVICTION_RATE, "exactly the limit", evicted(climbing(EVICTED, start=LIVED**2))),
    quiet(REDIS_HIGH_EVICTION_RATE, "a hair below", evicted(climbing(under(EVICTED), start=LIVED**2))),
    quiet(
        REDIS_HIGH_EVICTION_RATE,
        "two instances, each below",
        evicted(climbing(0.6 * EVICTED)),
        evicted(climbing(0.6 * EVICTED), instance="b"),
    ),
    fires(
        REDIS_HIGH_EVICTION_RATE,
        "one instance of two",
        evicted(climbing(2 * EVICTED, start=LIVED)),
        evicted(NOTHING, instance="b"),
        since="2m30s",
    ),
    quiet(
        REDIS_HIGH_EVICTION_RATE,
        "a burst of a minute",
        evicted(flat(0, "5m") + climbing(4 * EVICTED, "60s", start=0) + flat(60 * 4 * EVICTED)),
    ),
    fires(
        REDIS_REJECTED_CONNECTIONS,
        "one, told for five minutes",
        rejected(flat(LIVED, "5m") + flat(LIVED + 1)),
        since="5m",
        still="9m30s",
        over="10m",
    ),
    quiet(REDIS_REJECTED_CONNECTIONS, "long ago", rejected(flat(LIVED))),
    quiet(
        REDIS_REJECTED_CONNECTIONS,
        "a restart, and the counter begins anew",
        rejected(flat(9, "5m") + gone("1m") + NOTHING),
    ),
    fires(
        REDIS_REJECTED_CONNECTIONS,
        "two instances",
        rejected(climbing(1)),
        rejected(climbing(1), instance="b"),
        since="30s",
        number=2,
    ),
    fires(REDIS_PERSISTENCE_FAILED, "until one is written", saved(flat(0, "8m") + ONE), since="0s", over="8m"),
    fires(
        REDIS_PERSISTENCE_FAILED, "two instances", saved(NOTHING), saved(NOTHING, instance="b"), since="0s", number=2
    ),
    quiet(REDIS_PERSISTENCE_FAILED, "written", saved(ONE)),
    quiet(REDIS_PERSISTENCE_FAILED, "one that failed and was repeated", saved(flat(1, "5m") + flat(0, "270s") + ONE)),
)
