"""When does the bot not trade, or trade badly, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real, with_p95
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.trading import (
    CIRCUIT_BREAKER_OPEN,
    HIGH_TRADE_FAILURE_RATE,
    HIGH_TRADE_LATENCY,
    LOW_TRADE_SUCCESS_RATE,
    SIGNALS_NOT_EXECUTED,
    TRADING_HALTED,
)
from panels.thresholds import trading as limits

QUARTER, HOUR = 900, 3600
FAILURES = limits.FAILURES
TARGET = limits.SUCCESS.limit("red")
OPEN = limits.BREAKER.limit("red")


def enabled(values: Values, mode: str = "live") -> Made:
    """Whether trading is switched on."""
    return real("trading_enabled", values, mode=mode)


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


def signals(values: Values, outcome: str, mode: str = "live", **labels: str) -> Made:
    """Signals with what became of them."""
    return real("trading_signals_total", values, outcome=outcome, mode=mode, **labels)


ENOUGH = limits.ENOUGH_TRADES / QUARTER
ENOUGH_OF_AN_HOUR = limits.ENOUGH_TRADES_OF_AN_HOUR / HOUR
REJECTED = limits.REJECTED_SIGNALS / QUARTER

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
    quiet(HIGH_TRADE_FAILURE_RATE, "nothing is traded: no share of nothing", *failing(0, 1)),
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
    quiet(LOW_TRADE_SUCCESS_RATE, "no trade in the last hour", *succeeding(0, 0), until="80m"),
    fires(
        LOW_TRADE_SUCCESS_RATE,
        "only paper misses it",
        *succeeding(1, 0, "paper"),
        *succeeding(100, 1),
        since="30s",
    ),
    fires(
        TRADING_HALTED, "the last trade was at 5 m", enabled(ONE), trades(climbing(0.1, "5m") + flat(30)), since="15m"
    ),
    fires(TRADING_HALTED, "nothing was ever traded", enabled(ONE), since="10m"),
    fires(
        TRADING_HALTED,
        "live stands still while paper trades",
        *(enabled(ONE), enabled(ONE, "paper")),
        *(trades(NOTHING), trades(climbing(1), "paper")),
        since="10m",
    ),
    fires(
        TRADING_HALTED,
        "live stands still while paper is switched off",
        *(enabled(ONE), enabled(NOTHING, "paper")),
        *(trades(NOTHING), trades(NOTHING, "paper")),
        since="10m",
    ),
    quiet(TRADING_HALTED, "it trades", enabled(ONE), trades(climbing(0.01)), until="30m"),
    quiet(
        TRADING_HALTED,
        "one symbol of two trades",
        *(enabled(ONE), trades(NOTHING), trades(climbing(0.01), symbol="ETHUSDT")),
        until="30m",
    ),
    quiet(TRADING_HALTED, "it is switched off", enabled(NOTHING), trades(NOTHING), until="30m"),
    quiet(TRADING_HALTED, "switched on five minutes ago", enabled(flat(0, "25m") + ONE), trades(NOTHING), until="34m"),
    quiet(TRADING_HALTED, "switched off for a minute", enabled(flat(1, "9m") + flat(0, "1m") + ONE), until="19m"),
    quiet(TRADING_HALTED, "the engine has just started", enabled(gone("20m") + ONE), trades(NOTHING), until="29m"),
    quiet(
        TRADING_HALTED,
        "the engine is stopped on purpose while there is little to trade",
        enabled(flat(1, "20m") + gone()),
        trades(flat(4, "6m") + flat(5, "6m") + flat(6, "8m") + gone()),
        until="35m",
    ),
    fires(
        SIGNALS_NOT_EXECUTED,
        "just enough of them, of two strategies",
        signals(climbing(over(REJECTED) / 2, start=LIVED), "rejected"),
        signals(climbing(over(REJECTED) / 2, start=LIVED), "rejected", strategy="macd"),
        signals(NOTHING, "executed"),
        since="15m",
    ),
    quiet(SIGNALS_NOT_EXECUTED, "too few", signals(climbing(under(REJECTED), start=LIVED), "rejected"), until="40m"),
    quiet(
        SIGNALS_NOT_EXECUTED,
        "one in the quarter of an hour is executed",
        signals(climbing(1), "rejected"),
        signals(flat(5, "3m") + flat(6), "executed"),
        until="17m",
    ),
    quiet(SIGNALS_NOT_EXECUTED, "ignored ones are nobody's trouble", signals(climbing(1), "ignored")),
    fires(
        SIGNALS_NOT_EXECUTED,
        "live is stopped while paper executes",
        signals(climbing(1), "rejected"),
        signals(climbing(1), "executed", "paper"),
        since="30s",
    ),
    fires(HIGH_TRADE_LATENCY, "a hair above", *with_p95("trade_execution_duration_seconds", 1, over=True), since="30s"),
    quiet(HIGH_TRADE_LATENCY, "a hair below", *with_p95("trade_execution_duration_seconds", 1, over=False)),
    quiet(HIGH_TRADE_LATENCY, "nothing is traded", real("trade_execution_duration_seconds_bucket", flat(LIVED))),
    fires(
        HIGH_TRADE_LATENCY,
        "paper and live",
        *with_p95("trade_execution_duration_seconds", 2, over=True),
        *with_p95("trade_execution_duration_seconds", 2, over=True, mode="paper"),
        since="30s",
        number=2,
    ),
    fires(
        CIRCUIT_BREAKER_OPEN,
        "one of three, in one instance of two",
        real("circuit_breaker_state", flat(OPEN), name="ai"),
        real("circuit_breaker_state", NOTHING, name="ai", instance="b"),
        real("circuit_breaker_state", NOTHING, name="binance"),
        since="0s",
    ),
    fires(
        CIRCUIT_BREAKER_OPEN,
        "until it lets a few calls through",
        real("circuit_breaker_state", flat(OPEN, "5m") + ONE),
        since="0s",
        over="5m",
    ),
    quiet(CIRCUIT_BREAKER_OPEN, "half open", real("circuit_breaker_state", ONE)),
)
