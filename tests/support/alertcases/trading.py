"""When does the bot not trade, or has no money left, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, ONE, Values, climbing, flat

from dashboards.rules.alerts.trading import LOW_TRADING_BALANCE, TRADING_HALTED
from panels.thresholds import trading as limits

LOW = limits.BALANCE.limit("orange")


def enabled(values: Values) -> Made:
    """Whether live trading is switched on."""
    return real("trading_enabled", values, mode="live")


def trades(values: Values) -> Made:
    """Live trades."""
    return real("trades_total", values, mode="live")


CASES = (
    fires(
        TRADING_HALTED, "the last trade was at 5 m", enabled(ONE), trades(climbing(0.1, "5m") + flat(30)), since="15m"
    ),
    fires(TRADING_HALTED, "nothing was ever traded", enabled(ONE), since="10m"),
    quiet(TRADING_HALTED, "it trades", enabled(ONE), trades(climbing(0.01)), until="30m"),
    quiet(TRADING_HALTED, "it is switched off", enabled(NOTHING), trades(NOTHING), until="30m"),
    quiet(TRADING_HALTED, "switched on five minutes ago", enabled(flat(0, "25m") + ONE), trades(NOTHING), until="34m"),
    fires(LOW_TRADING_BALANCE, "a cent below the limit", real("trading_balance_usdt", flat(LOW - 0.01)), since="0s"),
    quiet(LOW_TRADING_BALANCE, "exactly the limit", real("trading_balance_usdt", flat(LOW))),
)
