"""Does Redis not answer, or is it full?"""

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import redis
from panels.queries.windows import RECORDED
from panels.thresholds import database as limits

REDIS_DOWN = Alert(
    name="RedisDown",
    trigger=when(redis.REACHED.equals(0), "exporter without a connection to Redis"),
    hold="2m",
    severity="critical",
    component="cache",
    category="availability",
    summary="Redis is down",
    meaning="Sessions and caches are gone; databases take the load.",
    runbook="REDIS_DOWN",
    dashboard="database-performance",
    panel="Now / Redis",
)

REDIS_HIGH_MEMORY_USAGE = Alert(
    name="RedisHighMemoryUsage",
    trigger=above(redis.MEMORY, limits.MEMORY.limit("red"), "percentunit", "used part of maxmemory"),
    hold="5m",
    severity="warning",
    component="cache",
    category="memory",
    summary="Redis uses {{ $value | humanizePercentage }} of maxmemory",
    meaning="Keys will be evicted or writes refused.",
    runbook="REDIS_MEMORY",
    dashboard="database-performance",
    panel="Redis / Memory",
)

REDIS_HIGH_EVICTION_RATE = Alert(
    name="RedisHighEvictionRate",
    trigger=above(redis.EVICTED, limits.EVICTIONS.limit("red"), "ops", "evicted keys"),
    hold="5m",
    severity="warning",
    component="cache",
    category="memory",
    summary="Redis evicts {{ $value | humanize }} keys/s",
    meaning="Data is thrown out that was still wanted.",
    runbook="REDIS_MEMORY",
    dashboard="database-performance",
    panel="Redis / Evictions and expirations",
)

REDIS_REJECTED_CONNECTIONS = Alert(
    name="RedisRejectedConnections",
    trigger=when(redis.REJECTED > 0, f"connections refused in {lasting(RECORDED)}"),
    severity="warning",
    component="cache",
    category="saturation",
    summary="Redis refused {{ $value | humanize }} connections",
    meaning="maxclients is reached.",
    runbook="REDIS_MEMORY",
    dashboard="database-performance",
    panel="Redis / Clients",
)

REDIS_PERSISTENCE_FAILED = Alert(
    name="RedisPersistenceFailed",
    trigger=when(redis.SAVED.equals(0), "last snapshot not written"),
    hold="5m",
    severity="warning",
    component="cache",
    category="storage",
    summary="Redis could not write its snapshot",
    meaning="With the default stop-writes-on-bgsave-error, writes are refused.",
    runbook="REDIS_MEMORY",
    dashboard="database-performance",
    panel="Redis / Memory",
)

ALERTS = (
    REDIS_DOWN,
    REDIS_HIGH_MEMORY_USAGE,
    REDIS_HIGH_EVICTION_RATE,
    REDIS_REJECTED_CONNECTIONS,
    REDIS_PERSISTENCE_FAILED,
)
