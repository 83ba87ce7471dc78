"""What does the simulated user interface say?"""

from scripts.simulate.build import Page, Target
from scripts.simulate.sources import Count, total
from scripts.simulate.targets.common import ERROR_SHARE, MB, process, route

PAGES = {"/": 0.5, "/dashboard": 1.1}
VITALS = {
    "web_vitals_lcp_seconds": (1.2, 0.36),
    "web_vitals_inp_seconds": (0.09, 0.5),
    "web_vitals_cls": (0.035, 0.6),
    "web_vitals_ttfb_seconds": (0.26, 0.5),
    "web_vitals_fcp_seconds": (0.85, 0.4),
}
"""Median and spread."""
LAG = {
    "seconds": 0.006,
    "min_seconds": 0.0012,
    "max_seconds": 0.06,
    "mean_seconds": 0.009,
    "stddev_seconds": 0.004,
    "p50_seconds": 0.008,
    "p90_seconds": 0.014,
    "p99_seconds": 0.034,
}
SPACES = {"new": 8 * MB, "old": 62 * MB}


def build(seed: int) -> list[Target]:
    """Make the user interface's target."""
    page = Page(seed, "nextjs-ui-dashboard")
    page.gauge("app_info", 1, {"version": "1.4.2", "commit": "abc1234"})
    statuses = {"200": 0.86, "304": 0.13, "404": 0.0088, "500": ERROR_SHARE}
    for method, endpoint, rate, median in (
        ("GET", "/", 0.5, 0.06),
        ("GET", "/dashboard", 1.1, 0.085),
        ("GET", "/api/[...path]", 6.0, 0.05),
        ("POST", "/api/[...path]", 1.0, 0.08),
    ):
        route(page, method, endpoint, rate, median, statuses)
    page.gauge("http_requests_in_flight", 1.4, swing=1.0, shape="people", low=0, whole=True)
    _rendering(page)
    _browsers(page)
    _node(page)
    user = page.count("process_cpu_user_seconds_total", 0.11, shape="people", whole=False)
    system = page.count("process_cpu_system_seconds_total", 0.03, shape="people", whole=False)
    page.add("process_cpu_seconds_total", total(user, system))
    process(page, memory=210 * MB, fds=70)
    return [page.target]


def _rendering(page: Page) -> None:
    for path, rate in PAGES.items():
        page.histogram("nextjs_ssr_duration_seconds", rate, 0.05, 0.6, {"page": path}, shape="people")
        page.count("nextjs_ssr_errors_total", rate * 0.0005, {"page": path})
    for upstream, rate, median in (("rust", 6.0, 0.045), ("python", 1.0, 0.09)):
        counts = tuple(
            page.count(
                "nextjs_api_proxy_requests_total",
                rate * share,
                {"upstream": upstream, "status": status},
                *(("proxy_errors",) if status == "500" and upstream == "rust" else ()),
                shape="people",
                key=upstream,
            )
            for status, share in (("200", 1 - ERROR_SHARE), ("500", ERROR_SHARE))
        )
        labels = {"upstream": upstream}
        page.histogram("nextjs_api_proxy_duration_seconds", counts, median, 0.7, labels, "latency")
    for result, rate in (("hit", 3.1), ("miss", 0.4), ("stale", 0.15)):
        page.count("nextjs_cache_requests_total", rate, {"result": result}, shape="people", key="cache")
    for result, rate in (("ok", 0.15), ("error", 0.0001)):
        page.count("nextjs_revalidations_total", rate, {"result": result}, shape="people", key="cache")


def _browsers(page: Page) -> None:
    for path, rate in PAGES.items():
        views = page.count("frontend_page_views_total", rate, {"page": path}, shape="people")
        for name, (median, sigma) in VITALS.items():
            reported = Count(views.process, views.rate * 0.3, views.curve, offset=views.offset)
            page.histogram(name, (reported,), median, sigma, {"page": path}, slide=1.15)
    for kind, rate in (("js", 0.004), ("unhandled_rejection", 0.002), ("resource", 0.003), ("hydration", 0.0005)):
        page.count("frontend_errors_total", rate, {"type": kind}, shape="people")
    page.count("frontend_sessions_started_total", 0.06, shape="people")
    for status, rate in (("4xx", 0.02), ("5xx", 0.004), ("network", 0.003)):
        page.count("frontend_api_errors_total", rate, {"status": status}, "proxy_errors", shape="people")
    page.count("frontend_websocket_reconnects_total", 0.006, {}, "ws_opened", shape="people")
    for feature, rate in (("chart", 0.21), ("backtest", 0.02), ("paper_trade", 0.05), ("ai_signal", 0.09)):
        page.count("frontend_feature_used_total", rate, {"feature": feature}, shape="people")


def _node(page: Page) -> None:
    for suffix, lag in LAG.items():
        page.gauge(f"nodejs_eventloop_lag_{suffix}", lag, swing=0.8, shape="people", key="lag")
    for what, kinds in (
        ("resources", {"Timeout": 9.0, "TCPSocketWrap": 24.0}),
        ("handles", {"Socket": 24.0}),
        ("requests", {"FSReqCallback": 1.0}),
    ):
        active = [
            page.gauge(f"nodejs_active_{what}", number, {"type": kind}, swing=0.6, low=0, whole=True)
            for kind, number in kinds.items()
        ]
        page.add(f"nodejs_active_{what}_total", total(*active))
    for measure, part in (("total", 1.0), ("used", 0.78), ("available", 0.22)):
        spaces = [
            page.gauge(
                f"nodejs_heap_space_size_{measure}_bytes",
                size * part,
                {"space": space},
                swing=0.0 if measure == "total" else 0.15,
                whole=True,
            )
            for space, size in SPACES.items()
        ]
        if measure != "available":
            page.add(f"nodejs_heap_size_{measure}_bytes", total(*spaces))
    page.gauge("nodejs_external_memory_bytes", 3.5 * MB, swing=0.2, whole=True)
    page.gauge("nodejs_version_info", 1, {"version": "v20.20.2", "major": "20", "minor": "20", "patch": "2"})
    for kind, rate, median in (
        ("minor", 0.4, 0.0015),
        ("major", 0.012, 0.011),
        ("incremental", 0.02, 0.003),
        ("weakcb", 0.02, 0.0008),
    ):
        page.histogram("nodejs_gc_duration_seconds", rate, median, 0.6, {"kind": kind}, shape="people")
    page.gauge("process_heap_bytes", 96 * MB, swing=0.1, whole=True)
