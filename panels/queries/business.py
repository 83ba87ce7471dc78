"""Business: do users come and stay, what do they trade, and what does it earn?

Windows of a day are recorded every two minutes: a week of them is drawn without reading a raw counter again.
"""

from functools import partial

from panels.queries import ai, money, openai, trading
from panels.queries.expr import RANGE, Expr, Where, group, hour, metric, ratio, record, weekday, zero_filled
from panels.queries.windows import DAY, HOUR, LATELY, WEEK
from panels.thresholds.business import ENOUGH_LOGINS, WORKDAYS, WORKING_HOURS

ENVIRONMENT = ("environment",)
MODE = ("environment", "mode")
MOST = 10

seldom = partial(record, every="2m")
"""Of windows of a day, which change slowly and cost much."""

registrations = metric("user_registrations_total")
deposits = metric("deposits_usd_total")
withdrawals = metric("withdrawals_usd_total")

users = metric("users_active_total")
logins = metric("user_logins_total")

ACTIVE_USERS = seldom("environment:users_active:sum", users.sum(*ENVIRONMENT))
REGISTRATIONS = seldom("environment:user_registrations:increase24h", registrations.increase(DAY).sum(*ENVIRONMENT))
LOGINS = seldom("environment:user_logins:increase1h", logins.increase(HOUR).sum(*ENVIRONMENT, "result"))
VOLUME = seldom("mode:trade_volume:increase24h", metric("trade_volume_total").increase(DAY).sum(*MODE))
TRADES_BY_STRATEGY = seldom("mode_strategy:trades:increase24h", trading.trades.increase(DAY).sum(*MODE, "strategy"))
TRADES_BY_SYMBOL = seldom("mode_symbol:trades:increase24h", trading.trades.increase(DAY).sum(*MODE, "symbol"))
REVENUE = seldom(
    "source:revenue_usd:increase24h", metric("revenue_usd_total").increase(DAY).sum(*ENVIRONMENT, "source")
)


def _growth() -> Expr:
    """Share by which the portfolio grew in a day, without what was paid in and out."""
    before = money.VALUE.offset(DAY)
    flows = deposits.increase(DAY).sum(*money.MODE) - withdrawals.increase(DAY).sum(*money.MODE)
    return ratio(money.VALUE - before - zero_filled(flows, money.VALUE), before)


GROWTH = seldom("mode:portfolio_growth:ratio24h", _growth())
RULES = group(
    "business",
    ACTIVE_USERS,
    REGISTRATIONS,
    LOGINS,
    VOLUME,
    TRADES_BY_STRATEGY,
    TRADES_BY_SYMBOL,
    REVENUE,
    GROWTH,
    ai.ACCURACY_DAY,
    openai.COST_DAY,
    interval="2m",
)

# --- for alerts -------------------------------------------------------------------------------------------------------

SERVICE = ("environment", "service")
OPEN_FOR_BUSINESS = ((hour() >= WORKING_HOURS[0]) < WORKING_HOURS[1]).on()
ON_A_WORKDAY = ((weekday() >= WORKDAYS[0]) <= WORKDAYS[1]).on()
"""The clock has no labels, so both are matched on none."""

NOBODY_THERE = users.sum(*ENVIRONMENT).equals(0) & OPEN_FOR_BUSINESS & ON_A_WORKDAY
"""Environments without an active user in working hours."""

LOGIN_FAILURES = logins(result="failure").increase(LATELY).sum(*SERVICE) / (
    logins.increase(LATELY).sum(*SERVICE) >= ENOUGH_LOGINS
)
"""Share of the logins that failed, where there were enough to tell."""

# --- users ------------------------------------------------------------------------------------------------------------


def active_users(where: Where) -> Expr:
    """Users with a request in the last 15 minutes."""
    return ACTIVE_USERS(where).sum().named("now")


def active_users_against_last_week(where: Where) -> tuple[Expr, Expr]:
    """The same, and at the same time of the week before."""
    return active_users(where), ACTIVE_USERS(where).offset(WEEK).sum().named("a week ago")


