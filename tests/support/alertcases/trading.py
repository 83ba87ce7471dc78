"""When does the bot not trade, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, flat, gone, over, under

from dashboards.rules.alerts.trading import (
    CIRCUIT_BREAKER_OPEN,
    SIGNALS_NOT_EXECUTED,
    TRADING_HALTED,
)
from panels.thresholds import trading as limits

QUARTER, HOUR = 900, 3600
OPEN = limits.BREAKER.limit("red")


def enabled(values: Values, mode: str = "live", **labels: str) -> Made:
    """Whether trading is switched on."""
    return real("trading_enabled", values, mode=mode, **labels)


def trades(values: Values, mode: str = "live", **labels: str) -> Made:
    """Trades that came to their end."""
    return real("trades_total", values, mode=mode, **labels)


def signals(values: Values, outcome: str, mode: str = "live", **labels: str) -> Made:
    """Signals with what became of them."""
    return real("trading_signals_total", values, outcome=outcome, mode=mode, **labels)


REJECTED = limits.REJECTED_SIGNALS / QUARTER


CASES = (
    fires(
        TRADING_HALTED, "the last trade was at 5 m", enabled(ONE), trades(climbing(0.1, "5m") + flat(30)), since="15m"
    ),
    fires(
        TRADING_HALTED,
        "a counter of trades begins with none",
        enabled(ONE),
        trades(gone("12m") + NOTHING),
        since="10m",
        still="20m",
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
    fires(
        TRADING_HALTED,
        "it was switched off at 5 m for a minute",
        enabled(flat(1, "5m") + flat(0, "1m") + ONE),
        since="16m",
    ),
    fires(
        TRADING_HALTED,
        "one instance of three may not trade",
        *(enabled(ONE), enabled(ONE, instance="b"), enabled(NOTHING, instance="c")),
        since="10m",
    ),
    quiet(TRADING_HALTED, "it trades", enabled(ONE), trades(climbing(0.01)), until="30m"),
    quiet(
        TRADING_HALTED,
        "one symbol of two trades",
        *(enabled(ONE), trades(NOTHING), trades(climbing(0.01), symbol="ETHUSDT")),
        until="30m",
    ),
    quiet(
        TRADING_HALTED,
        "after a restart each trade is the first of its symbol",
        enabled(ONE),
        *(
            trades(gone(f"{8 * number}m") + ONE, symbol=symbol)
            for number, symbol in enumerate(("BTCUSDT", "ETHUSDT", "BNBUSDT", "other"), start=1)
        ),
        until="41m",
    ),
    fires(
        TRADING_HALTED,
        "the only trade was the first of its symbol",
        enabled(ONE),
        trades(gone("8m") + ONE),
        since="18m",
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
        signals(flat(5, "2m") + flat(6, "8m") + flat(7), "executed"),
        until="24m",
    ),
    fires(
        SIGNALS_NOT_EXECUTED,
        "exactly enough, in a bot that has long run",
        signals(flat(LIVED, "16m") + flat(LIVED + limits.REJECTED_SIGNALS), "rejected"),
        since="16m",
        still="30m30s",
        over="31m",
    ),
    fires(
        SIGNALS_NOT_EXECUTED,
        "a quarter of an hour after the last was executed",
        signals(climbing(1), "rejected"),
        signals(climbing(1, "10m") + climbing(0), "executed"),
        since="25m",
    ),
    quiet(SIGNALS_NOT_EXECUTED, "ignored ones are nobody's trouble", signals(climbing(1), "ignored")),
    fires(
        SIGNALS_NOT_EXECUTED,
        "live is stopped while paper executes",
        signals(climbing(1), "rejected"),
        signals(climbing(1), "executed", "paper"),
        since="30s",
    ),
    fires(
        CIRCUIT_BREAKER_OPEN,
        "one of three, in two instances of three",
        real("circuit_breaker_state", flat(OPEN), name="ai"),
        real("circuit_breaker_state", flat(OPEN), name="ai", instance="b"),
        real("circuit_breaker_state", NOTHING, name="ai", instance="c"),
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
