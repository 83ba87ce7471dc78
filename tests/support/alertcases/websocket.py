"""When are real-time clients too many, too late or cut off, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, slow_for_a_while, with_p95
from support.rulecases.values import LIVED, Values, climbing, ending, flat, gone, over, under

from dashboards.rules.alerts.websocket import (
    WEBSOCKET_CONNECTIONS_CRITICAL,
    WEBSOCKET_CONNECTIONS_HIGH,
    WEBSOCKET_DISCONNECT_STORM,
    WEBSOCKET_HIGH_ERROR_RATE,
    WEBSOCKET_HIGH_LATENCY,
    WEBSOCKET_MESSAGES_DROPPED,
)
from panels.thresholds import websocket as limits

DURATION = "websocket_message_duration_seconds"
STORM = limits.STORM / 300
"""Connections that are cut off per second."""

SHARE = limits.STORM_OF_OPEN
DROPPED = limits.DROPPED.limit("red")


def connections(values: Values, **labels: str) -> Made:
    """Clients that are connected."""
    return real("websocket_connections_active", values, **labels)


def messages(sent: float, received: float, failing: float) -> tuple[Made, ...]:
    """Messages per second, and how many errors there are for each."""
    total = sent + received
    return (
        real("websocket_messages_sent_total", climbing(sent / 2, start=LIVED)),
        real("websocket_messages_sent_total", climbing(sent / 2, start=LIVED), type="order"),
        real("websocket_messages_received_total", climbing(received / 2, start=LIVED)),
        real("websocket_messages_received_total", climbing(received / 2, start=LIVED), type="ping"),
        real("websocket_errors_total", climbing(total * failing / 2, start=LIVED)),
        real("websocket_errors_total", climbing(total * failing / 2, start=LIVED), type="auth"),
    )


def cut_off(per_second: float, reason: str = "timeout", **labels: str) -> Made:
    """Connections that ended."""
    return real("websocket_disconnects_total", climbing(per_second, start=LIVED), reason=reason, **labels)


def dropped(values: Values, **labels: str) -> Made:
    """Messages that slow clients never got."""
    return real("websocket_messages_dropped_total", values, **labels)


CASES = (
    *(
        case
        for alert, limit in (
            (WEBSOCKET_CONNECTIONS_HIGH, limits.CONNECTIONS.limit("yellow")),
            (WEBSOCKET_CONNECTIONS_CRITICAL, limits.CONNECTIONS.limit("red")),
        )
        for case in (
            fires(
                alert,
                "one more than allowed, over two instances",
                connections(flat(limit)),
                connections(flat(1), instance="b"),
                since="0s",
            ),
            quiet(alert, "exactly the limit", connections(flat(limit))),
            quiet(alert, "a hair below", connections(flat(under(limit)))),
            fires(alert, "until they leave", connections(flat(2 * limit, "8m") + flat(limit)), since="0s", over="8m"),
            quiet(
                alert, "a rush of a minute and a half", connections(flat(0, "5m") + flat(2 * limit, "90s") + flat(0))
            ),
            quiet(alert, "the engine is stopped", connections(flat(limit, "5m") + gone())),
        )
    ),
    fires(WEBSOCKET_HIGH_LATENCY, "a hair above", *with_p95(DURATION, limits.SLOW, "over"), since="30s"),
    quiet(WEBSOCKET_HIGH_LATENCY, "a hair below", *with_p95(DURATION, limits.SLOW, "under")),
    quiet(WEBSOCKET_HIGH_LATENCY, "exactly the limit", *with_p95(DURATION, limits.SLOW, "at")),
    fires(
        WEBSOCKET_HIGH_LATENCY,
        "an instance is slow for a while",
        *slow_for_a_while(DURATION, limits.SLOW),
        since="30s",
        still="14m",
        over="15m",
    ),
    quiet(WEBSOCKET_HIGH_LATENCY, "nothing is sent", real(f"{DURATION}_bucket", flat(LIVED))),
    quiet(
        WEBSOCKET_HIGH_LATENCY,
        "a slow instance with few messages",
        *with_p95(DURATION, 1, "over", rate=1),
        *with_p95(DURATION, 0.01, "under", instance="b"),
    ),
    fires(WEBSOCKET_HIGH_ERROR_RATE, "a hair above", *messages(10, 1, over(limits.FAILING)), since="30s"),
    quiet(WEBSOCKET_HIGH_ERROR_RATE, "a hair below, mostly sent", *messages(10, 1, under(limits.FAILING))),
    quiet(WEBSOCKET_HIGH_ERROR_RATE, "a hair below, mostly received", *messages(1, 10, under(limits.FAILING))),
    quiet(WEBSOCKET_HIGH_ERROR_RATE, "not one error was ever counted", *messages(10, 1, 0)[:4]),
    quiet(WEBSOCKET_HIGH_ERROR_RATE, "exactly the limit", *messages(20, 20, limits.FAILING)),
    quiet(WEBSOCKET_HIGH_ERROR_RATE, "no message at all", *messages(0, 0, 1)),
    quiet(
        WEBSOCKET_HIGH_ERROR_RATE,
        "an error without a message",
        real("websocket_messages_sent_total", flat(LIVED)),
        real("websocket_errors_total", climbing(1)),
    ),
    fires(
        WEBSOCKET_HIGH_ERROR_RATE,
        "few messages of two instances, which fail for ten minutes",
        *(real("websocket_messages_sent_total", climbing(0.2, start=LIVED), instance=name) for name in "ab"),
        *(real("websocket_messages_received_total", climbing(0.2, start=LIVED), instance=name) for name in "ab"),
        *(real("websocket_errors_total", ending(0.4), instance=name) for name in "ab"),
        since="30s",
        still="14m",
        over="15m",
    ),
    fires(
        WEBSOCKET_HIGH_ERROR_RATE,
        "there were far more before, and none failed",
        real("websocket_messages_sent_total", climbing(5, "10m", start=LIVED) + climbing(0.5)),
        real("websocket_messages_received_total", climbing(5, "10m", start=LIVED) + climbing(0.5)),
        real("websocket_errors_total", flat(LIVED, "10m") + climbing(0.5)),
        since="13m",
    ),
    fires(
        WEBSOCKET_HIGH_ERROR_RATE,
        "nothing was ever received",
        *messages(10, 0, 0.5)[:2],
        *messages(10, 0, 0.5)[4:],
        since="30s",
    ),
    fires(WEBSOCKET_HIGH_ERROR_RATE, "nothing was ever sent", *messages(0, 10, 0.5)[2:], since="30s"),
    fires(
        WEBSOCKET_DISCONNECT_STORM,
        "a hair above, for two reasons, over two instances",
        cut_off(over(STORM) / 2),
        cut_off(over(STORM) / 2, "auth_failed", instance="b"),
        connections(flat(10)),
        since="5m",
    ),
    quiet(WEBSOCKET_DISCONNECT_STORM, "a hair below", cut_off(under(STORM)), connections(flat(1))),
    quiet(WEBSOCKET_DISCONNECT_STORM, "exactly the limit", cut_off(STORM), connections(flat(1))),
    quiet(
        WEBSOCKET_DISCONNECT_STORM,
        "exactly half",
        cut_off(3 * STORM),
        connections(flat(3 * limits.STORM / SHARE)),
    ),
    quiet(
        WEBSOCKET_DISCONNECT_STORM,
        "many leave on purpose, and few of many are cut off",
        *(cut_off(2 * STORM), cut_off(99 * STORM, "normal")),
        connections(flat(over(2 * limits.STORM / SHARE))),
    ),
    quiet(
        WEBSOCKET_DISCONNECT_STORM,
        "many leave on purpose, and of the few others most are cut off",
        *(cut_off(under(STORM)), cut_off(99 * STORM, "normal")),
        connections(flat(1)),
    ),
    fires(
        WEBSOCKET_DISCONNECT_STORM,
        "a hair more than half of the clients of two instances",
        cut_off(5 * STORM),
        cut_off(5 * STORM, "protocol_error"),
        connections(flat(under(limits.STORM * 10 / SHARE) / 2)),
        connections(flat(under(limits.STORM * 10 / SHARE) / 2), instance="b"),
        since="5m",
    ),
    quiet(
        WEBSOCKET_DISCONNECT_STORM,
        "a hair less than half",
        cut_off(10 * STORM),
        connections(flat(over(limits.STORM * 10 / SHARE))),
    ),
    quiet(
        WEBSOCKET_DISCONNECT_STORM,
        "everybody leaves on purpose",
        cut_off(10, "normal"),
        cut_off(10, "client_close"),
        connections(flat(1)),
    ),
    fires(WEBSOCKET_DISCONNECT_STORM, "nobody is left", cut_off(10), connections(flat(0)), since="30s"),
    fires(
        WEBSOCKET_MESSAGES_DROPPED,
        "a hair above, for two reasons, over two instances",
        dropped(climbing(over(DROPPED) / 2, start=LIVED)),
        dropped(climbing(over(DROPPED) / 2, start=LIVED), reason="queue_full", instance="b"),
        since="5m",
    ),
    quiet(WEBSOCKET_MESSAGES_DROPPED, "exactly the limit", dropped(climbing(DROPPED, start=LIVED))),
    quiet(WEBSOCKET_MESSAGES_DROPPED, "a hair below", dropped(climbing(under(DROPPED), start=LIVED))),
    quiet(WEBSOCKET_MESSAGES_DROPPED, "none", dropped(flat(LIVED))),
    quiet(
        WEBSOCKET_MESSAGES_DROPPED,
        "the engine restarts and its counter begins anew",
        dropped(flat(99 * LIVED, "5m") + gone("1m") + flat(0)),
    ),
)
