"""What do the pages of several applications have in common?"""

from scripts.simulate.build import Page
from scripts.simulate.sources import Count

MB, GB = 1024.0**2, 1024.0**3

ERROR_SHARE = 0.0012
"""Healthy share of failed requests: well inside the objective of 99.5 %."""


def answers(
    page: Page, method: str, endpoint: str, rate: float, statuses: dict[str, float], *, shape: str = "people"
) -> tuple[Count, ...]:
    """Add the request counters of a route, one a status with its share; `500` obeys the effect `http_errors`."""
    mine = ("http_errors",) if page.target.job.name == "rust-core-engine" else ()
    return tuple(
        page.count(
            "http_requests_total",
            rate * share,
            {"method": method, "endpoint": endpoint, "status": status},
            "traffic",
            *(mine if status == "500" else ()),
            shape=shape,
            key=endpoint,
        )
        for status, share in statuses.items()
    )


def route(
    page: Page,
    method: str,
    endpoint: str,
    rate: float,
    median: float,
    statuses: dict[str, float],
    *effects: str,
    shape: str = "people",
) -> tuple[Count, ...]:
    """Add a route: its counters, and the histogram of their durations."""
    counts = answers(page, method, endpoint, rate, statuses, shape=shape)
    labels = {"method": method, "endpoint": endpoint}
    page.histogram("http_request_duration_seconds", counts, median, 0.75, labels, *effects)
    return counts


def process(page: Page, *, memory: float, fds: int) -> None:
    """Add what every runtime says about its process, but for its processor time.

    Args:
        page: of the application.
        memory: resident bytes.
        fds: open file descriptors.
    """
    page.gauge("process_open_fds", fds, swing=0.3, shape="people", whole=True)
    page.gauge("process_max_fds", 65536)
    page.gauge("process_virtual_memory_bytes", memory * 4.2, swing=0.02, whole=True)
    page.gauge("process_resident_memory_bytes", memory, swing=0.12, whole=True)
    page.start_time()


def pool(page: Page, active: float, most: int) -> None:
    """Add the MongoDB connection pool."""
    page.gauge("db_connections_active", active, {}, "db_pool", swing=0.5, shape="people", high=most, low=1, whole=True)
    page.gauge("db_connections_idle", most * 0.2, swing=0.3, high=most * 0.3, whole=True)
    page.gauge("db_connections_max", most)
