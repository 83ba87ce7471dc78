"""What does the engine say about its callers and stores: HTTP, WebSocket, database, cache, queues?"""

from panels.contract.model import Label, Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import (
    APP_INFO,
    BYTES,
    DB_BUCKETS,
    DB_POOL,
    HTTP_BUCKETS,
    HTTP_IN_FLIGHT,
    IDENTIFIERS,
    SECONDS,
    TEMPLATES,
)

METHOD = one_of("method", "GET", "POST", "PUT", "DELETE", "PATCH")
ENDPOINT = like("endpoint", TEMPLATES, 60, "/api/trades", "/api/portfolio", "/api/login")
STATUS = one_of("status", "200", "201", "400", "401", "404", "429", "500", "502", "503")
QUEUE = like("queue", IDENTIFIERS, 20, "trade.signals", "notifications")


def _collection(*examples: str) -> Label:
    return like("collection", IDENTIFIERS, 15, *examples)


HTTP: tuple[Metric, ...] = (
    APP_INFO,
    counter(
        "http_requests_total",
        "requests",
        "Answered HTTP requests; endpoint is the route template, health and metrics pages are not counted.",
        METHOD,
        ENDPOINT,
        STATUS,
    ),
    histogram(
        "http_request_duration_seconds", SECONDS, "Time to answer an HTTP request.", HTTP_BUCKETS, METHOD, ENDPOINT
    ),
    HTTP_IN_FLIGHT,
)


WEBSOCKET: tuple[Metric, ...] = (
    gauge("websocket_connections_active", "connections", "Clients connected now."),
    counter("websocket_connections_opened_total", "connections", "Connections opened."),
    counter(
        "websocket_disconnects_total",
        "connections",
        "Connections closed, by reason.",
        one_of(
            "reason",
            *("normal", "client_close", "timeout", "protocol_error", "auth_failed", "slow_consumer"),
            *("server_shutdown", "other"),
        ),
    ),
    histogram(
        "websocket_connection_duration_seconds",
        SECONDS,
        "How long a connection lasted.",
        (1, 5, 15, 60, 300, 900, 3600, 14400, 43200, 86400),
    ),
    counter(
        "websocket_messages_sent_total",
        "messages",
        "Messages sent to clients.",
        one_of("type", "ticker", "order", "portfolio", "signal", "pong"),
    ),
    counter(
        "websocket_messages_received_total",
        "messages",
        "Messages received from clients.",
        one_of("type", "subscribe", "unsubscribe", "ping", "other"),
    ),
    histogram(
        "websocket_message_duration_seconds",
        SECONDS,
        "Time from an event until it is sent to the client.",
        (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    ),
    counter(
        "websocket_errors_total",
        "errors",
        "Errors on client connections.",
        one_of("type", "protocol", "send", "auth", "serialization"),
    ),
    gauge("websocket_send_queue_length", "messages", "Length of the longest client's send queue."),
    counter(
        "websocket_messages_dropped_total",
        "messages",
        "Messages that were dropped instead of sent.",
        one_of("reason", "slow_consumer", "queue_full"),
    ),
    counter("websocket_sent_bytes_total", BYTES, "Bytes sent to clients."),
    counter("websocket_received_bytes_total", BYTES, "Bytes received from clients."),
)


STORES: tuple[Metric, ...] = (
    histogram(
        "db_query_duration_seconds",
        SECONDS,
        "Time of a MongoDB operation, as the application sees it.",
        DB_BUCKETS,
        one_of("operation", "find", "insert", "update", "delete", "aggregate"),
        _collection("trades", "users", "signals"),
    ),
    counter(
        "db_slow_queries_total",
        "queries",
        "Operations that took longer than 100 ms.",
        one_of("operation", "find", "aggregate"),
        _collection("trades", "users"),
    ),
    counter(
        "db_query_errors_total",
        "errors",
        "Operations that failed.",
        one_of("operation", "find", "insert"),
        one_of("error", "timeout", "network", "duplicate_key", "other"),
    ),
    *DB_POOL,
    histogram(
        "db_connection_checkout_duration_seconds",
        SECONDS,
        "Time spent waiting for a connection of the pool.",
        (0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1),
    ),
    counter(
        "cache_requests_total",
        "requests",
        "Look-ups in the caches.",
        one_of("cache", "redis", "memory"),
        one_of("result", "hit", "miss"),
    ),
    counter(
        "mq_messages_published_total",
        "messages",
        "Messages handed to RabbitMQ.",
        QUEUE,
        one_of("result", "ok", "error"),
    ),
)
