"""Databases as their callers see them: how many queries, how slow, how many fail, and is there a connection left?"""

from math import inf

from panels.queries import mongodb, redis
from panels.queries.expr import Expr, Where, group, metric, per_minute, ratio, re, record, vector
from panels.queries.windows import HOUR, RECORDED

SERVICE = ("environment", "service")
QUERY = ("collection", "operation")
LATELY = "10m"
"""Long enough for slow queries to be more than one bad minute."""
SLOWEST = 20

SERVICES = re("mongodb|redis|rabbitmq|rust-core-engine|python-ai-service")
"""The servers, and who calls them."""

buckets = metric("db_query_duration_seconds_bucket")
seconds = metric("db_query_duration_seconds_sum")
queries = metric("db_query_duration_seconds_count")
slow = metric("db_slow_queries_total")
active = metric("db_connections_active")
most = metric("db_connections_max")
failed = metric("db_query_errors_total")

QUERIES = record("service:db_queries:rate5m", queries.rate(RECORDED).sum(*SERVICE))
BUCKETS = record("service_le:db_query_duration_seconds_bucket:rate5m", buckets.rate(RECORDED).sum(*SERVICE, "le"))
P95 = record("service:db_query_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("service:db_query_duration_seconds:p99", BUCKETS.quantile(0.99))
MEAN = record(
    "service:db_query_duration_seconds:avg",
    ratio(seconds.rate(RECORDED).sum(*SERVICE), queries.rate(RECORDED).sum(*SERVICE)),
)
POOL = record("service:db_connection_pool:ratio", ratio(active.sum(*SERVICE), most.sum(*SERVICE)))
RULES = group("database", QUERIES, BUCKETS, P95, P99, MEAN, POOL, *mongodb.RECORDED_SERIES, *redis.RECORDED_SERIES)

# --- for alerts -------------------------------------------------------------------------------------------------------

SLOW_LATELY = slow.increase(LATELY).sum(*SERVICE)
SLOW_BEFORE = slow.offset(HOUR).increase(LATELY).sum(*SERVICE)
"""Queries above 100 ms, now and at the same length an hour ago."""

ERROR_RATIO = ratio(failed.rate(RECORDED).sum(*SERVICE), QUERIES)
"""Share of each caller's queries that failed."""

# --- panels -----------------------------------------------------------------------------------------------------------


def connections_used(where: Where) -> tuple[Expr, ...]:
    """Share of the server's connections, and of each caller's pool."""
    return mongodb.connections_used(where), POOL(where).max("service").named("pool {{service}}")


def slow_queries_of_an_hour(where: Where) -> Expr:
    """Queries above 100 ms, as their callers counted them; none is zero."""
    return (slow(where).increase(HOUR).sum() | vector(0)).named(">100 ms")


def rate(where: Where) -> Expr:
    """Queries per second of each caller."""
    return QUERIES(where).named("{{service}}")


def latency(where: Where) -> tuple[Expr, ...]:
    """Seconds within which 95 % and 99 % of the queries are answered, and the mean."""
    p95, p99, mean = P95(where), P99(where), MEAN(where)
    return p95.named("p95 {{service}}"), p99.named("p99 {{service}}"), mean.named("mean {{service}}")


def slowest(where: Where) -> Expr:
    """Seconds within which 95 % of each collection's operations are answered, of the slowest ones."""
    return (buckets(where).rate(RECORDED).sum(*QUERY, "le").quantile(0.95) < inf).top(SLOWEST)


def rate_by_query(where: Where) -> Expr:
    """Queries per second of each collection's operations."""
    return queries(where).rate(RECORDED).sum(*QUERY)


def slow_per_minute(where: Where) -> Expr:
    """Queries above 100 ms."""
    return per_minute(slow(where).rate().sum(*QUERY))


def errors_per_minute(where: Where) -> Expr:
    """Queries that failed, by kind of error."""
    return per_minute(failed(where).rate().sum("error"))


def pool(where: Where) -> tuple[Expr, ...]:
    """Connections of each caller's pool: in use, idle, and the most that it may open."""
    idle = metric("db_connections_idle", where).sum("service")
    return (
        active(where).sum("service").named("active {{service}}"),
        idle.named("idle {{service}}"),
        most(where).sum("service").named("limit {{service}}"),
    )


def wait_for_connection(where: Where) -> Expr:
    """Seconds within which 95 % of the callers get a connection of their pool."""
    by_bound = metric("db_connection_checkout_duration_seconds_bucket", where).rate().sum("le", "service")
    return by_bound.quantile(0.95).named("p95 {{service}}")
