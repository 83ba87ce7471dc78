"""Redis: does it answer fast, does it have what is asked for, and is there memory left?"""

from panels.queries.expr import Expr, Where, metric, ratio, record
from panels.queries.windows import RECORDED

INSTANCE = ("environment", "service", "instance")
BUSIEST = 10

used = metric("redis_memory_used_bytes")
limit = metric("redis_memory_max_bytes")
hits = metric("redis_keyspace_hits_total").rate(RECORDED).sum(*INSTANCE)
misses = metric("redis_keyspace_misses_total").rate(RECORDED).sum(*INSTANCE)
commands_total = metric("redis_commands_total")
reached = metric("redis_up")
evicted = metric("redis_evicted_keys_total")
rejected = metric("redis_rejected_connections_total")

MEMORY = record("instance:redis_memory:ratio", ratio(used.max(*INSTANCE), limit.max(*INSTANCE)))
HIT_RATIO = record("instance:redis_keyspace_hit:ratio_rate5m", ratio(hits, hits + misses))
RECORDED_SERIES = (MEMORY, HIT_RATIO)
"""The part of the group `database` that is Redis'."""

# --- for alerts -------------------------------------------------------------------------------------------------------

REACHED = reached.max("environment", "service", "job", "instance")
"""1 where the exporter reaches Redis."""

EVICTED = evicted.rate(RECORDED).sum(*INSTANCE)
"""Keys per second that were thrown out for want of memory."""

REJECTED = rejected.increase(RECORDED).sum(*INSTANCE)
"""Connections of five minutes that were refused."""

SAVED = metric("redis_rdb_last_bgsave_status").min(*INSTANCE)
"""1 where the last snapshot was written."""

# --- panels -----------------------------------------------------------------------------------------------------------


def reachable(where: Where) -> Expr:
    """Whether the exporter reaches Redis."""
    return reached(where).max().named("redis")


def commands(where: Where) -> Expr:
    """Calls per second of the commands called most."""
    return commands_total(where).rate().sum("cmd").top(BUSIEST)


def command_latency(where: Where) -> Expr:
    """Mean seconds of a call, of the slowest commands."""
    taken = metric("redis_commands_duration_seconds_total", where).rate().sum("cmd")
    return ratio(taken, commands_total(where).rate().sum("cmd")).top(BUSIEST)


def hit_ratio(where: Where) -> Expr:
    """Share of the reads that found their key."""
    return HIT_RATIO(where).named("{{instance}}")


def memory(where: Where) -> tuple[Expr, ...]:
    """Bytes of data, the most that may be used (0 is unlimited, and hidden), and what the process holds."""
    return (
        used(where).max("instance").named("used"),
        (limit(where).max("instance") > 0).named("maxmemory"),
        metric("redis_memory_used_rss_bytes", where).max("instance").named("rss"),
    )


def lost_keys(where: Where) -> tuple[Expr, Expr]:
    """Keys per second that were thrown out for want of memory, and that had lived their time."""
    return evicted(where).rate().sum().named("evicted"), metric("redis_expired_keys_total", where).rate().sum().named(
        "expired"
    )


def clients(where: Where) -> tuple[Expr, ...]:
    """Connections: open, waiting in a blocking call, and refused per second."""
    return (
        metric("redis_connected_clients", where).sum().named("connected"),
        metric("redis_blocked_clients", where).sum().named("blocked"),
        rejected(where).rate().sum().named("rejected/s"),
    )
