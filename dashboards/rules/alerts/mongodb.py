"""Does MongoDB not answer, answer slowly, or lose its redundancy?"""

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, when
from panels.queries import mongodb
from panels.thresholds import database as limits

MONGODB_DOWN = Alert(
    name="MongoDBDown",
    trigger=when(mongodb.down(), "exporter without a connection to MongoDB"),
    hold="1m",
    severity="critical",
    component="database",
    category="availability",
    summary="MongoDB is down",
    meaning="Nothing can be read or written.",
    runbook="MONGODB_DOWN",
    dashboard="database-performance",
    panel="Now / MongoDB",
)

MONGODB_HIGH_CONNECTIONS = Alert(
    name="MongoDBHighConnections",
    trigger=above(mongodb.CONNECTIONS, limits.CONNECTIONS.limit("red"), "percentunit", "share of connections in use"),
    hold="5m",
    severity="warning",
    component="database",
    category="saturation",
    summary="MongoDB uses {{ $value | humanizePercentage }} of its connections",
    meaning="At 100 % new ones are refused.",
    runbook="MONGODB_CONNECTIONS",
    dashboard="database-performance",
    panel="Now / Connections used",
)

MONGODB_SLOW_QUERIES = Alert(
    name="MongoDBSlowQueries",
    trigger=above(mongodb.LATENCY, limits.SLOW_QUERY, "s", "mean of a read or write in the server"),
    hold="5m",
    severity="warning",
    component="database",
    category="performance",
    summary="MongoDB operations take {{ $value | humanizeDuration }} on average",
    meaning="An index is missing, or the server is short of something.",
    runbook="SLOW_QUERIES",
    dashboard="database-performance",
    panel="Now / Mean operation latency",
)

MONGODB_HIGH_DISK_USAGE = Alert(
    name="MongoDBHighDiskUsage",
    trigger=above(mongodb.DISK, limits.DISK.limit("red"), "percentunit", "used part of the filesystem"),
    hold="5m",
    severity="warning",
    component="database",
    category="storage",
    summary="MongoDB's filesystem is {{ $value | humanizePercentage }} full",
    meaning="A full one stops every write.",
    runbook="DISK_SPACE_LOW",
    dashboard="database-performance",
    panel="MongoDB server / Data, index and storage size",
)

MONGODB_REPLICATION_LAG = Alert(
    name="MongoDBReplicationLag",
    trigger=above(mongodb.REPLICATION_LAG, limits.LAGGING, "s", "replication lag"),
    hold="5m",
    severity="warning",
    component="database",
    category="replication",
    summary="MongoDB member {{ $labels.member_idx }} lags {{ $value | humanizeDuration }}",
    meaning="Reads from it are old, and a failover would lose that much.",
    runbook="MONGODB_REPLICATION",
    dashboard="database-performance",
    panel="MongoDB server / Replication lag",
)

MONGODB_MEMBER_UNHEALTHY = Alert(
    name="MongoDBMemberUnhealthy",
    trigger=when(mongodb.MEMBERS_HEALTHY.equals(0), "replica set member that the others cannot reach"),
    hold="1m",
    severity="critical",
    component="database",
    category="replication",
    summary="MongoDB member {{ $labels.member_idx }} is unhealthy",
    meaning="The replica set has lost redundancy.",
    runbook="MONGODB_REPLICATION",
    dashboard="database-performance",
    panel="MongoDB server / Member states",
)

MONGODB_QUEUEING = Alert(
    name="MongoDBQueueing",
    trigger=above(mongodb.QUEUED, limits.QUEUED.limit("red"), "none", "mean number of operations that wait for a lock"),
    hold="5m",
    severity="warning",
    component="database",
    category="saturation",
    summary="{{ $value | humanize }} operations queue for a lock in MongoDB",
    meaning="Look for a long operation that holds it.",
    runbook="SLOW_QUERIES",
    dashboard="database-performance",
    panel="MongoDB server / Queued operations",
)

MONGODB_CACHE_PRESSURE = Alert(
    name="MongoDBCachePressure",
    trigger=above(mongodb.DIRTY, limits.CACHE_DIRTY, "percentunit", "dirty part of the cache"),
    hold="10m",
    severity="warning",
    component="database",
    category="saturation",
    summary="{{ $value | humanizePercentage }} of MongoDB's cache is dirty",
    meaning="Application threads evict pages themselves, and latency jumps.",
    runbook="SLOW_QUERIES",
    dashboard="database-performance",
    panel="MongoDB server / WiredTiger cache",
)

ALERTS = (
    MONGODB_DOWN,
    MONGODB_HIGH_CONNECTIONS,
    MONGODB_SLOW_QUERIES,
    MONGODB_HIGH_DISK_USAGE,
    MONGODB_REPLICATION_LAG,
    MONGODB_MEMBER_UNHEALTHY,
    MONGODB_QUEUEING,
    MONGODB_CACHE_PRESSURE,
)
