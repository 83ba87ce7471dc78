"""Do MongoDB, Redis and RabbitMQ answer in time, and how much room is left?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from panels.factories import Column, bargauge, gauge, logs, stat, state_timeline, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.queries import database, messaging, meta, mongodb, redis
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, chosen
from panels.style.words import ALARM, MEMBER, UP_DOWN
from panels.thresholds import database as limits
from panels.thresholds import messaging as broker
from panels.thresholds.model import UP

UID = "database-performance"
COLLECTION = chosen(ENVIRONMENT, "collection")
QUEUE = chosen(ENVIRONMENT, "queue")


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "Database Performance",
        row("Now",
            [stat("MongoDB", mongodb.reachable(ENVIRONMENT), unit="none", thresholds=UP, words=UP_DOWN, fill=True,
                  description="Whether the exporter reaches MongoDB.", runbook="MONGODB_DOWN"),
             stat("Redis", redis.reachable(ENVIRONMENT), unit="none", thresholds=UP, words=UP_DOWN, fill=True,
                  description="Whether the exporter reaches Redis.", runbook="REDIS_DOWN"),
             stat("RabbitMQ", messaging.reachable(ENVIRONMENT), unit="none", thresholds=UP, words=UP_DOWN, fill=True,
                  description="Whether its own metrics endpoint answers.", runbook="RABBITMQ_DOWN"),
             stat("Mean operation latency", mongodb.worst_latency(ENVIRONMENT), unit="s", runbook="SLOW_QUERIES",
                  thresholds=limits.MEAN_LATENCY, spark=True, description="Reads and writes of the slowest server.")],
            [gauge("Connections used", *database.connections_used(ENVIRONMENT), unit="percentunit", min=0, max=1,
                   thresholds=limits.CONNECTIONS, runbook="MONGODB_CONNECTIONS",
                   description="Of MongoDB's limit, and of each caller's pool."),
             stat("Replication lag", mongodb.worst_replication_lag(ENVIRONMENT), unit="s", no_value="not replicated",
                  thresholds=limits.REPLICATION_LAG, runbook="MONGODB_REPLICATION",
                  description="How far the slowest secondary is behind; a standalone server has none."),
             stat("Slow queries, 1 h", database.slow_queries_of_an_hour(ENVIRONMENT), unit="none", decimals=0,
                  thresholds=limits.SLOW_QUERIES, runbook="SLOW_QUERIES",
                  description="Queries above 100 ms, as their callers saw them.")]),
        row("Queries as callers see them",
            [timeseries("Query rate", database.rate(ENVIRONMENT), unit="ops", stacked=True,
                        description="Queries per second of each caller. A jump without more requests is bad: look for "
                                    "a query in a loop in the table below."),
             timeseries("Query latency", *database.latency(ENVIRONMENT), unit="s", thresholds=limits.LATENCY_LINE,
                        description="p95, p99 and mean of each caller; the line is for the mean.",
                        runbook="SLOW_QUERIES")],
            [table("Latency by collection and operation",
                   Column("Collection", label="collection"),
                   Column("Operation", label="operation"),
                   Column("p95", database.slowest(COLLECTION), unit="s", thresholds=limits.LATENCY_LINE),
                   Column("Rate", database.rate_by_query(COLLECTION), unit="ops"),
                   unit="s", thresholds=limits.LATENCY_LINE, sort="p95", runbook="SLOW_QUERIES",
                   description="Which query is slow: the 20 slowest by their p95 of five minutes.")],
            [timeseries("Slow queries (>100 ms)", database.slow_per_minute(COLLECTION), unit="opm", bars=True,
                        stacked=True, no_value="no slow query", runbook="SLOW_QUERIES",
                        description="Red flag: increasing."),
             timeseries("Query errors", database.errors_per_minute(ENVIRONMENT), unit="opm", bars=True,
                        stacked=True, no_value="no errors", runbook="SLOW_QUERIES",
                        description="Timeouts, duplicate keys, network. Above 1 % of the queries is bad.")],
            [timeseries("Connection pool", *database.pool(ENVIRONMENT), unit="none", dashed="/^limit/",
                        description="Pool of each caller. Bad: active near the limit and none idle.",
                        runbook="MONGODB_CONNECTIONS"),
             timeseries("Wait for a connection", database.wait_for_connection(ENVIRONMENT), unit="s", exemplars=True,
                        thresholds=limits.CHECKOUT, runbook="MONGODB_CONNECTIONS",
                        description="Clearly above zero the pool is too small.")]),
        row("MongoDB server",
            [timeseries("Operations by type", *mongodb.operations_by_type(ENVIRONMENT), unit="ops", stacked=True,
                        description="Reads, writes and commands, and the same as insert, query, update, delete, "
                                    "getmore. A jump is bad if Query rate has none: somebody else asks."),
             timeseries("Server latency by type", mongodb.latency_by_type(ENVIRONMENT), unit="s",
                        thresholds=limits.LATENCY_LINE, runbook="SLOW_QUERIES",
                        description="Mean in the server, without the way to it.")],
            [timeseries("Connections", *mongodb.connection_count(ENVIRONMENT), unit="none", dashed="limit",
                        description="Current and active connections against the limit. Bad: many current, few active.",
                        runbook="MONGODB_CONNECTIONS"),
             timeseries("Queued operations", mongodb.queued(ENVIRONMENT), unit="none", thresholds=limits.QUEUED,
                        description="Readers and writers that wait for a lock.", runbook="SLOW_QUERIES"),
             timeseries("Scanned documents per returned", mongodb.scanned_per_returned(ENVIRONMENT), unit="short",
                        log=True, thresholds=limits.SCANNED, runbook="SLOW_QUERIES",
                        description="1 is ideal; hundreds mean a missing index.")],
            [timeseries("In-memory sorts and write conflicts", *mongodb.extra_work(ENVIRONMENT), unit="ops",
                        description="Both cost latency. Many sorts miss an index, many conflicts write one document at "
                                    "once.", runbook="SLOW_QUERIES"),
             timeseries("WiredTiger cache", *mongodb.cache(ENVIRONMENT), unit="percentunit", max=1,
                        thresholds=limits.CACHE, runbook="SLOW_QUERIES",
                        description="From the lines on queries must evict: red is for dirty, yellow for used.")],
            [timeseries("Transactions tickets available", mongodb.tickets(ENVIRONMENT), unit="none",
                        thresholds=limits.TICKETS, runbook="SLOW_QUERIES",
                        description="At 0 every operation queues."),
             timeseries("Replication lag", mongodb.replication_lag(ENVIRONMENT), unit="s", thresholds=limits.LAG_LINE,
                        no_value="not replicated", description="Per secondary.", runbook="MONGODB_REPLICATION"),
             stat("Oplog window", mongodb.oplog_window(ENVIRONMENT), unit="dtdurations", thresholds=limits.OPLOG,
                  no_value="not replicated", runbook="MONGODB_REPLICATION",
                  description="How long a secondary may be away. The exporter needs --compatible-mode.")],
            [state_timeline("Member states", mongodb.member_states(ENVIRONMENT), unit="none", words=MEMBER,
                            thresholds=limits.MEMBER_STATE, no_value="not replicated", runbook="MONGODB_REPLICATION",
                            description="Elections at a glance."),
             timeseries("Data, index and storage size", *mongodb.sizes(ENVIRONMENT), unit="bytes",
                        dashed="filesystem size", runbook="DISK_SPACE_LOW",
                        description="Growth. Above 85 % of the filesystem MongoDBHighDiskUsage warns.")]),
        row("Redis",
            [timeseries("Commands", redis.commands(ENVIRONMENT), unit="ops",
                        description="The ten commands called most. KEYS or another that reads everything is bad."),
             timeseries("Command latency", redis.command_latency(ENVIRONMENT), unit="s",
                        thresholds=limits.COMMAND_LATENCY,
                        description="Mean of the ten slowest commands. One slow command holds up all others: find its "
                                    "caller in SLOWLOG."),
             timeseries("Hit ratio", redis.hit_ratio(ENVIRONMENT), unit="percentunit", max=1,
                        thresholds=limits.HIT_RATIO, no_value="nothing was read",
                        description="Reads that found their key. A fall after a restart is a cold cache; else look at "
                                    "evictions.")],
            [timeseries("Memory", *redis.memory(ENVIRONMENT), unit="bytes", dashed="maxmemory", runbook="REDIS_MEMORY",
                        description="maxmemory is hidden when unlimited. Bad: used close to it, rss far above used."),
             timeseries("Evictions and expirations", *redis.lost_keys(ENVIRONMENT), unit="ops",
                        thresholds=limits.EVICTIONS, runbook="REDIS_MEMORY",
                        description="Evictions lose data that was still wanted; expirations are normal."),
             timeseries("Clients", *redis.clients(ENVIRONMENT), unit="none", runbook="REDIS_MEMORY",
                        description="Connections. Any that is rejected is bad: maxclients is reached.")]),
        row("RabbitMQ",
            [timeseries("Messages by queue", messaging.backlog(QUEUE), unit="short", thresholds=broker.BACKLOG,
                        description="Ready plus unacknowledged, of the ten longest queues; needs the scrape of "
                                    "/metrics/detailed.", runbook="RABBITMQ_BACKLOG"),
             timeseries("Ready and unacknowledged", *messaging.waiting(ENVIRONMENT), unit="short",
                        description="All queues. Ready grows: too few consumers; unacknowledged grows: they are stuck.",
                        runbook="RABBITMQ_BACKLOG")],
            [timeseries("Message flow", *messaging.flow(ENVIRONMENT), unit="cps", runbook="RABBITMQ_BACKLOG",
                        description="Published should equal acknowledged; many redelivered are bad. Global counters "
                                    "survive channel churn."),
             bargauge("Consumers by queue", messaging.consumers(QUEUE), unit="none", thresholds=broker.CONSUMERS,
                      description="0 with messages waiting is an outage.", runbook="RABBITMQ_BACKLOG"),
             timeseries("Memory of watermark", messaging.memory(ENVIRONMENT), unit="percentunit", max=1,
                        thresholds=broker.MEMORY, description="Publishers block at 100 %.",
                        runbook="RABBITMQ_MEMORY")],
            [state_timeline("Resource alarms", *messaging.alarms(ENVIRONMENT), unit="none", words=ALARM,
                            thresholds=broker.ALARM, description="1 blocks every publisher.",
                            runbook="RABBITMQ_MEMORY"),
             timeseries("Dead-lettered", messaging.dead_lettered(ENVIRONMENT), unit="cps", no_value="none",
                        description="Messages nobody processed. Any lasting rate is bad: read the dead-letter queue.",
                        runbook="RABBITMQ_BACKLOG")]),
        row("Logs",
            [logs("Slow queries (log)", lines.slow_queries(ENVIRONMENT),
                  description="Statement, collection and duration of queries above 100 ms. One that repeats is bad.",
                  runbook="SLOW_QUERIES")],
            [logs("MongoDB log", lines.mongodb(ENVIRONMENT),
                  description="mongod's own slow queries, errors and fatal errors.", runbook="SLOW_QUERIES")]),
        uid=UID,
        area="database",
        question=__doc__,
        time="now-3h",
        refresh="30s",
        choices=[
            variables.environment(),
            variables.service(meta.up(ENVIRONMENT, service=database.SERVICES)),
            variables.query("collection", database.queries(ENVIRONMENT)),
            variables.query("queue", messaging.queued(ENVIRONMENT)),
        ],
    )
