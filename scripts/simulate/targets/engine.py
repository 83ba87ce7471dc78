"""What does the simulated Rust core engine say, apart from trading?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.targets.common import ERROR_SHARE, MB, pool, process, route
from scripts.simulate.targets.trading import exchange, money, positions, trades

ROUTES = (
    ("GET", "/api/trades", 6.0, 0.035, {"200": 0.985, "404": 0.0138}),
    ("POST", "/api/trades", 1.2, 0.085, {"201": 0.97, "400": 0.0288}),
    ("GET", "/api/portfolio", 5.0, 0.045, {"200": 0.99, "401": 0.0088}),
    ("DELETE", "/api/orders/{id}", 0.4, 0.06, {"200": 0.96, "404": 0.0388}),
    ("GET", "/api/market/{symbol}", 9.0, 0.02, {"200": 0.995, "429": 0.0038}),
    ("POST", "/api/login", 0.5, 0.07, {"200": 0.94, "401": 0.0588}),
)
QUERIES = (
    ("find", "trades", 14.0, 0.004),
    ("insert", "trades", 1.0, 0.003),
    ("find", "users", 6.0, 0.003),
    ("update", "users", 0.8, 0.005),
    ("aggregate", "trades", 0.6, 0.018),
)
BREAKS = {
    "normal": 0.06,
    "client_close": 0.05,
    "timeout": 0.0012,
    "protocol_error": 0.0002,
    "auth_failed": 0.0002,
    "slow_consumer": 0.0003,
    "server_shutdown": 0.00005,
    "other": 0.0001,
}
SENT = {"ticker": 90.0, "order": 3.0, "portfolio": 8.0, "signal": 1.5, "pong": 6.0}
RECEIVED = {"subscribe": 0.3, "unsubscribe": 0.15, "ping": 6.0, "other": 0.02}


def build(seed: int) -> list[Target]:
    """Make the engine's target."""
    page = Page(seed, "rust-core-engine")
    page.gauge("app_info", 1, {"version": "1.4.2", "commit": "abc1234"})
    for method, endpoint, rate, median, statuses in ROUTES:
        route(page, method, endpoint, rate, median, statuses | {"500": ERROR_SHARE}, "latency")
    page.gauge("http_requests_in_flight", 2.2, {}, "latency", swing=1.0, shape="people", low=0, whole=True)
    trades(page)
    money(page)
    positions(page)
    exchange(page)
    _websocket(page)
    _stores(page)
    _business(page)
    page.count("process_cpu_seconds_total", 0.42, {}, "traffic", shape="people", whole=False)
    process(page, memory=310 * MB, fds=260)
    page.gauge("process_threads", 18)
    return [page.target]


def _websocket(page: Page) -> None:
    page.gauge(
        "websocket_connections_active",
        190,
        {},
        "ws_connections",
        "traffic",
        swing=1.0,
        shape="people",
        low=0,
        whole=True,
    )
    page.count("websocket_connections_opened_total", 0.112, {}, "ws_opened", shape="people")
    rare = {"normal", "client_close"}
    breaks = tuple(
        page.count(
            "websocket_disconnects_total",
            rate,
            {"reason": reason},
            *(() if reason in rare else ("ws_breaks",)),
            shape="people",
            key="websocket_disconnects_total",
        )
        for reason, rate in BREAKS.items()
    )
    page.histogram("websocket_connection_duration_seconds", breaks, 620, 1.5)
    sent = tuple(
        page.count("websocket_messages_sent_total", rate, {"type": kind}, "traffic", shape="people", key="ws-sent")
        for kind, rate in SENT.items()
    )
    for kind, rate in RECEIVED.items():
        page.count("websocket_messages_received_total", rate, {"type": kind}, shape="people")
    page.histogram("websocket_message_duration_seconds", sent, 0.008, 0.7, {}, "ws_latency")
    for kind in ("protocol", "send", "auth", "serialization"):
        page.count("websocket_errors_total", 0.008, {"type": kind}, "ws_errors", shape="people")
    page.gauge("websocket_send_queue_length", 4, {}, "ws_latency", swing=1.5, low=0, whole=True)
    for reason in ("slow_consumer", "queue_full"):
        page.count("websocket_messages_dropped_total", 0.0015, {"reason": reason}, "ws_drops")
    page.count("websocket_sent_bytes_total", 41_000, {}, "traffic", shape="people", whole=True)
    page.count("websocket_received_bytes_total", 900, {}, "traffic", shape="people", whole=True)


def _stores(page: Page) -> None:
    for operation, collection, rate, median in QUERIES:
        labels = {"operation": operation, "collection": collection}
        page.histogram("db_query_duration_seconds", rate, median, 0.55, labels, "db_latency", shape="people")
    for operation, collection in (("find", "trades"), ("aggregate", "trades"), ("find", "users")):
        labels = {"operation": operation, "collection": collection}
        page.count("db_slow_queries_total", 0.0003, labels, "slow_queries")
    for operation in ("find", "insert"):
        for error in ("timeout", "network", "duplicate_key", "other"):
            page.count("db_query_errors_total", 0.0003, {"operation": operation, "error": error}, "db_errors")
    pool(page, 14, 50)
    page.histogram("db_connection_checkout_duration_seconds", 22.0, 0.0012, 0.8, {}, "db_pool", shape="people")
    for cache, rate, hits in (("redis", 22.0, 0.93), ("memory", 60.0, 0.985)):
        key = f"cache-{cache}"
        for result, part in (("hit", hits), ("miss", 1 - hits)):
            labels = {"cache": cache, "result": result}
            page.count("cache_requests_total", rate * part, labels, "traffic", shape="people", key=key)
    for queue, rate in (("trade.signals", 0.9), ("notifications", 0.35), ("ai.requests", 0.8)):
        for result, part in (("ok", 0.9995), ("error", 0.0005)):
            page.count("mq_messages_published_total", rate * part, {"queue": queue, "result": result})


def _business(page: Page) -> None:
    page.gauge("users_active_total", 118, {}, "traffic", swing=1.0, shape="people", low=0, whole=True)
    page.law("users_registered", lambda time: 5200 + (time - 1_704_067_200) // 4300)
    page.count("user_registrations_total", 1 / 4300, shape="people")
    page.count("user_logins_total", 0.06, {"result": "success"}, shape="people", key="logins")
    page.count("user_logins_total", 0.0035, {"result": "failure"}, "login_failures", shape="people", key="logins")
    page.gauge("user_sessions_active", 141, {}, "traffic", swing=1.0, shape="people", low=0, whole=True)
    page.histogram("user_session_duration_seconds", 0.055, 1150, 1.1, shape="people")
    for source, rate in (("subscription", 0.0081), ("performance_fee", 0.0042), ("trading_fee", 0.0055)):
        page.count("revenue_usd_total", rate, {"source": source}, "trades", shape="people", whole=False)
    for kind, rate in (("trading", 0.0055), ("withdrawal", 0.0004)):
        page.count("platform_fees_usd_total", rate, {"type": kind}, "trades", whole=False)
    for plan, number in (("free", 3900), ("pro", 1180), ("enterprise", 42)):
        page.gauge("subscriptions_active", number, {"plan": plan}, swing=0.004, whole=True)
    for mode, size in (("live", 1.0), ("paper", 0.2)):
        page.count("deposits_usd_total", 0.0104 * size, {"mode": mode}, shape="people", whole=False)
        page.count("withdrawals_usd_total", 0.0083 * size, {"mode": mode}, shape="people", whole=False)
