"""When are requests answered wrongly, too late or too many, and when does it only look so?"""

from collections.abc import Iterator

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, slow_for_a_while, timed
from support.rulecases.values import LIVED, NOTHING, climbing, ending, flat

from dashboards.rules.alerts import application as alerts
from panels.thresholds import http as limits
from panels.thresholds import process

HAIR = 0.001
FAILING = limits.ERROR_RATIO.limit("red")
BROKEN, BUSY = limits.BROKEN_ENDPOINT, limits.BUSY_ENDPOINT
SLOW, VERY_SLOW = limits.P95.limit("orange"), limits.P95.limit("red")
SLOWEST = limits.P99.limit("red")
LAG = process.EVENT_LOOP_LAG.limit("red")
QUIET_HOUR = 4.0
"""Requests per second before a spike."""


def requests(per_second: float, failing: float = 0, **labels: str) -> tuple[Made, Made]:
    """Requests of which a share ends in 500."""
    return (
        real("http_requests_total", climbing(per_second * (1 - failing)), status="200", **labels),
        real("http_requests_total", climbing(per_second * failing), status="500", **labels),
    )


def slower(than: float, next_bound: float, percent: float) -> Iterator[Made]:
    """A hundred requests per second, of which some take longer."""
    return timed("http_request_duration_seconds", {than: 100 - percent, next_bound: percent})


def jump(before: float, after: float) -> Made:
    """Traffic that changes after an hour and a quarter."""
    return real("http_requests_total", climbing(before, "75m") + climbing(after), status="200")


DURATION = "http_request_duration_seconds"
LATENCIES = (
    (alerts.HIGH_LATENCY_P95, SLOW, 1.5, 5),
    (alerts.CRITICAL_LATENCY_P95, VERY_SLOW, 3, 5),
    (alerts.HIGH_LATENCY_P99, SLOWEST, 3, 1),
)
"""Alert, its limit, the next bound, and how many percent may take longer."""

