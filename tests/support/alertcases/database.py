"""When do callers wait for data or not get it, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, ONE, Values, climbing, ending, flat, gone, over, under

from dashboards.rules.alerts.database import DATABASE_POOL_EXHAUSTED, DATABASE_QUERY_ERRORS, SLOW_QUERIES_INCREASING
from panels.thresholds import database as limits

MANY = limits.MORE_SLOW_QUERIES / 600
"""Slow queries per second."""

TIMES = limits.MORE_THAN_AN_HOUR_AGO
FULL = limits.CONNECTIONS.limit("red")
FAILING = limits.QUERY_ERRORS.limit("red")


def slow(values: Values, **labels: str) -> Made:
    """Queries above 100 ms."""
    return real("db_slow_queries_total", values, **labels)


def more(before: float, now: float, **labels: str) -> tuple[Made, Made]:
    """Slow queries per second for an hour and a quarter, and from then on; in two collections."""
    values = climbing(before / 2, "75m", start=LIVED) + climbing(now / 2)
    return slow(values, **labels), slow(values, collection="other", **labels)


def pool(active: float, most: float, **labels: str) -> tuple[Made, Made]:
    """Connections of a caller's pool."""
    return real("db_connections_active", flat(active), **labels), real("db_connections_max", flat(most), **labels)


def failing(per_second: float, share: float, **labels: str) -> tuple[Made, ...]:
    """Queries of two collections of which a share fails."""
    return (
        real("db_query_duration_seconds_count", climbing(per_second / 2, start=LIVED), **labels),
        real("db_query_duration_seconds_count", climbing(per_second / 2, start=LIVED), operation="insert", **labels),
        real("db_query_errors_total", climbing(per_second * share / 2, start=LIVED), **labels),
        real("db_query_errors_total", climbing(per_second * share / 2, start=LIVED), instance="b", **labels),
    )


CASES = (
    fires(SLOW_QUERIES_INCREASING, "a hair more than twice as many", *more(MANY, over(TIMES) * MANY), since="85m"),
    quiet(SLOW_QUERIES_INCREASING, "a hair less than twice", *more(MANY, under(TIMES) * MANY), until="100m"),
    fires(
        SLOW_QUERIES_INCREASING,
        "a hair above",
        *more(0, over(MANY)),
        since="85m",
    ),
    quiet(SLOW_QUERIES_INCREASING, "twice as many are still few", *more(0, under(MANY)), until="100m"),
    quiet(SLOW_QUERIES_INCREASING, "exactly the limit", *more(0, MANY), until="100m"),
    quiet(SLOW_QUERIES_INCREASING, "exactly twice as many", *more(6 * MANY, 12 * MANY), until="100m"),
    quiet(SLOW_QUERIES_INCREASING, "as many as an hour ago", slow(climbing(10 * MANY)), until="100m"),
    quiet(SLOW_QUERIES_INCREASING, "an hour ago nobody counted", slow(gone("75m") + climbing(10 * MANY)), until="100m"),
    fires(
        SLOW_QUERIES_INCREASING,
        "of two callers",
        *more(0, 2 * MANY),
        *more(0, 2 * MANY, service="python-ai-service"),
        since="80m30s",
        number=2,
    ),
    fires(DATABASE_POOL_EXHAUSTED, "one of one", *pool(1, 1), since="0s"),
    fires(
        DATABASE_POOL_EXHAUSTED,
        "two instances are full, told once",
        *pool(95, 100),
        *pool(95, 100, instance="b"),
        since="0s",
    ),
    quiet(
        DATABASE_POOL_EXHAUSTED,
        "two instances, each a hair below",
        *pool(under(FULL) * 1000, 1000),
        *pool(under(FULL) * 1000, 1000, instance="b"),
    ),
    fires(DATABASE_POOL_EXHAUSTED, "a hair above", *pool(over(FULL) * 1000, 1000), since="0s"),
    quiet(DATABASE_POOL_EXHAUSTED, "exactly the limit", *pool(FULL * 100, 100)),
    quiet(DATABASE_POOL_EXHAUSTED, "a hair below", *pool(under(FULL) * 1000, 1000)),
    quiet(DATABASE_POOL_EXHAUSTED, "one instance of two is full", *pool(90, 100), *pool(50, 100, instance="b")),
    quiet(DATABASE_POOL_EXHAUSTED, "no pool is configured", *pool(5, 0)),
    fires(
        DATABASE_POOL_EXHAUSTED,
        "of two callers",
        *pool(95, 100),
        *pool(95, 100, service="python-ai-service"),
        since="0s",
        number=2,
    ),
    fires(DATABASE_QUERY_ERRORS, "a hair above", *failing(10, over(FAILING)), since="30s"),
    quiet(DATABASE_QUERY_ERRORS, "a hair below", *failing(10, under(FAILING))),
    quiet(DATABASE_QUERY_ERRORS, "exactly the limit", *failing(200, FAILING)),
    quiet(DATABASE_QUERY_ERRORS, "no query at all", *failing(0, 1)),
    quiet(
        DATABASE_QUERY_ERRORS,
        "an error without a query",
        real("db_query_duration_seconds_count", flat(LIVED)),
        real("db_query_errors_total", climbing(1)),
    ),
    fires(
        DATABASE_QUERY_ERRORS,
        "few queries, which fail for ten minutes",
        real("db_query_duration_seconds_count", climbing(0.5, start=LIVED)),
        real("db_query_errors_total", ending(0.5)),
        since="30s",
        still="14m30s",
        over="15m",
    ),
    fires(
        DATABASE_QUERY_ERRORS,
        "there were far more before, and none failed",
        real("db_query_duration_seconds_count", climbing(100, "10m", start=LIVED) + climbing(1)),
        real("db_query_errors_total", flat(LIVED, "10m") + climbing(0.1)),
        since="15m",
    ),
    quiet(DATABASE_QUERY_ERRORS, "nothing ever failed", real("db_query_duration_seconds_count", climbing(10))),
    quiet(
        DATABASE_QUERY_ERRORS,
        "one error, once",
        real("db_query_duration_seconds_count", climbing(10, start=LIVED)),
        real("db_query_errors_total", flat(0, "5m") + ONE),
    ),
    fires(
        DATABASE_QUERY_ERRORS,
        "one kind of error of two callers",
        *failing(10, 0.5),
        *failing(10, 0.5, service="python-ai-service"),
        since="30s",
        number=2,
    ),
)