def registered_users(where: Where) -> Expr:
    """Accounts."""
    return metric("users_registered", where).sum().named("users")


def registrations_of_a_day(where: Where) -> tuple[Expr, Expr]:
    """Sign-ups of the last 24 hours, and of the day before."""
    return REGISTRATIONS(where).sum().named("24 h"), REGISTRATIONS(where).offset(DAY).sum().named("day before")


def registrations_per_day(where: Where) -> Expr:
    """Sign-ups, a bar for each day."""
    return registrations(where).increase(DAY).sum().named("per day")


def engagement(where: Where) -> tuple[Expr, Expr]:
    """Sessions that are open, and logins of an hour."""
    sessions = metric("user_sessions_active", where).sum().named("active sessions")
    return sessions, LOGINS(where).sum("result").named("logins {{result}} per hour")


def login_failures(where: Where) -> Expr:
    """Share of an hour's logins that failed; nothing if nobody tried."""
    return ratio(LOGINS(where, result="failure").sum(), LOGINS(where).sum()).named("failed")


def session_length(where: Where) -> Expr:
    """Seconds that half of an hour's ended sessions lasted."""
    ended = metric("user_session_duration_seconds_bucket", where).increase(HOUR)
    return ended.sum("le").quantile(0.5).named("median")


def feature_use(where: Where) -> Expr:
    """How often the features used most were used in the range."""
    return metric("frontend_feature_used_total", where).increase(RANGE).sum("feature").top(MOST)


def subscriptions(where: Where) -> Expr:
    """Active subscriptions."""
    return metric("subscriptions_active", where).sum("plan")


# --- trading ----------------------------------------------------------------------------------------------------------


def volume(where: Where) -> Expr:
    """USD of the trades that were filled in the last 24 hours."""
    return VOLUME(where).sum().named("24 h")


def trades_per_day(where: Where) -> Expr:
    """Trades, a bar for each day."""
    return trading.trades(where).increase(DAY).sum().named("trades")


def top_strategies(where: Where) -> Expr:
    """Trades of the last 24 hours, of the strategies that trade most."""
    return TRADES_BY_STRATEGY(where).sum("strategy").top(MOST)


def win_ratio(where: Where) -> Expr:
    """Share of the positions closed in the last 24 hours that made money."""
    return money.win_ratio(where, DAY)


def top_pairs(where: Where) -> Expr:
    """Trades of the last 24 hours, of the pairs traded most."""
    return TRADES_BY_SYMBOL(where).sum("symbol").top(MOST)


# --- money ------------------------------------------------------------------------------------------------------------


def revenue(where: Where) -> Expr:
    """USD earned in the last 24 hours, from all sources."""
    return REVENUE(where).sum().named("24 h")


def revenue_per_day(where: Where) -> Expr:
    """USD earned, a bar for each day."""
    return metric("revenue_usd_total", where).increase(DAY).sum("source")


def fees_per_day(where: Where) -> Expr:
    """USD of the platform's own fees in a day."""
    return metric("platform_fees_usd_total", where).increase(DAY).sum("type")


def portfolio_value(where: Where) -> Expr:
    """USD of all accounts."""
    return money.VALUE(where).sum().named("value")


def portfolio_growth(where: Where) -> Expr:
    """Share by which the portfolio grew in 24 hours, net of deposits and withdrawals."""
    return GROWTH(where).max().named("24 h")


def flows(where: Where) -> tuple[Expr, Expr]:
    """USD paid in in a day, and paid out below the axis."""
    paid_out = -withdrawals(where).increase(DAY).sum()
    return deposits(where).increase(DAY).sum().named("deposits"), paid_out.named("withdrawals")


def intelligence_cost(where: Where) -> Expr:
    """USD that OpenAI cost in the last 24 hours."""
    return openai.COST_DAY(where).sum().named("OpenAI 24 h")