CASES = (
    *(
        case
        for alert, limit, following, percent in LATENCIES
        for case in (
            quiet(alert, "exactly the limit", *slower(limit, following, percent)),
            quiet(
                alert,
                "a slow instance with few requests",
                *timed(DURATION, {10: 0.5}),
                *timed(DURATION, {0.1: 100}, instance="b"),
            ),
            fires(
                alert,
                "an instance is slow for a while",
                *slow_for_a_while(DURATION, limit),
                since="30s",
                still="14m",
                over="15m",
            ),
        )
    ),
    quiet(alerts.HIGH_ERROR_RATE, "exactly the limit", *requests(40, FAILING)),
    quiet(alerts.HIGH_ERROR_RATE, "exactly enough requests", *requests(limits.ENOUGH_REQUESTS, 1), every="50s"),
    fires(
        alerts.HIGH_ERROR_RATE,
        "all fail for ten minutes, on two endpoints of two instances",
        *(
            real("http_requests_total", values, status=status, endpoint=path, instance=name)
            for path in ("/api/trades", "/api/login")
            for name in "ab"
            for status, values in (("200", climbing(0.006, start=LIVED)), ("500", ending(0.006)))
        ),
        since="2m",
        over="15m",
    ),
    fires(
        alerts.HIGH_ERROR_RATE,
        "half of few fail for ten minutes",
        real("http_requests_total", climbing(0.4, start=LIVED), status="200"),
        real("http_requests_total", ending(0.4), status="500"),
        since="30s",
        still="14m30s",
        over="15m",
    ),
    *(
        fires(
            alert,
            "a hair above, over two instances",
            *requests(10, limit + HAIR),
            *requests(10, limit + HAIR, instance="b"),
            since="30s",
        )
        for alert, limit in ((alerts.HIGH_ERROR_RATE, FAILING), (alerts.ENDPOINT_HIGH_ERROR_RATE, BROKEN))
    ),
    fires(
        alerts.HIGH_ERROR_RATE,
        "hardly any of four endpoints, but enough",
        *(
            real(
                "http_requests_total",
                climbing(limits.ENOUGH_REQUESTS * 0.3, start=LIVED),
                status="500",
                endpoint=f"/{name}",
            )
            for name in "abcd"
        ),
        since="4m30s",
    ),
    quiet(alerts.ENDPOINT_HIGH_ERROR_RATE, "exactly the limit", *requests(20, BROKEN)),
    quiet(alerts.ENDPOINT_HIGH_ERROR_RATE, "exactly enough requests", *requests(BUSY, 1)),
    quiet(
        alerts.ENDPOINT_HIGH_ERROR_RATE,
        "a hair below, in each of two instances",
        *requests(10, BROKEN - HAIR),
        *requests(10, BROKEN - HAIR, instance="b"),
    ),
    fires(
        alerts.ENDPOINT_HIGH_ERROR_RATE,
        "half of few fail for a quarter of an hour",
        real("http_requests_total", climbing(0.4, start=LIVED), status="200"),
        real("http_requests_total", ending(0.4, "15m"), status="500"),
        since="1m",
        still="18m30s",
        over="20m",
    ),
    quiet(
        alerts.HIGH_REQUEST_RATE,
        "exactly the limit, over five instances",
        *(requests(limits.MANY_REQUESTS / 5, instance=name)[0] for name in "abcde"),
    ),
    fires(
        alerts.HIGH_REQUEST_RATE,
        "two instances together",
        *requests(limits.MANY_REQUESTS * 0.6),
        *requests(limits.MANY_REQUESTS * 0.6, instance="b"),
        since="4m30s",
    ),
    quiet(
        alerts.TRAFFIC_SPIKE,
        "exactly three times as much",
        jump(QUIET_HOUR, QUIET_HOUR * limits.SPIKE),
        until="2h",
        every="1m",
    ),
    quiet(alerts.TRAFFIC_SPIKE, "exactly the floor", jump(1, limits.SPIKE_REQUESTS), until="2h", every="1m"),
    fires(
        alerts.TRAFFIC_SPIKE,
        "two endpoints together, just above the floor",
        *(
            real("http_requests_total", climbing(0.5, "75m") + climbing(3), status="200", endpoint=path)
            for path in ("/api/trades", "/api/login")
        ),
        since="80m",
        every="1m",
    ),
    fires(
        alerts.TRAFFIC_SPIKE,
        "two endpoints together, after a restless hour",
        *(
            real(
                "http_requests_total",
                climbing(9, "30m") + climbing(1, "45m") + climbing(30),
                status="200",
                endpoint=path,
            )
            for path in ("/api/trades", "/api/login")
        ),
        since="78m",
        every="1m",
    ),
    fires(alerts.HIGH_ERROR_RATE, "a hair above the limit", *requests(10, FAILING + HAIR), since="30s"),
    fires(alerts.HIGH_ERROR_RATE, "hardly any, but enough", *requests(limits.ENOUGH_REQUESTS * 1.01, 1), since="5m"),
    fires(
        alerts.HIGH_ERROR_RATE,
        "it is mended",
        requests(10)[0],
        real("http_requests_total", climbing(5, "10m") + climbing(0), status="503"),
        since="30s",
        over="15m",
    ),
    quiet(alerts.HIGH_ERROR_RATE, "a hair below the limit", *requests(10, FAILING - HAIR)),
    quiet(alerts.HIGH_ERROR_RATE, "all fail, but there are hardly any", *requests(limits.ENOUGH_REQUESTS * 0.99, 1)),
    quiet(alerts.HIGH_ERROR_RATE, "no request at all", *requests(0, 1)),
    quiet(alerts.HIGH_ERROR_RATE, "nothing ever failed", requests(10)[0]),
    quiet(alerts.HIGH_ERROR_RATE, "clients are to blame", real("http_requests_total", climbing(9), status="404")),
    quiet(
        alerts.HIGH_ERROR_RATE,
        "it restarts after many errors",
        real("http_requests_total", climbing(9.7, "5m") + climbing(9.7, start=0), status="200"),
        real("http_requests_total", climbing(0.3, "5m", start=9e6) + climbing(0.3, start=0), status="500"),
    ),
    quiet(
        alerts.HIGH_ERROR_RATE,
        "one of two instances has 6 % errors",
        *requests(10, 0.06),
        *requests(10, instance="b"),
    ),
    fires(alerts.ENDPOINT_HIGH_ERROR_RATE, "a hair above the limit", *requests(10, BROKEN + HAIR), since="30s"),
    fires(alerts.ENDPOINT_HIGH_ERROR_RATE, "hardly any, but enough", *requests(BUSY * 1.01, 1), since="5m"),
    fires(
        alerts.ENDPOINT_HIGH_ERROR_RATE,
        "one of two endpoints",
        *requests(10, 0.5, endpoint="/api/login"),
        *requests(100),
        since="30s",
        labels={"endpoint": "/api/login"},
    ),
    quiet(alerts.ENDPOINT_HIGH_ERROR_RATE, "a hair below the limit", *requests(10, BROKEN - HAIR)),
    quiet(alerts.ENDPOINT_HIGH_ERROR_RATE, "all fail, but there are hardly any", *requests(BUSY * 0.99, 1)),
    fires(alerts.HIGH_LATENCY_P95, "5.05 % take longer", *slower(SLOW, 1.5, 5.05), since="30s"),
    quiet(alerts.HIGH_LATENCY_P95, "4.95 % take longer", *slower(SLOW, 1.5, 4.95)),
    quiet(alerts.HIGH_LATENCY_P95, "no request at all", *timed("http_request_duration_seconds", {})),
    fires(alerts.CRITICAL_LATENCY_P95, "5.05 % take longer", *slower(VERY_SLOW, 3, 5.05), since="30s"),
    quiet(alerts.CRITICAL_LATENCY_P95, "4.95 % take longer", *slower(VERY_SLOW, 3, 4.95)),
    fires(alerts.HIGH_LATENCY_P99, "1.01 % take longer", *slower(SLOWEST, 3, 1.01), since="30s"),
    quiet(alerts.HIGH_LATENCY_P99, "0.99 % take longer", *slower(SLOWEST, 3, 0.99)),
    fires(
        alerts.HIGH_REQUEST_RATE,
        "two endpoints together",
        *requests(limits.MANY_REQUESTS * 0.6),
        *requests(limits.MANY_REQUESTS * 0.401, endpoint="/api/login"),
        since="5m",
    ),
    quiet(alerts.HIGH_REQUEST_RATE, "a hair below the limit", *requests(limits.MANY_REQUESTS * (1 - HAIR))),
    fires(
        alerts.TRAFFIC_SPIKE,
        "a hair more than three times as much",
        jump(QUIET_HOUR, QUIET_HOUR * limits.SPIKE * 1.005),
        since="80m",
        every="1m",
    ),
    quiet(
        alerts.TRAFFIC_SPIKE,
        "a hair less than three times as much",
        jump(QUIET_HOUR, QUIET_HOUR * limits.SPIKE * 0.995),
        until="2h",
        every="1m",
    ),
    fires(
        alerts.TRAFFIC_SPIKE,
        "just above the floor",
        jump(1, limits.SPIKE_REQUESTS * 1.01),
        since="80m",
        every="1m",
    ),
    quiet(
        alerts.TRAFFIC_SPIKE,
        "ten times nothing is little",
        jump(0.4, limits.SPIKE_REQUESTS * 0.99),
        until="2h",
        every="1m",
    ),
    fires(
        alerts.NODE_EVENT_LOOP_LAG,
        "a hair above",
        real("nodejs_eventloop_lag_p99_seconds", flat(LAG + HAIR)),
        since="0s",
    ),
    quiet(alerts.NODE_EVENT_LOOP_LAG, "the limit", real("nodejs_eventloop_lag_p99_seconds", flat(LAG))),
    quiet(alerts.NODE_EVENT_LOOP_LAG, "idle", real("nodejs_eventloop_lag_p99_seconds", NOTHING)),
)
