"""Money: what does trading earn, how much of it is at risk, and is it inside its limits?"""

from panels.queries.expr import RANGE, Expr, Where, metric, per_minute, ratio, record
from panels.queries.windows import HOUR

MODE = ("environment", "service", "mode")

closed = metric("positions_closed_total")
value = metric("portfolio_value_usd")
price = metric("market_price_usd")
size = metric("position_size_btc")
free = metric("trading_balance_usdt")
below_peak = metric("portfolio_drawdown_ratio")

VALUE = record("mode:portfolio_value_usd:sum", value.sum(*MODE))
DAILY_RESULT = record("mode:profit_loss_daily:sum", metric("profit_loss_daily").sum(*MODE))
DAILY_RATIO = record("mode:profit_loss_daily:ratio", ratio(DAILY_RESULT, VALUE - DAILY_RESULT))
POSITIONS = record("mode:positions_open:sum", metric("positions_open").sum(*MODE))
EXPOSURE = record("mode:position_size_btc:abs_sum", size.abs().sum(*MODE))
RECORDED_SERIES = (VALUE, DAILY_RESULT, DAILY_RATIO, POSITIONS, EXPOSURE)
"""The part of the group `trading` that is about money."""

BALANCE = free.min(*MODE)
"""Free USDT; for the alerts."""

DRAWDOWN = below_peak.max(*MODE)
"""Distance below the peak, as a share of it, above zero; for the alert."""

# --- now --------------------------------------------------------------------------------------------------------------


def portfolio_value(where: Where) -> Expr:
    """USD of cash and positions, marked to market."""
    return value(where).sum("mode")


def daily_result(where: Where) -> Expr:
    """USD won or lost since 00:00 UTC, realised and unrealised."""
    return metric("profit_loss_daily", where).sum("mode")


def daily_result_of_equity(where: Where) -> Expr:
    """The same as a share of the equity that the day began with."""
    return DAILY_RATIO(where).named("{{mode}}")


def balance(where: Where) -> Expr:
    """Free USDT."""
    return free(where).min("mode")


def open_positions(where: Where) -> Expr:
    """Positions that are open, long and short."""
    return POSITIONS(where).named("{{mode}}")


# --- results ----------------------------------------------------------------------------------------------------------


def value_and_peak(where: Where) -> tuple[Expr, ...]:
    """USD of the portfolio, and the most that it ever was."""
    peak = metric("portfolio_peak_value_usd", where).max("mode")
    return portfolio_value(where).named("value"), peak.named("peak")


def against_holding(where: Where, market: Where) -> tuple[Expr, ...]:
    """Change since the left edge of the range: of the portfolio, and of a bitcoin that was merely held."""
    ours, bitcoin = value(where), price(market, symbol="BTCUSDT")
    return (
        (ours.sum() / ours.at_start().sum() - 1).named("portfolio"),
        (bitcoin.max() / bitcoin.at_start().max() - 1).named("BTC held"),
    )


def drawdown(where: Where) -> Expr:
    """Distance below the peak, as a share of it, below zero."""
    return -below_peak(where).max("mode")


def result(where: Where) -> tuple[Expr, ...]:
    """USD won or lost since the start; `profit_loss_total` is a gauge in spite of its name."""
    unrealised = metric("profit_loss_unrealized_usd", where).sum("mode")
    return metric("profit_loss_total", where).sum("mode").named("net realised"), unrealised.named("unrealised")


def result_by_strategy(where: Where) -> Expr:
    """USD that each strategy earned or lost."""
    return metric("strategy_profit_loss_usd", where).sum("strategy")


def best_strategies(where: Where) -> Expr:
    """The same, the best first."""
    return result_by_strategy(where).sorted_down()


def win_ratio(where: Where, window: str = RANGE) -> Expr:
    """Share of the closed positions that made money."""
    return ratio(closed(where, result="win").increase(window).sum("strategy"), closed_positions(where, window))


def closed_positions(where: Where, window: str = RANGE) -> Expr:
    """Positions that were closed."""
    return closed(where).increase(window).sum("strategy")


def fees(where: Where) -> Expr:
    """USD that the exchange took in an hour."""
    return metric("trade_fees_total", where).increase(HOUR).sum("symbol")


# --- risk -------------------------------------------------------------------------------------------------------------


def exposure(where: Where) -> tuple[Expr, ...]:
    """BTC, long and short added, and set off against each other."""
    return EXPOSURE(where).named("gross"), size(where).sum("mode").named("net")


def position_size(where: Where) -> Expr:
    """BTC of each position; short is negative."""
    return size(where).sum("symbol", "side")


def position_notional(where: Where) -> Expr:
    """USD of each symbol's positions."""
    return metric("position_notional_usd", where).sum("symbol")


def risk_limits(where: Where) -> Expr:
    """Share of each risk limit that is used."""
    return metric("risk_limit_utilization_ratio", where).max("limit")


def risk_rejections_per_minute(where: Where) -> Expr:
    """Orders that the risk checks stopped."""
    return per_minute(metric("risk_rejections_total", where).rate().sum("rule"))
