"""When are trades executed badly or too late, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, slow_for_a_while, with_p95
from support.rulecases.values import LIVED, ONE, Values, climbing, ending, flat, gone, over, under

from dashboards.rules.alerts.trading import (
    HIGH_TRADE_FAILURE_RATE,
    HIGH_TRADE_LATENCY,
    LOW_TRADE_SUCCESS_RATE,
)
from panels.thresholds import trading as limits

QUARTER, HOUR = 900, 3600
FAILURES = limits.FAILURES
TARGET = limits.SUCCESS.limit("red")
SLOW = int(limits.EXECUTION.limit("red"))
DURATION = "trade_execution_duration_seconds"


def trades(values: Values, mode: str = "live", **labels: str) -> Made:
    """Trades that came to their end."""
    return real("trades_total", values, mode=mode, **labels)


def failed(values: Values, mode: str = "live", **labels: str) -> Made:
    """Trades that failed."""
    return real("trades_failed_total", values, mode=mode, **labels)


def failing(per_second: float, share: float, mode: str = "live") -> tuple[Made, ...]:
    """Trades of which a share fails, for two reasons and on two symbols; the contract counts every trade once."""
    return (
        trades(climbing(per_second / 2, start=LIVED), mode),
        trades(climbing(per_second / 2, start=LIVED), mode, symbol="ETHUSDT"),
        failed(climbing(per_second * share / 2, start=LIVED), mode, reason="timeout"),
        failed(climbing(per_second * share / 2, start=LIVED), mode, reason="network", symbol="ETHUSDT"),
    )


def succeeding(per_second: float, share: float, mode: str = "live") -> tuple[Made, ...]:
    """Trades of which a share succeeds."""
    return (
        trades(climbing(per_second, start=LIVED), mode),
        real("trades_success_total", climbing(per_second * share, start=LIVED), mode=mode),
    )


ENOUGH = limits.ENOUGH_TRADES / QUARTER
ENOUGH_OF_AN_HOUR = limits.ENOUGH_TRADES_OF_AN_HOUR / HOUR
SELDOM = sum((flat(LIVED + count, "3m") for count in range(1, 8)), Values(()))
"""One trade in three minutes: exactly five in a quarter of an hour."""


CASES = (
    fires(HIGH_TRADE_FAILURE_RATE, "a hair above", *failing(10, over(FAILURES)), since="30s"),
    quiet(HIGH_TRADE_FAILURE_RATE, "a hair below, two reasons", *failing(10, under(FAILURES))),
    fires(HIGH_TRADE_FAILURE_RATE, "just enough trades", *failing(over(ENOUGH), 1), since="15m"),
    quiet(HIGH_TRADE_FAILURE_RATE, "too few trades to judge", *failing(under(ENOUGH), 1), until="40m"),
    quiet(
        HIGH_TRADE_FAILURE_RATE,
        "one trade at night, and it fails",
        trades(flat(0, "5m") + ONE),
        failed(flat(0, "5m") + ONE),
    ),
    quiet(HIGH_TRADE_FAILURE_RATE, "exactly the limit", *failing(20, FAILURES)),
    quiet(HIGH_TRADE_FAILURE_RATE, "nothing is traded: no share of nothing", *failing(0, 1)),
    quiet(
        HIGH_TRADE_FAILURE_RATE,
        "failures are counted, but no trades since five minutes",
        trades(flat(LIVED, "2m") + flat(LIVED + 10)),
        failed(flat(0, "8m") + climbing(0.1)),
        until="17m",
    ),
    fires(
        HIGH_TRADE_FAILURE_RATE,
        "all fail for ten minutes",
        trades(climbing(1, start=LIVED)),
        failed(ending(1)),
        since="30s",
        still="14m",
        over="15m",
    ),
    fires(
        HIGH_TRADE_FAILURE_RATE,
        "exactly enough trades, one in three minutes",
        trades(flat(LIVED, "16m") + SELDOM),
        failed(flat(LIVED, "16m") + SELDOM),
        since="28m",
    ),
    quiet(HIGH_TRADE_FAILURE_RATE, "nothing ever failed", trades(climbing(1))),
    fires(
        HIGH_TRADE_FAILURE_RATE,
        "paper fails, live is far busier and does not",
        *failing(1, 1, "paper"),
        *failing(100, 0),
        since="30s",
    ),
    fires(
        HIGH_TRADE_FAILURE_RATE, "paper and live fail", *failing(1, 1, "paper"), *failing(1, 1), since="30s", number=2
    ),
    quiet(
        HIGH_TRADE_FAILURE_RATE,
        "the engine restarts and its counters begin anew",
        trades(climbing(1, "5m", start=LIVED) + gone("1m") + climbing(1, start=0)),
        failed(climbing(0.05, "5m", start=LIVED) + gone("1m") + climbing(0.05, start=0)),
    ),
    fires(LOW_TRADE_SUCCESS_RATE, "a hair below the target", *succeeding(10, under(TARGET)), since="30s"),
    quiet(LOW_TRADE_SUCCESS_RATE, "a hair above the target", *succeeding(10, over(TARGET))),
    fires(LOW_TRADE_SUCCESS_RATE, "just enough trades", *succeeding(over(ENOUGH_OF_AN_HOUR), 0), since="59m30s"),
    quiet(LOW_TRADE_SUCCESS_RATE, "too few trades", *succeeding(under(ENOUGH_OF_AN_HOUR), 0), until="80m"),
    fires(LOW_TRADE_SUCCESS_RATE, "not one success was ever counted", trades(climbing(1)), since="30s"),
    quiet(LOW_TRADE_SUCCESS_RATE, "well for hours", *succeeding(10, over(TARGET)), until="150m", every="1m"),
    quiet(LOW_TRADE_SUCCESS_RATE, "exactly the target", *succeeding(20, TARGET)),
    fires(
        LOW_TRADE_SUCCESS_RATE,
        "exactly enough trades",
        trades(flat(LIVED, "70m") + flat(LIVED + limits.ENOUGH_TRADES_OF_AN_HOUR)),
        since="70m",
    ),
    fires(
        LOW_TRADE_SUCCESS_RATE,
        "all succeeded for two hours, then none",
        trades(climbing(1, start=LIVED)),
        real("trades_success_total", ending(1, "2h")),
        since="124m",
        every="1m",
    ),
    fires(
        LOW_TRADE_SUCCESS_RATE,
        "two symbols fail for two hours",
        *(trades(climbing(0.1, start=LIVED), symbol=symbol) for symbol in ("BTCUSDT", "ETHUSDT", "BNBUSDT")),
        *(
            real("trades_success_total", flat(LIVED, "2h") + climbing(0.1), symbol=symbol)
            for symbol in ("BTCUSDT", "ETHUSDT", "BNBUSDT")
        ),
        since="1m",
        still="176m",
        over="178m",
        every="1m",
    ),
    quiet(LOW_TRADE_SUCCESS_RATE, "no trade in the last hour", *succeeding(0, 0), until="80m"),
    fires(
        LOW_TRADE_SUCCESS_RATE,
        "only paper misses it",
        *succeeding(1, 0, "paper"),
        *succeeding(100, 1),
        since="30s",
    ),
    fires(HIGH_TRADE_LATENCY, "a hair above", *with_p95(DURATION, SLOW, "over"), since="30s"),
    quiet(HIGH_TRADE_LATENCY, "a hair below", *with_p95(DURATION, SLOW, "under")),
    quiet(HIGH_TRADE_LATENCY, "exactly the limit", *with_p95(DURATION, SLOW, "at")),
    quiet(
        HIGH_TRADE_LATENCY,
        "a slow instance with few trades",
        *with_p95(DURATION, 2, "over", rate=1),
        *with_p95(DURATION, 0.25, "under", instance="b"),
    ),
    fires(
        HIGH_TRADE_LATENCY,
        "an instance is slow for a while",
        *slow_for_a_while(DURATION, SLOW),
        since="30s",
        still="14m",
        over="15m",
    ),
    quiet(HIGH_TRADE_LATENCY, "nothing is traded", real("trade_execution_duration_seconds_bucket", flat(LIVED))),
    fires(
        HIGH_TRADE_LATENCY,
        "paper and live",
        *with_p95(DURATION, 2, "over"),
        *with_p95(DURATION, 2, "over", mode="paper"),
        since="30s",
        number=2,
    ),
)
