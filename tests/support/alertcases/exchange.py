"""When does Binance not answer, refuse us or send nothing, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.exchange import (
    BINANCE_API_DOWN,
    BINANCE_API_HIGH_LATENCY,
    BINANCE_CLOCK_DRIFT,
    BINANCE_RATE_LIMIT_NEAR,
    BINANCE_RATE_LIMITED,
    BINANCE_WEBSOCKET_DISCONNECTED,
)
from dashboards.rules.alerts.trading import MARKET_DATA_STALE
from panels.thresholds import exchange as limits

OLD = limits.DATA_AGE.limit("red")
SLOW = limits.LATENCY.limit("red")
NEAR = limits.WEIGHT.limit("yellow")
PING, CLOCK = "https://api.binance.com/api/v3/ping", "https://api.binance.com/api/v3/time"


def updated(seconds_ago: float, **labels: str) -> Made:
    """The newest price of a symbol, always so old."""
    return real("market_data_last_update_timestamp_seconds", climbing(1, start=-seconds_ago), **labels)


def trading(values: Values, mode: str = "live") -> Made:
    """Whether trading is switched on."""
    return real("trading_enabled", values, mode=mode)


def answered(values: Values, target: str = PING, job: str = "binance-api") -> Made:
    """Whether a probe got its answer."""
    return real("probe_success", values, job=job, instance=target)


def took(values: Values, target: str = PING, job: str = "binance-api") -> Made:
    """How long a probe took, all phases together."""
    return real("probe_duration_seconds", values, job=job, instance=target)


def weight(used: float, most: float, **labels: str) -> tuple[Made, Made]:
    """Request weight of a minute."""
    return (
        real("binance_rate_limit_used_weight", flat(used), **labels),
        real("binance_rate_limit_max_weight", flat(most), **labels),
    )


def connected(values: Values, **labels: str) -> Made:
    """Whether a market stream is connected."""
    return real("binance_websocket_connected", values, **labels)


ALTERNATING = sum((flat(1.3 * SLOW, "60s") + flat(0.5 * SLOW, "60s") for _ in range(12)), Values(()))
"""A slow minute and a fast one in turn."""

CASES = (
    fires(MARKET_DATA_STALE, "a hair too old", updated(over(OLD)), trading(ONE), since="0s"),
    quiet(MARKET_DATA_STALE, "exactly the limit", updated(OLD), trading(ONE)),
    quiet(MARKET_DATA_STALE, "trading is switched off", updated(10 * OLD), trading(NOTHING)),
    quiet(MARKET_DATA_STALE, "nobody says whether trading is on", updated(10 * OLD)),
    fires(
        MARKET_DATA_STALE, "only paper trades", updated(2 * OLD), trading(NOTHING), trading(ONE, "paper"), since="0s"
    ),
    fires(
        MARKET_DATA_STALE,
        "two symbols of three",
        updated(2 * OLD),
        updated(2 * OLD, symbol="ETHUSDT"),
        updated(0, symbol="BNBUSDT"),
        trading(ONE),
        since="0s",
        number=2,
    ),
    fires(
        MARKET_DATA_STALE,
        "both streams, in both instances, live and on paper",
        *(updated(2 * OLD, stream=stream, instance=name) for stream in ("kline", "trade") for name in "ab"),
        *(trading(ONE), trading(ONE, "paper")),
        since="0s",
        still="10m",
    ),
    quiet(
        MARKET_DATA_STALE,
        "one instance of two is fresh",
        *(updated(2 * OLD), updated(0, instance="b")),
        trading(ONE),
    ),
    quiet(
        MARKET_DATA_STALE,
        "one stream of two is fresh",
        updated(2 * OLD, stream="kline"),
        updated(0, stream="trade"),
        trading(ONE),
    ),
    quiet(
        MARKET_DATA_STALE,
        "the engine is stopped on purpose",
        real("market_data_last_update_timestamp_seconds", climbing(1, "5m") + gone()),
        trading(flat(1, "5m") + gone()),
    ),
    fires(BINANCE_API_DOWN, "until it answers", answered(flat(0, "8m") + ONE), since="0s", over="8m"),
    quiet(BINANCE_API_DOWN, "not for long enough", answered(flat(0, "270s") + flat(1, "30s") + flat(0, "270s") + ONE)),
    quiet(BINANCE_API_DOWN, "it answers", answered(ONE)),
    fires(
        BINANCE_API_DOWN,
        "two targets of three",
        answered(NOTHING),
        answered(NOTHING, CLOCK),
        answered(ONE, "x"),
        since="0s",
        number=2,
    ),
    quiet(
        BINANCE_API_DOWN, "another target fails", answered(ONE), answered(NOTHING, "http://engine/", "blackbox-http")
    ),
    quiet(BINANCE_API_DOWN, "the prober is down", real("up", NOTHING, job="binance-api", instance=PING)),
    fires(BINANCE_API_HIGH_LATENCY, "a hair slower", took(flat(over(SLOW))), since="0s"),
    quiet(BINANCE_API_HIGH_LATENCY, "exactly the limit", took(flat(SLOW))),
    quiet(BINANCE_API_HIGH_LATENCY, "a hair faster", took(flat(under(SLOW)))),
    quiet(
        BINANCE_API_HIGH_LATENCY,
        "half of the probes are slow",
        took(ALTERNATING),
    ),
    fires(
        BINANCE_API_HIGH_LATENCY,
        "until the mean is below",
        took(flat(3 * SLOW, "10m") + NOTHING),
        since="0s",
        still="13m",
        over="13m30s",
    ),
    fires(
        BINANCE_API_HIGH_LATENCY,
        "a mean stays above although one probe was quick",
        took(flat(1.5 * SLOW, "5m") + flat(0.5 * SLOW, "30s") + flat(1.5 * SLOW)),
        since="0s",
    ),
    fires(
        BINANCE_API_HIGH_LATENCY,
        "both targets",
        took(flat(2 * SLOW)),
        took(flat(2 * SLOW), CLOCK),
        since="0s",
        number=2,
    ),
    quiet(BINANCE_API_HIGH_LATENCY, "another target is slow", took(flat(2 * SLOW), "http://engine/", "blackbox-http")),
    fires(
        BINANCE_WEBSOCKET_DISCONNECTED,
        "until it is connected anew",
        connected(flat(0, "5m") + ONE),
        since="0s",
        over="5m",
    ),
    quiet(BINANCE_WEBSOCKET_DISCONNECTED, "a reconnect of a minute", connected(flat(1, "5m") + flat(0, "1m") + ONE)),
    quiet(BINANCE_WEBSOCKET_DISCONNECTED, "connected", connected(ONE)),
    fires(
        BINANCE_WEBSOCKET_DISCONNECTED,
        "two streams, in some instances of three",
        connected(NOTHING, stream="kline"),
        connected(NOTHING, stream="kline", instance="b"),
        connected(ONE, stream="kline", instance="c"),
        connected(NOTHING, stream="trade", instance="b"),
        connected(ONE, stream="trade"),
        connected(ONE, stream="depth"),
        since="0s",
        number=2,
    ),
    fires(BINANCE_RATE_LIMIT_NEAR, "a hair above", *weight(over(NEAR) * 6000, 6000), since="0s"),
    quiet(BINANCE_RATE_LIMIT_NEAR, "exactly the limit", *weight(NEAR * 6000, 6000)),
    quiet(BINANCE_RATE_LIMIT_NEAR, "the limit is not known yet", *weight(100, 0)),
    fires(
        BINANCE_RATE_LIMIT_NEAR,
        "the fuller of two instances of one address",
        *weight(5900, 6000),
        *weight(10, 6000, instance="b"),
        since="0s",
    ),
    quiet(
        BINANCE_RATE_LIMIT_NEAR, "one does not know what is granted", *weight(3000, 6000), *weight(1, 1, instance="b")
    ),
    quiet(BINANCE_RATE_LIMIT_NEAR, "two instances, each below", *weight(3000, 6000), *weight(3000, 6000, instance="b")),
    fires(BINANCE_RATE_LIMIT_NEAR, "whatever is granted", *weight(0.9, 1), since="0s"),
    fires(
        BINANCE_RATE_LIMITED,
        "one refusal, for five minutes",
        real("binance_rate_limited_total", flat(LIVED, "5m") + flat(LIVED + 1)),
        since="5m",
        still="9m30s",
        over="10m",
    ),
    quiet(BINANCE_RATE_LIMITED, "refused long ago", real("binance_rate_limited_total", flat(LIVED))),
    quiet(
        BINANCE_RATE_LIMITED,
        "the engine restarts and the counter begins anew",
        real("binance_rate_limited_total", flat(LIVED, "5m") + gone("1m") + NOTHING),
    ),
    fires(
        BINANCE_RATE_LIMITED,
        "one instance of two, told once",
        real("binance_rate_limited_total", climbing(0.1)),
        real("binance_rate_limited_total", climbing(0.1), instance="b"),
        since="30s",
    ),
    *(
        case
        for sign, word in ((1, "ahead"), (-1, "behind"))
        for case in (
            fires(
                BINANCE_CLOCK_DRIFT,
                f"a hair too far {word}",
                real("binance_clock_offset_seconds", flat(sign * over(limits.DRIFT))),
                since="0s",
            ),
            quiet(
                BINANCE_CLOCK_DRIFT,
                f"exactly the limit {word}",
                real("binance_clock_offset_seconds", flat(sign * limits.DRIFT)),
            ),
            quiet(
                BINANCE_CLOCK_DRIFT,
                f"a hair less {word}",
                real("binance_clock_offset_seconds", flat(sign * under(limits.DRIFT))),
            ),
        )
    ),
    quiet(
        BINANCE_CLOCK_DRIFT,
        "two instances, each by less",
        real("binance_clock_offset_seconds", flat(0.6 * limits.DRIFT)),
        real("binance_clock_offset_seconds", flat(0.6 * limits.DRIFT), instance="b"),
    ),
    fires(
        BINANCE_CLOCK_DRIFT,
        "two instances of three",
        real("binance_clock_offset_seconds", flat(-2)),
        real("binance_clock_offset_seconds", flat(2), instance="b"),
        real("binance_clock_offset_seconds", NOTHING, instance="c"),
        since="0s",
    ),
)
