"""Binance: does it answer us in time, do we stay inside its limits, and do its prices arrive?"""

from panels.queries.expr import RATE_INTERVAL, Expr, Where, metric, now, nre, per_minute, ratio

PROBE = {"job": "binance-api"}
SUCCESS = nre("2..")

connected = metric("binance_websocket_connected")

# --- requests ---------------------------------------------------------------------------------------------------------


def reachable(where: Where) -> tuple[Expr, ...]:
    """Whether the REST interface answers our probe, and whether each market stream is connected."""
    return metric("probe_success", where, PROBE).min("instance"), streams(where).named("stream {{stream}}")


def latency(where: Where) -> tuple[Expr, ...]:
    """Seconds within which 95 % of the engine's requests are answered, and those of a probe from outside."""
    ours = metric("binance_request_duration_seconds_bucket", where).rate().sum("le", "endpoint").quantile(0.95)
    probe = metric("probe_duration_seconds", where, PROBE).max()
    return ours.named("p95 {{endpoint}}"), probe.named("probe")


def weight_used(where: Where) -> Expr:
    """Share of the request weight that Binance grants in a minute."""
    used = metric("binance_rate_limit_used_weight", where).max("service")
    return ratio(used, metric("binance_rate_limit_max_weight", where).max("service")).named("used")


def errors_per_minute(where: Where) -> Expr:
    """Requests that Binance did not answer well, by status."""
    return per_minute(metric("binance_requests_total", where, status=SUCCESS).rate().sum("status"))


def clock_offset(where: Where) -> Expr:
    """Seconds that Binance's clock is ahead of ours."""
    return metric("binance_clock_offset_seconds", where).max("service")


# --- market data ------------------------------------------------------------------------------------------------------


def data_age(where: Where) -> Expr:
    """Seconds since each symbol's newest price."""
    return now() - metric("market_data_last_update_timestamp_seconds", where).max("symbol")


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
