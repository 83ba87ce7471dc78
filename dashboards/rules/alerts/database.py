"""Do queries fail, wait or become slower, as their callers see it?"""

from dashboards.rules.alerts import mongodb, rabbitmq, redis
from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import database
from panels.thresholds import database as limits

SLOW_QUERIES_INCREASING = Alert(
    name="SlowQueriesIncreasing",
    trigger=above(database.SLOW_LATELY, limits.MORE_SLOW_QUERIES, "none", f"slow queries in {lasting(database.LATELY)}")
    & when(
        database.SLOW_LATELY > limits.MORE_THAN_AN_HOUR_AGO * database.SLOW_BEFORE,
        f"more than {limits.MORE_THAN_AN_HOUR_AGO} times as many as an hour ago",
    ),
    hold="5m",
    severity="warning",
    component="database",
    category="performance",
    summary="{{ $labels.service }} runs {{ $value | humanize }} slow queries per 10 minutes",
    meaning="A new query without an index, or data that outgrew one.",
    runbook="SLOW_QUERIES",
    dashboard="database-performance",
    panel="Queries as callers see them / Slow queries (>100 ms)",
)

DATABASE_POOL_EXHAUSTED = Alert(
    name="DatabasePoolExhausted",
    trigger=above(database.POOL, limits.CONNECTIONS.limit("red"), "percentunit", "used part of a connection pool"),
    hold="5m",
    severity="warning",
    component="database",
    category="saturation",
    summary="{{ $labels.service }} uses {{ $value | humanizePercentage }} of its connection pool",
    meaning="Requests will wait for a connection.",
    runbook="MONGODB_CONNECTIONS",
    dashboard="database-performance",
    panel="Queries as callers see them / Connection pool",
)

DATABASE_QUERY_ERRORS = Alert(
    name="DatabaseQueryErrors",
    trigger=above(database.ERROR_RATIO, limits.QUERY_ERRORS.limit("red"), "percentunit", "share of queries that fail"),
    hold="5m",
    severity="warning",
    component="database",
    category="errors",
    summary="{{ $value | humanizePercentage }} of {{ $labels.service }}'s queries fail",
    meaning="Look at the kind: timeouts, network or duplicate keys.",
    runbook="SLOW_QUERIES",
    dashboard="database-performance",
    panel="Queries as callers see them / Query errors",
)

GROUPS = (
    AlertGroup("mongodb", (*mongodb.ALERTS, SLOW_QUERIES_INCREASING, DATABASE_POOL_EXHAUSTED, DATABASE_QUERY_ERRORS)),
    AlertGroup("redis", redis.ALERTS),
    AlertGroup("rabbitmq", rabbitmq.ALERTS),
)
