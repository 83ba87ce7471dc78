"""Which labels, buckets and metrics do several emitters share?

Value lists of symbol, strategy, endpoint, page, model, collection, queue and stream belong to the application: they
are bounded here, not enumerated. Every other list is closed.
"""

from panels.contract.model import Metric, counter, gauge, like, one_of

SECONDS, BYTES, RATIO, USD = "s", "bytes", "ratio", "USD"

SYMBOLS = r"[A-Z0-9]{2,20}|other"
IDENTIFIERS = r"[A-Za-z][A-Za-z0-9_.-]*"
VERSIONS = r"[A-Za-z0-9][A-Za-z0-9._+-]*"
TEMPLATES = r"/[A-Za-z0-9_./:{}*\[\]-]*|other"
"""Route templates: `/api/trades/{id}`, `/api/trades/:id`, `/api/[...path]`; never a raw path with an id."""

VERSION = like("version", VERSIONS, 2, "1.4.2")
COMMIT = like("commit", r"[0-9a-f]{7,40}", 2, "abc1234")
MODE = one_of("mode", "live", "paper")
SYMBOL = like("symbol", SYMBOLS, 21, "BTCUSDT", "ETHUSDT", "BNBUSDT", "other")
STRATEGY = like("strategy", IDENTIFIERS, 10, "rsi", "macd", "ai_hybrid")

HTTP_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
"""Every bound that a latency alert or objective asks for is among them: 0.5, 1 and 2 s."""

DB_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
"""0.1 s is the limit of a slow query."""

APP_INFO = gauge("app_info", "info", "Always 1; the labels tell which build runs.", VERSION, COMMIT)
HTTP_IN_FLIGHT = gauge("http_requests_in_flight", "requests", "Requests that are being answered right now.")

DB_POOL = (
    gauge("db_connections_active", "connections", "MongoDB connections of the pool that are in use."),
    gauge("db_connections_idle", "connections", "MongoDB connections of the pool that wait for work."),
    gauge("db_connections_max", "connections", "Largest size of the MongoDB connection pool."),
)

START_TIME = gauge("process_start_time_seconds", SECONDS, "When the process started, in Unix time.")
PROCESS = (
    counter("process_cpu_seconds_total", SECONDS, "User and system CPU time spent by the process."),
    gauge("process_open_fds", "fds", "File descriptors that the process has open."),
    gauge("process_max_fds", "fds", "File descriptors that the process may have open."),
    gauge("process_virtual_memory_bytes", BYTES, "Virtual memory of the process."),
    gauge("process_resident_memory_bytes", BYTES, "Resident memory of the process."),
    START_TIME,
)

EVERYWHERE: tuple[Metric, ...] = (
    gauge("up", "0/1", "1 when the last scrape of the target succeeded; written by Prometheus."),
    gauge("scrape_duration_seconds", SECONDS, "How long the last scrape took; written by Prometheus."),
    START_TIME,
)
"""Known of every job, whether or not its own page shows them."""
