"""WebSocket: do real-time clients stay connected, get their data in time, and keep up with it?"""

from panels.queries.expr import (
    RANGE,
    RATE_INTERVAL,
    Expr,
    Where,
    group,
    metric,
    nre,
    per_minute,
    ratio,
    record,
    zero_filled,
)
from panels.queries.windows import HOUR, RECORDED

SERVICE = ("environment", "service")

connections = metric("websocket_connections_active")
disconnects = metric("websocket_disconnects_total")
durations = metric("websocket_connection_duration_seconds_bucket")
sent = metric("websocket_messages_sent_total")
received = metric("websocket_messages_received_total")
errors = metric("websocket_errors_total")
buckets = metric("websocket_message_duration_seconds_bucket")
lost = metric("websocket_messages_dropped_total")

CONNECTIONS = record("service:websocket_connections_active:sum", connections.sum(*SERVICE))
SENT = record("service:websocket_messages_sent:rate5m", sent.rate(RECORDED).sum(*SERVICE))
RECEIVED = record("service:websocket_messages_received:rate5m", received.rate(RECORDED).sum(*SERVICE))
MESSAGES = record("service:websocket_messages:rate5m", zero_filled(SENT, RECEIVED) + zero_filled(RECEIVED, SENT))
ERROR_RATIO = record(
    "service:websocket_error_ratio:rate5m",
    ratio(zero_filled(errors.rate(RECORDED).sum(*SERVICE), MESSAGES), MESSAGES),
)
BUCKETS = record(
    "service_le:websocket_message_duration_seconds_bucket:rate5m", buckets.rate(RECORDED).sum(*SERVICE, "le")
)
P95 = record("service:websocket_message_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("service:websocket_message_duration_seconds:p99", BUCKETS.quantile(0.99))
RULES = group("websocket", CONNECTIONS, SENT, RECEIVED, MESSAGES, ERROR_RATIO, BUCKETS, P95, P99)

# --- for alerts -------------------------------------------------------------------------------------------------------

CUT_OFF = disconnects(reason=nre("normal|client_close")).increase(RECORDED).sum(*SERVICE)
"""Connections of five minutes that neither side meant to end."""

DROPPED = lost.rate(RECORDED).sum(*SERVICE)
"""Messages per second that slow clients never got."""

# --- now --------------------------------------------------------------------------------------------------------------


def open_connections(where: Where) -> Expr:
    """Clients that are connected."""
    return CONNECTIONS(where).sum().named("open")


def message_rate(where: Where) -> Expr:
    """Messages per second, sent and received."""
    return MESSAGES(where).sum().named("msg/s")


def worst_p95(where: Where) -> Expr:
    """Seconds within which the slowest service writes 95 % of its messages."""
    return P95(where).max().named("p95")


def worst_error_ratio(where: Where) -> Expr:
    """Errors for each message, of the worst service."""
    return ERROR_RATIO(where).max().named("errors")


def reachable(where: Where) -> Expr:
    """Whether a real HTTP upgrade from outside succeeds."""
    return metric("probe_success", where, job="blackbox-websocket").min().named("upgrade")


# --- connections ------------------------------------------------------------------------------------------------------


def connections_by_instance(where: Where) -> Expr:
    """Clients that are connected to each instance."""
    return connections(where).sum("instance")


def churn(where: Where) -> tuple[Expr, Expr]:
    """Connections per second that were opened, and closed below the axis."""
    opened = metric("websocket_connections_opened_total", where).rate().sum()
    return opened.named("opened"), (-disconnects(where).rate().sum()).named("closed")


def disconnects_per_minute(where: Where) -> Expr:
    """Connections that ended, by reason."""
    return per_minute(disconnects(where).rate().sum("reason"))


def disconnect_reasons(where: Where) -> Expr:
    """Connections that ended in the range, by reason."""
    return disconnects(where).increase(RANGE).sum("reason")


def duration_distribution(where: Where) -> Expr:
    """Ended connections by the seconds that they lasted."""
    return durations(where).increase(RATE_INTERVAL).sum("le")


def median_duration(where: Where) -> Expr:
    """Seconds that half of the last hour's ended connections lasted."""
    return durations(where).increase(HOUR).sum("le").quantile(0.5).named("p50")


# --- messages ---------------------------------------------------------------------------------------------------------


def messages(where: Where) -> tuple[Expr, Expr]:
    """Messages per second that were sent, and received below the axis."""
    incoming = -RECEIVED(where).sum("service")
    return SENT(where).sum("service").named("sent {{service}}"), incoming.named("received {{service}}")


def sent_by_type(where: Where) -> Expr:
    """Messages per second by what they are about."""
    return sent(where).rate().sum("type")


def latency(where: Where) -> tuple[Expr, Expr]:
    """Seconds from the event until 95 % and 99 % of the messages are written to their socket."""
    return P95(where).named("p95 {{service}}"), P99(where).named("p99 {{service}}")


def latency_distribution(where: Where) -> Expr:
    """Messages by the seconds from event to socket."""
    return buckets(where).increase(RATE_INTERVAL).sum("le")


def error_ratio(where: Where) -> Expr:
    """Errors for each message, both directions."""
    return ERROR_RATIO(where).named("{{service}}")


def errors_per_minute(where: Where) -> Expr:
    """Errors by type."""
    return per_minute(errors(where).rate().sum("type"))


def traffic(where: Where) -> tuple[Expr, Expr]:
    """Bytes per second that were sent, and received below the axis."""
    outgoing = metric("websocket_sent_bytes_total", where).rate().sum()
    incoming = -metric("websocket_received_bytes_total", where).rate().sum()
    return outgoing.named("sent"), incoming.named("received")


# --- back-pressure ----------------------------------------------------------------------------------------------------


def send_queue(where: Where) -> Expr:
    """Messages that wait for the slowest client."""
    return metric("websocket_send_queue_length", where).max("instance")


def dropped(where: Where) -> Expr:
    """Messages per second that slow clients never got."""
    return lost(where).rate().sum("reason")


def browser_reconnects_per_minute(where: Where) -> Expr:
    """How often browsers connected anew."""
    return per_minute(metric("frontend_websocket_reconnects_total", where).rate().sum()).named("browser")
