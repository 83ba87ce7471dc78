"""What does the Next.js user interface expose: requests, rendering, web vitals, its Node runtime?"""

from panels.contract.model import Job, Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import APP_INFO, BYTES, HTTP_BUCKETS, HTTP_IN_FLIGHT, PROCESS, SECONDS, TEMPLATES

METHOD = one_of("method", "GET", "POST")
ENDPOINT = like("endpoint", TEMPLATES, 60, "/", "/dashboard", "/api/[...path]")
PAGE = like("page", TEMPLATES, 60, "/", "/dashboard")
UPSTREAM = one_of("upstream", "rust", "python")

HTTP: tuple[Metric, ...] = (
    APP_INFO,
    counter(
        "http_requests_total",
        "requests",
        "Answered HTTP requests; endpoint is the page or route template.",
        METHOD,
        ENDPOINT,
        one_of("status", "200", "304", "404", "500"),
    ),
    histogram(
        "http_request_duration_seconds", SECONDS, "Time to answer an HTTP request.", HTTP_BUCKETS, METHOD, ENDPOINT
    ),
    HTTP_IN_FLIGHT,
    histogram(
        "nextjs_ssr_duration_seconds",
        SECONDS,
        "Time to render a page on the server.",
        (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
        PAGE,
    ),
    counter("nextjs_ssr_errors_total", "errors", "Pages that failed to render on the server.", PAGE),
    counter(
        "nextjs_api_proxy_requests_total",
        "requests",
        "Requests passed on to a service behind the interface.",
        UPSTREAM,
        one_of("status", "200", "500"),
    ),
    histogram(
        "nextjs_api_proxy_duration_seconds", SECONDS, "Time of a request that was passed on.", HTTP_BUCKETS, UPSTREAM
    ),
    counter(
        "nextjs_cache_requests_total", "requests", "Look-ups in the cache.", one_of("result", "hit", "miss", "stale")
    ),
    counter("nextjs_revalidations_total", "revalidations", "Pages that were rebuilt.", one_of("result", "ok", "error")),
)

BROWSER: tuple[Metric, ...] = (
    histogram(
        "web_vitals_lcp_seconds",
        SECONDS,
        "Largest contentful paint, as browsers report it.",
        (0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 10),
        PAGE,
    ),
    histogram("web_vitals_inp_seconds", SECONDS, "Interaction to next paint.", (0.05, 0.1, 0.2, 0.3, 0.5, 1), PAGE),
    histogram("web_vitals_cls", "score", "Cumulative layout shift.", (0.01, 0.05, 0.1, 0.15, 0.25, 0.5), PAGE),
    histogram("web_vitals_ttfb_seconds", SECONDS, "Time to first byte.", (0.1, 0.2, 0.4, 0.8, 1.8, 3), PAGE),
    histogram("web_vitals_fcp_seconds", SECONDS, "First contentful paint.", (0.5, 1, 1.8, 3, 5), PAGE),
    counter(
        "frontend_errors_total",
        "errors",
        "Errors that browsers reported.",
        one_of("type", "js", "unhandled_rejection", "resource", "hydration"),
    ),
    counter("frontend_page_views_total", "views", "Pages shown.", PAGE),
    counter("frontend_sessions_started_total", "sessions", "Browser sessions begun."),
    counter(
        "frontend_api_errors_total",
        "errors",
        "Calls from the browser that failed.",
        one_of("status", "4xx", "5xx", "network"),
    ),
    counter("frontend_websocket_reconnects_total", "reconnects", "How often browsers had to reconnect."),
    counter(
        "frontend_feature_used_total",
        "uses",
        "Uses of the features on the allow-list.",
        one_of("feature", "chart", "backtest", "paper_trade", "ai_signal"),
    ),
)


def _lag(suffix: str, text: str) -> Metric:
    return gauge(f"nodejs_eventloop_lag_{suffix}", SECONDS, f"{text} of the event loop (prom-client's default).")


def _live(what: str, *examples: str) -> tuple[Metric, Metric]:
    """Two gauges of prom-client: by type and, in spite of its name no counter, in all."""
    kind = like("type", r"\w+", 30, *examples)
    return (
        gauge(f"nodejs_active_{what}", what, f"Active {what} of the runtime by type.", kind),
        gauge(f"nodejs_active_{what}_total", what, f"Active {what} in all; a gauge in spite of its name."),
    )


SPACE = like("space", r"\w+", 15, "new", "old")
NODE: tuple[Metric, ...] = (
    _lag("seconds", "Lag"),
    _lag("min_seconds", "Smallest lag"),
    _lag("max_seconds", "Largest lag"),
    _lag("mean_seconds", "Mean lag"),
    _lag("stddev_seconds", "Standard deviation of the lag"),
    _lag("p50_seconds", "Median lag"),
    _lag("p90_seconds", "90th percentile of the lag"),
    _lag("p99_seconds", "99th percentile of the lag"),
    *_live("resources", "Timeout", "TCPSocketWrap"),
    *_live("handles", "Socket"),
    *_live("requests", "FSReqCallback"),
    gauge("nodejs_heap_size_total_bytes", BYTES, "Heap reserved by V8."),
    gauge("nodejs_heap_size_used_bytes", BYTES, "Heap in use by V8."),
    gauge("nodejs_external_memory_bytes", BYTES, "Memory of C++ objects bound to JavaScript ones."),
    gauge("nodejs_heap_space_size_total_bytes", BYTES, "Size of a heap space.", SPACE),
    gauge("nodejs_heap_space_size_used_bytes", BYTES, "Used part of a heap space.", SPACE),
    gauge("nodejs_heap_space_size_available_bytes", BYTES, "Free part of a heap space.", SPACE),
    gauge(
        "nodejs_version_info",
        "info",
        "Always 1; the labels tell which Node runs.",
        like("version", r"v[\w.+-]+", 1, "v20.20.2"),
        like("major", r"\d+", 1, "20"),
        like("minor", r"\d+", 1, "20"),
        like("patch", r"\d+", 1, "2"),
    ),
    histogram(
        "nodejs_gc_duration_seconds",
        SECONDS,
        "Time of a garbage collection.",
        (0.001, 0.01, 0.1, 1, 2, 5),
        one_of("kind", "major", "minor", "incremental", "weakcb"),
    ),
    counter("process_cpu_user_seconds_total", SECONDS, "User CPU time spent by the process."),
    counter("process_cpu_system_seconds_total", SECONDS, "System CPU time spent by the process."),
    *PROCESS,
    gauge("process_heap_bytes", BYTES, "Heap of the process."),
)

JOB = Job(
    name="nextjs-ui-dashboard",
    service="nextjs-ui-dashboard",
    kind="application",
    host="nextjs-ui-dashboard",
    port=3000,
    path="/api/metrics",
    description="User interface: pages, browser experience, API proxy",
    metrics=HTTP + BROWSER + NODE,
)
