"""What do all applications say: requests, database, start and end?"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from scripts.simulate.logs.entry import Entry
from scripts.simulate.logs.moment import Moment

Teller = Callable[[Moment], Iterable[Entry]]
Tellers = Mapping[str, Teller]
"""By the counter whose events it tells."""

SAMPLED = 10
"""Of the requests that went well and were not slow, one in so many is logged."""
SLOW = 1000.0
SERVER_ERROR, CLIENT_ERROR = 500, 400

STATEMENTS = {
    "find": '{"find": "?", "filter": {"user_id": "?"}}',
    "aggregate": '{"aggregate": "?", "pipeline": [{"$match": "?"}, {"$group": "?"}]}',
}
SLOW_QUERY = 0.1
"""Seconds from which the applications log a query."""


def request(moment: Moment) -> Iterator[Entry]:
    """Tell of a request; of those that are as they should be, only some."""
    labels, status = moment.labels, int(moment.labels["status"])
    where = {"method": labels["method"], "endpoint": labels["endpoint"]}
    took = moment.milliseconds("http_request_duration_seconds", **where)
    if status < CLIENT_ERROR and took <= SLOW and moment.number % SAMPLED:
        return
    level = "ERROR" if status >= SERVER_ERROR else "WARN" if status >= CLIENT_ERROR or took > SLOW else "INFO"
    yield moment.says(level, "http.request", **where, status=status, duration_ms=took, **moment.request)


def slow_query(moment: Moment) -> Iterator[Entry]:
    """Tell of a query that took too long."""
    labels = moment.labels
    took = round(1000 * moment.draw.around("slow", 2.2 * SLOW_QUERY, 0.35) + 1000 * SLOW_QUERY, 1)
    statement = STATEMENTS.get(labels["operation"], "?")
    yield moment.says("WARN", "db.query", **labels, duration_ms=took, statement=statement, **moment.trace)


def failed_query(moment: Moment) -> Iterator[Entry]:
    """Tell of a query that failed."""
    collection = moment.draw.one_of("collection", "trades", "users", "candles")
    operation, error = moment.labels["operation"], moment.labels["error"]
    yield moment.says(
        "ERROR", "db.failed", operation=operation, collection=collection, error_code=error, **moment.trace
    )


SHARED: Tellers = {
    "http_requests_total": request,
    "db_slow_queries_total": slow_query,
    "db_query_errors_total": failed_query,
}
