"""Binance: does it answer us in time, do we stay inside its limits, and do its prices arrive?"""

from panels.queries.expr import RATE_INTERVAL, Expr, Where, metric, now, nre, per_minute, ratio
from panels.queries.windows import RECORDED

SERVICE = ("environment", "service")
PROBED = (*SERVICE, "instance")
PROBE = {"job": "binance-api"}
SUCCESS = nre("2..")

answered = metric("probe_success", PROBE)
probe_time = metric("probe_duration_seconds", PROBE)
connected = metric("binance_websocket_connected")
updated = metric("market_data_last_update_timestamp_seconds")
used_weight = metric("binance_rate_limit_used_weight")
granted_weight = metric("binance_rate_limit_max_weight")
ahead = metric("binance_clock_offset_seconds")

# --- for alerts: of each environment and service ----------------------------------------------------------------------

ANSWERED = answered.max(*PROBED)
"""1 where a probe of the REST interface got its answer."""

PROBE_TIME = probe_time.mean(RECORDED).max(*PROBED)
"""Seconds of a whole probe, all phases; a single slow one is nobody's fault."""

STREAMS = connected.min(*SERVICE, "stream")
DATA_AGE = now() - updated.max(*SERVICE, "symbol")
WEIGHT_USED = ratio(used_weight.max(*SERVICE), granted_weight.max(*SERVICE))

REFUSED = metric("binance_rate_limited_total").increase(RECORDED).sum(*SERVICE)
"""Answers 429 and 418 of five minutes."""

CLOCK_OFFSET = ahead.abs().max(*SERVICE)
"""Seconds between Binance's clock and ours, whichever is ahead."""

# --- requests ---------------------------------------------------------------------------------------------------------


def reachable(where: Where) -> tuple[Expr, ...]:
    """Whether the REST interface answers our probe, and whether each market stream is connected."""
    return answered(where).min("instance"), streams(where).named("stream {{stream}}")


def latency(where: Where) -> tuple[Expr, ...]:
    """Seconds within which 95 % of the engine's requests are answered, and those of a probe from outside."""
    ours = metric("binance_request_duration_seconds_bucket", where).rate().sum("le", "endpoint").quantile(0.95)
    probe = probe_time(where).max()
    return ours.named("p95 {{endpoint}}"), probe.named("probe")


def weight_used(where: Where) -> Expr:
    """Share of the request weight that Binance grants in a minute."""
    return ratio(used_weight(where).max("service"), granted_weight(where).max("service")).named("used")


def errors_per_minute(where: Where) -> Expr:
    """Requests that Binance did not answer well, by status."""
    return per_minute(metric("binance_requests_total", where, status=SUCCESS).rate().sum("status"))


def clock_offset(where: Where) -> Expr:
    """Seconds that Binance's clock is ahead of ours."""
    return ahead(where).max("service")


# --- market data ------------------------------------------------------------------------------------------------------


def data_age(where: Where) -> Expr:
    """Seconds since each symbol's newest price."""
    return now() - updated(where).max("symbol")


def streams(where: Where) -> Expr:
    """Whether each market stream is connected."""
    return connected(where).min("stream")


def streams_connected(where: Where) -> Expr:
    """Share of the market streams that are connected."""
    return connected(where).avg().named("streams")


def reconnects(where: Where) -> Expr:
    """How often each market stream was connected anew."""
    return metric("binance_websocket_reconnects_total", where).increase(RATE_INTERVAL).sum("stream")


def market_messages(where: Where) -> Expr:
    """Messages per second from each market stream."""
    return metric("market_data_messages_total", where).rate().sum("stream")
