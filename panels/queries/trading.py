"""Trading: are trades executed correctly and fast, what do they earn, and is the money inside its limits?"""

from panels.queries.expr import (
    RANGE,
    RATE_INTERVAL,
    Expr,
    Where,
    group,
    metric,
    now,
    per_minute,
    ratio,
    record,
    zero_filled,
)
from panels.queries.windows import HOUR, RECORDED

MODE = ("environment", "service", "mode")
MOST_PAIRS = 8
"""More slices of a pie nobody can tell apart."""

switch = metric("trading_enabled")
trades = metric("trades_total")
succeeded = metric("trades_success_total")
failed = metric("trades_failed_total")
buckets = metric("trade_execution_duration_seconds_bucket")
signals = metric("trading_signals_total")
closed = metric("positions_closed_total")
value = metric("portfolio_value_usd")
price = metric("market_price_usd")
size = metric("position_size_btc")

TRADES = record("mode:trades:rate5m", trades.rate(RECORDED).sum(*MODE))
SUCCEEDED = record("mode:trades_success:rate5m", zero_filled(succeeded.rate(RECORDED).sum(*MODE), TRADES))
FAILED = record("mode:trades_failed:rate5m", zero_filled(failed.rate(RECORDED).sum(*MODE), TRADES))
SUCCESS_RATIO = record("mode:trade_success_ratio:rate5m", ratio(SUCCEEDED, TRADES))
BUCKETS = record("mode_le:trade_execution_duration_seconds_bucket:rate5m", buckets.rate(RECORDED).sum(*MODE, "le"))
P50 = record("mode:trade_execution_duration_seconds:p50", BUCKETS.quantile(0.5))
P95 = record("mode:trade_execution_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("mode:trade_execution_duration_seconds:p99", BUCKETS.quantile(0.99))
VALUE = record("mode:portfolio_value_usd:sum", value.sum(*MODE))
DAILY_RESULT = record("mode:profit_loss_daily:sum", metric("profit_loss_daily").sum(*MODE))
DAILY_RATIO = record("mode:profit_loss_daily:ratio", ratio(DAILY_RESULT, VALUE - DAILY_RESULT))
POSITIONS = record("mode:positions_open:sum", metric("positions_open").sum(*MODE))
EXPOSURE = record("mode:position_size_btc:abs_sum", size.abs().sum(*MODE))
RULES = group(
    "trading",
    TRADES,
    SUCCEEDED,
    FAILED,
    SUCCESS_RATIO,
    BUCKETS,
    P50,
    P95,
    P99,
    VALUE,
    DAILY_RESULT,
    DAILY_RATIO,
    POSITIONS,
    EXPOSURE,
)

HALTED = "10m"
"""The guide's trigger."""


def halted() -> Expr:
    """Modes that could have traded for ten minutes, but did not; for the alert.

    Only what was enabled all the time, and was already there ten minutes ago, counts: a bot that was just switched on
    has had no chance. A counter that does not exist is no trade.
    """
    done = trades.increase(HALTED).sum(*MODE)
    enabled_throughout = switch.over_time("min_over_time", HALTED).max(*MODE).equals(1)
    enabled_before = switch.offset(HALTED).max(*MODE).equals(1)
    idle = zero_filled(done, switch.max(*MODE)).equals(0)
    return idle & enabled_throughout.on(*MODE) & enabled_before.on(*MODE)


# --- now --------------------------------------------------------------------------------------------------------------


def enabled(where: Where) -> Expr:
    """Whether the engine may place orders."""
    return switch(where).max("mode")


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
    return metric("trading_balance_usdt", where).min("mode")


def open_positions(where: Where) -> Expr:
    """Positions that are open, long and short."""
    return POSITIONS(where).named("{{mode}}")


def success_ratio_of_an_hour(where: Where) -> Expr:
    """Share of the last hour's trades that succeeded; nothing if none was tried."""
    return ratio(succeeded(where).increase(HOUR).sum("mode"), trades(where).increase(HOUR).sum("mode"))


def since_last_trade(where: Where) -> Expr:
    """Seconds."""
    return now() - metric("last_trade_timestamp_seconds", where).max("mode")


# --- execution --------------------------------------------------------------------------------------------------------


def trades_per_minute(where: Where) -> Expr:
    """Trades that came to their end, well or badly."""
    return per_minute(trades(where).rate().sum("symbol"))


def success_ratio(where: Where) -> Expr:
    """Share of five minutes' trades that succeeded; nothing while none is tried."""
    return SUCCESS_RATIO(where).named("{{mode}}")


def execution_time(where: Where) -> tuple[Expr, ...]:
    """Seconds from the signal until half, 95 % and 99 % of the trades are filled."""
    return P50(where).named("p50"), P95(where).named("p95"), P99(where).named("p99")


def execution_time_distribution(where: Where) -> Expr:
    """Trades by the seconds from signal to fill."""
    return buckets(where).increase(RATE_INTERVAL).sum("le")


def failures_per_minute(where: Where) -> Expr:
    """Trades that failed, by reason."""
    return per_minute(failed(where).rate().sum("reason"))


def signal_outcomes(where: Where) -> Expr:
    """What became of the range's signals."""
    return signals(where).increase(RANGE).sum("outcome")


def slippage(where: Where) -> tuple[Expr, ...]:
    """Distance between expected and paid price, as a share of it: half and 95 % of the trades stay below."""
    by_bound = metric("trade_slippage_ratio_bucket", where).rate().sum("le")
    return by_bound.quantile(0.5).named("p50"), by_bound.quantile(0.95).named("p95")


# --- money ------------------------------------------------------------------------------------------------------------


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
    return -metric("portfolio_drawdown_ratio", where).max("mode")


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


def top_pairs(where: Where) -> Expr:
    """Trades of the range, of the pairs traded most."""
    return trades(where).increase(RANGE).sum("symbol").top(MOST_PAIRS)


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


def circuit_breakers(where: Where) -> Expr:
    """State of each circuit breaker: 0 closed, 1 half-open, 2 open."""
    return metric("circuit_breaker_state", where).max("name")
