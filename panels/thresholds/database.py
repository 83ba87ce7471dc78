"""From when on do MongoDB and Redis answer too slowly, or run out of room?"""

from panels.thresholds.model import Thresholds, falling, rising

SLOW_QUERY = 0.1
"""Seconds; red flag of the guide for the mean, and what callers count as a slow query."""

MEAN_LATENCY = rising(yellow=0.05, red=SLOW_QUERY)
"""Seconds; red flag of the guide: above 100 ms; MongoDBSlowQueries."""

LATENCY_LINE = rising(red=SLOW_QUERY)
"""The red flag alone."""

CONNECTIONS = rising(yellow=0.7, red=0.8)
"""Share of the limit; red flag of the guide: above 80 %; MongoDBHighConnections, DatabasePoolExhausted."""

SLOW_QUERIES = rising(yellow=10, red=100)
"""In an hour, whatever the load."""

MORE_SLOW_QUERIES = 20
"""In ten minutes: below, a growing number is still small; SlowQueriesIncreasing."""

MORE_THAN_AN_HOUR_AGO = 2
"""Times as many; SlowQueriesIncreasing."""

QUERY_ERRORS = rising(red=0.01)
"""Share of the queries; DatabaseQueryErrors."""

CHECKOUT = rising(yellow=0.05)
"""Seconds until a caller gets a connection of its pool: half of a slow query."""

# --- MongoDB ----------------------------------------------------------------------------------------------------------

LAGGING = 30
"""Seconds; red flag of the guide: above 30 s; MongoDBReplicationLag."""

REPLICATION_LAG = rising(yellow=10, red=LAGGING)

LAG_LINE = rising(red=LAGGING)
"""The red flag alone."""

DISK = rising(red=0.85)
"""Share of the filesystem; MongoDBHighDiskUsage."""

QUEUED = rising(red=10)
"""Operations that wait for a lock; MongoDBQueueing."""

SCANNED = rising(yellow=100, red=1000)
"""Documents read for each one returned: hundreds mean that an index is missing."""

CACHE_DIRTY = 0.2
"""Share of WiredTiger's cache that waits to be written: from here on application threads evict
(`eviction_dirty_trigger`); MongoDBCachePressure."""

CACHE = rising(red=CACHE_DIRTY, yellow=0.95)
"""Red is for dirty pages, yellow for used ones (`eviction_trigger`); a graph draws one set of lines for all series."""

TICKETS = falling(red=1)
"""None left: every operation queues."""

OPLOG = falling(red=3600, yellow=86400)
"""Seconds that a secondary may be away and still catch up: an hour, a day."""

MEMBER_STATE = Thresholds("red", ((1, "green"), (2, "blue"), (3, "red")))
"""1 is the primary, 2 a secondary (replica set member states of MongoDB's manual)."""

# --- Redis ------------------------------------------------------------------------------------------------------------

COMMAND_LATENCY = rising(yellow=0.01)
"""Seconds: Redis answers in microseconds."""

HIT_RATIO = falling(yellow=0.8)
"""Share of the reads that found their key."""

MEMORY = rising(red=0.9)
"""Share of maxmemory; RedisHighMemoryUsage."""

EVICTIONS = rising(red=100)
"""Keys per second; RedisHighEvictionRate."""
