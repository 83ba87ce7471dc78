"""HTTP: how many requests, how many fail, how long do they take, and which endpoint is to blame?"""

from math import inf

from panels.objectives import SATISFIED
from panels.queries.expr import RATE_INTERVAL, Expr, Series, Where, group, metric, ratio, re, record, zero_filled
from panels.queries.windows import HOUR, LATELY, RECORDED
from panels.thresholds.http import BUSY_ENDPOINT, SLOW, TOLERATED

SERVICE = ("environment", "service", "job")
ENDPOINT = (*SERVICE, "method", "endpoint")
SERVER_ERROR = re("5..")
CLIENT_ERROR = re("4..")
BUSIEST = 25
WORST = 10

requests_total = metric("http_requests_total")
buckets = metric("http_request_duration_seconds_bucket")
seconds = metric("http_request_duration_seconds_sum")
timed = metric("http_request_duration_seconds_count")
failed = requests_total(status=SERVER_ERROR)

REQUESTS = record("service:http_requests:rate5m", requests_total.rate(RECORDED).sum(*SERVICE))
ERRORS = record("service:http_errors:rate5m", zero_filled(failed.rate(RECORDED).sum(*SERVICE), REQUESTS))
ERROR_RATIO = record("service:http_error_ratio:rate5m", ratio(ERRORS, REQUESTS))
ENDPOINT_REQUESTS = record("service_endpoint:http_requests:rate5m", requests_total.rate(RECORDED).sum(*ENDPOINT))
ENDPOINT_ERRORS = record(
    "service_endpoint:http_errors:rate5m", zero_filled(failed.rate(RECORDED).sum(*ENDPOINT), ENDPOINT_REQUESTS)
)
STATUSES = record("service_status:http_requests:rate5m", requests_total.rate(RECORDED).sum(*SERVICE, "status"))
BUCKETS = record("service_le:http_request_duration_seconds_bucket:rate5m", buckets.rate(RECORDED).sum(*SERVICE, "le"))
P50 = record("service:http_request_duration_seconds:p50", BUCKETS.quantile(0.5))
P95 = record("service:http_request_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("service:http_request_duration_seconds:p99", BUCKETS.quantile(0.99))
MEAN = record(
    "service:http_request_duration_seconds:avg",
    ratio(seconds.rate(RECORDED).sum(*SERVICE), timed.rate(RECORDED).sum(*SERVICE)),
)
RULES = group(
    "http",
    REQUESTS,
    ERRORS,
    ERROR_RATIO,
    ENDPOINT_REQUESTS,
    ENDPOINT_ERRORS,
    STATUSES,
    BUCKETS,
    P50,
    P95,
    P99,
    MEAN,
)

# --- for alerts: of each service or endpoint --------------------------------------------------------------------------

BUSY_ENDPOINT_ERRORS = ENDPOINT_ERRORS / (ENDPOINT_REQUESTS > BUSY_ENDPOINT)
"""Share of each endpoint's requests that ended in a server error, where there are enough to tell."""

REQUESTS_BEFORE = REQUESTS.offset(LATELY).mean(HOUR)
"""Requests per second in the hour before a spike could have begun."""

# --- all services together --------------------------------------------------------------------------------------------


def total_rate(where: Where) -> Expr:
    """Requests per second of all services."""
    return REQUESTS(where).sum().named("req/s")


def total_error_ratio(where: Where) -> Expr:
    """Share of all requests that ended in a server error; nothing while there is no traffic."""
    return ratio(ERRORS(where).sum(), REQUESTS(where).sum()).named("5xx")


def worst_p95(where: Where) -> Expr:
    """Seconds within which the slowest service answers 95 % of its requests."""
    return P95(where).max().named("p95")


def worst_p99(where: Where) -> Expr:
    """Seconds within which the slowest service answers 99 % of its requests."""
    return P99(where).max().named("p99")


def in_flight(where: Where) -> Expr:
    """Requests that wait for their answer now."""
    return metric("http_requests_in_flight", where).sum().named("in flight")


def against_last_week(where: Where) -> tuple[Expr, Expr]:
    """Requests per second, and at the same time of the week before."""
    now, then = REQUESTS(where), REQUESTS(where).offset("1w")
    return now.sum().named("now"), then.sum().named("a week ago")


# --- rate and errors --------------------------------------------------------------------------------------------------


def rate(where: Where) -> Expr:
    """Requests per second of each service."""
    return REQUESTS(where).named("{{service}}")


def error_ratio(where: Where) -> Expr:
    """Share of each service's requests that ended in a server error."""
    return ERROR_RATIO(where).named("{{service}}")


def by_status(where: Where) -> Expr:
    """Responses per second by status."""
    return STATUSES(where).sum("status")


def by_class(where: Where) -> Expr:
    """Responses per second by class: 2xx, 3xx, 4xx, 5xx."""
    return STATUSES(where).relabelled("class", "${1}xx", "status", "(.)..").sum("class")


def client_errors(where: Where) -> Expr:
    """Responses per second that blame the client."""
    return STATUSES(where, status=CLIENT_ERROR).sum("service", "status")


# --- latency ----------------------------------------------------------------------------------------------------------


def latency(where: Where) -> tuple[Expr, ...]:
    """Seconds within which half, 95 % and 99 % of the requests are answered, and the mean."""
    return P50(where).named("p50"), P95(where).named("p95"), P99(where).named("p99"), MEAN(where).named("mean")


def latency_distribution(where: Where) -> Expr:
    """Requests by duration."""
    return distribution(buckets(where))


def distribution(histogram: Series) -> Expr:
    """Events of a histogram by bucket.

    Rust and Node write `le="1"` where Python writes `le="1.0"`; a heatmap of both fails ("Invalid array length").
    """
    return histogram.increase(RATE_INTERVAL).relabelled("le", "$1", "le", r"(.+)\.0").sum("le")


def slow_requests(where: Where) -> Expr:
    """Requests per second that took longer than a second."""
    answered, in_time = timed(where).rate().sum("service"), buckets(where).below(SLOW).rate().sum("service")
    return (answered - in_time).at_least(0)


def apdex(where: Where) -> Expr:
    """Satisfied requests, and half of the tolerated ones, as a share of all."""
    satisfied = buckets(where).below(SATISFIED).rate().sum("service")
    tolerated = buckets(where).below(TOLERATED).rate().sum("service")
    return ratio((satisfied + tolerated) / 2, timed(where).rate().sum("service"))


# --- endpoints --------------------------------------------------------------------------------------------------------


def endpoint_rate(where: Where) -> Expr:
    """Requests per second of the busiest endpoints."""
    return ENDPOINT_REQUESTS(where).sum("service", "method", "endpoint").top(BUSIEST).named("rate")


def endpoint_error_ratio(where: Where) -> Expr:
    """Share of each endpoint's requests that ended in a server error."""
    errors, requests = ENDPOINT_ERRORS(where), ENDPOINT_REQUESTS(where)
    by = "service", "method", "endpoint"
    return ratio(errors.sum(*by), requests.sum(*by)).named("error ratio")


def endpoint_p95(where: Where) -> Expr:
    """Seconds within which each endpoint answers 95 % of its requests."""
    return buckets(where).rate(RECORDED).sum("service", "method", "endpoint", "le").quantile(0.95).named("p95")


def slowest_endpoints(where: Where) -> Expr:
    """Seconds within which the slowest endpoints answer 95 % of their requests."""
    p95 = buckets(where).rate().sum("service", "endpoint", "le").quantile(0.95)
    return (p95 < inf).top(WORST)


def failing_endpoints(where: Where) -> Expr:
    """Server errors per second of the endpoints that have most."""
    errors = ENDPOINT_ERRORS(where).sum("service", "method", "endpoint")
    return (errors > 0).top(WORST)
