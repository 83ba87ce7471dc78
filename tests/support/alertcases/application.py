"""When are requests answered wrongly or too late, and when does it only look so?"""

from math import inf

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, timed
from support.rulecases.values import climbing

from dashboards.rules.alerts.application import HIGH_ERROR_RATE, HIGH_LATENCY_P95
from panels.thresholds import http as limits

FAILING = limits.ERROR_RATIO.limit("red")
HAIR = 0.001


def requests(per_second: float, failing: float, **labels: str) -> tuple[Made, Made]:
    """Requests of which a share ends in 500."""
    return (
        real("http_requests_total", climbing(per_second * (1 - failing)), status="200", **labels),
        real("http_requests_total", climbing(per_second * failing), status="500", **labels),
    )


CASES = (
    fires(HIGH_ERROR_RATE, "a hair above the limit", *requests(10, FAILING + HAIR), since="30s"),
    quiet(HIGH_ERROR_RATE, "a hair below the limit", *requests(10, FAILING - HAIR)),
    quiet(HIGH_ERROR_RATE, "all fail, but there are hardly any", *requests(limits.ENOUGH_REQUESTS * 0.9, 1)),
    quiet(HIGH_ERROR_RATE, "no request at all", *requests(0, 1)),
    quiet(HIGH_ERROR_RATE, "nothing ever failed", requests(10, 0)[0]),
    fires(
        HIGH_LATENCY_P95,
        "six of a hundred take longer",
        *timed("http_request_duration_seconds", {limits.SLOW: 94, inf: 6}),
        since="30s",
    ),
    quiet(
        HIGH_LATENCY_P95,
        "four of a hundred take longer",
        *timed("http_request_duration_seconds", {limits.SLOW: 96, inf: 4}),
    ),
)
