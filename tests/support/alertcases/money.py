"""When is there too little money, or too much of it at risk, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, Values, flat, gone, over, under

from dashboards.rules.alerts.trading import (
    CRITICAL_TRADING_BALANCE,
    HIGH_DAILY_LOSS_LIMIT,
    HIGH_DRAWDOWN,
    LOW_TRADING_BALANCE,
    MAX_POSITIONS_REACHED,
    UNEXPECTED_POSITION_SIZE,
)
from panels.thresholds import trading as limits

CENT = 0.01
LOSS = limits.DAILY_RESULT.limit("red")
EXPOSED = limits.EXPOSURE.limit("red")
MOST = limits.POSITIONS.limit("orange")
BALANCES = (
    (LOW_TRADING_BALANCE, limits.BALANCE.limit("orange")),
    (CRITICAL_TRADING_BALANCE, limits.BALANCE.limit("red")),
)


def balance(values: Values, mode: str = "live", **labels: str) -> Made:
    """Free USDT."""
    return real("trading_balance_usdt", values, mode=mode, **labels)


def day(began: float, result: float, mode: str = "live", **labels: str) -> tuple[Made, Made]:
    """A portfolio and the result of its day."""
    return (
        real("portfolio_value_usd", flat(began + result), mode=mode, **labels),
        real("profit_loss_daily", flat(result), mode=mode, **labels),
    )


def size(btc: float, side: str, mode: str = "live", **labels: str) -> Made:
    """A position; short is negative."""
    return real("position_size_btc", flat(btc), side=side, mode=mode, **labels)


def opened(count: float, side: str, **labels: str) -> Made:
    """Open positions."""
    return real("positions_open", flat(count), side=side, **labels)


CASES = (
    *(
        case
        for alert, limit in BALANCES
        for case in (
            fires(alert, "a cent below", balance(flat(limit - CENT)), since="0s"),
            quiet(alert, "exactly the limit", balance(flat(limit))),
            fires(
                alert,
                "two instances of three, told once",
                balance(flat(limit - CENT)),
                balance(flat(limit - CENT), instance="b"),
                balance(flat(2 * limit), instance="c"),
                since="0s",
            ),
            fires(
                alert,
                "paper and live",
                balance(flat(limit - CENT)),
                balance(flat(limit - CENT), "paper"),
                since="0s",
                number=2,
            ),
            fires(
                alert,
                "until money is paid in",
                balance(flat(2 * limit, "2m") + flat(0, "6m") + flat(limit)),
                since="2m",
                over="8m",
            ),
            quiet(
                alert,
                "low for less than its time",
                balance(flat(0, "90s") + flat(limit, "5m") + flat(0, "90s") + flat(limit)),
            ),
            quiet(alert, "no data: the engine is stopped", balance(flat(2 * limit, "2m") + gone())),
        )
    ),
    fires(UNEXPECTED_POSITION_SIZE, "a hair above", size(over(EXPOSED), "long"), since="0s"),
    quiet(UNEXPECTED_POSITION_SIZE, "exactly the limit", size(EXPOSED, "long")),
    fires(
        UNEXPECTED_POSITION_SIZE,
        "six long and six short are twelve, not none",
        size(6, "long"),
        size(-6, "short", symbol="ETHUSDT"),
        since="0s",
    ),
    fires(
        UNEXPECTED_POSITION_SIZE,
        "two instances, each below",
        size(6, "long"),
        size(6, "long", instance="b"),
        since="0s",
    ),
    quiet(UNEXPECTED_POSITION_SIZE, "nine on paper are not nine live", size(9, "long"), size(9, "long", "paper")),
    fires(MAX_POSITIONS_REACHED, "long and short together", opened(MOST - 6, "long"), opened(6, "short"), since="0s"),
    fires(
        MAX_POSITIONS_REACHED,
        "two instances, each below",
        opened(MOST / 2, "long"),
        opened(MOST / 2, "long", instance="b"),
        since="0s",
    ),
    quiet(MAX_POSITIONS_REACHED, "one less", opened(MOST - 6, "long"), opened(5, "short")),
    quiet(MAX_POSITIONS_REACHED, "a hair less, if there were parts of positions", opened(under(MOST), "long")),
    quiet(
        MAX_POSITIONS_REACHED,
        "none of many series, on paper and live",
        *(opened(2, side, mode=mode) for side in ("long", "short") for mode in ("live", "paper")),
        opened(3, "long", instance="b"),
    ),
    quiet(
        MAX_POSITIONS_REACHED,
        "live and paper together",
        opened(MOST - 1, "long"),
        opened(MOST - 1, "long", mode="paper"),
    ),
    fires(HIGH_DAILY_LOSS_LIMIT, "a hair worse", *day(1000, over(LOSS) * 1000), since="0s"),
    quiet(HIGH_DAILY_LOSS_LIMIT, "a hair better", *day(1000, under(LOSS) * 1000)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "exactly the limit", *day(1000, LOSS * 1000)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "of what is left it would be more", *day(1000, -48)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "a profit of six percent", *day(1000, 60)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "no money at all", *day(0, 0)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "the day began with nothing, and ends with debts", *day(0, -50)),
    quiet(HIGH_DAILY_LOSS_LIMIT, "the day began with debts of half a dollar, which are paid", *day(-0.5, 0.5)),
    fires(HIGH_DAILY_LOSS_LIMIT, "of less than a dollar", *day(0.8, -0.5), since="0s"),
    fires(
        HIGH_DAILY_LOSS_LIMIT,
        "two instances that lose, told once",
        *day(1000, over(LOSS) * 1000),
        *day(3000, over(LOSS) * 3000, instance="b"),
        since="0s",
    ),
    quiet(
        HIGH_DAILY_LOSS_LIMIT,
        "two instances that lose a hair less",
        *day(1000, under(LOSS) * 1000),
        *day(1000, under(LOSS) * 1000, instance="b"),
    ),
    quiet(HIGH_DAILY_LOSS_LIMIT, "owing more than there was", *day(-1000, -500)),
    fires(HIGH_DAILY_LOSS_LIMIT, "only paper loses", *day(1000, -100, "paper"), *day(100_000, 0), since="0s"),
    fires(HIGH_DRAWDOWN, "a hair above", real("portfolio_drawdown_ratio", flat(over(limits.DEEP))), since="0s"),
    quiet(HIGH_DRAWDOWN, "exactly the limit", real("portfolio_drawdown_ratio", flat(limits.DEEP))),
    quiet(HIGH_DRAWDOWN, "a hair below", real("portfolio_drawdown_ratio", flat(under(limits.DEEP)))),
    quiet(
        HIGH_DRAWDOWN,
        "two instances, each below",
        real("portfolio_drawdown_ratio", flat(0.6 * limits.DEEP)),
        real("portfolio_drawdown_ratio", flat(0.6 * limits.DEEP), instance="b"),
    ),
    fires(
        HIGH_DRAWDOWN,
        "paper and live, in two instances of three",
        real("portfolio_drawdown_ratio", flat(0.5)),
        real("portfolio_drawdown_ratio", flat(0.5), instance="b"),
        real("portfolio_drawdown_ratio", NOTHING, instance="c"),
        real("portfolio_drawdown_ratio", flat(0.5), mode="paper"),
        since="0s",
        number=2,
    ),
)
