"""Trading: do signals become trades, are they executed correctly and fast, and has trading stopped?"""

from panels.queries import money
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
    span,
    zero_filled,
)
from panels.queries.money import MODE
from panels.queries.windows import HOUR, QUARTER, RECORDED
from panels.thresholds.trading import IDLE

SERVICE = ("environment", "service")
MOST_PAIRS = 8
"""More slices of a pie nobody can tell apart."""

switch = metric("trading_enabled")
trades = metric("trades_total")
succeeded = metric("trades_success_total")
failed = metric("trades_failed_total")
buckets = metric("trade_execution_duration_seconds_bucket")
signals = metric("trading_signals_total")
breakers = metric("circuit_breaker_state")

TRADES = record("mode:trades:rate5m", trades.rate(RECORDED).sum(*MODE))
SUCCEEDED = record("mode:trades_success:rate5m", zero_filled(succeeded.rate(RECORDED).sum(*MODE), TRADES))
FAILED = record("mode:trades_failed:rate5m", zero_filled(failed.rate(RECORDED).sum(*MODE), TRADES))
SUCCESS_RATIO = record("mode:trade_success_ratio:rate5m", ratio(SUCCEEDED, TRADES))
BUCKETS = record("mode_le:trade_execution_duration_seconds_bucket:rate5m", buckets.rate(RECORDED).sum(*MODE, "le"))
P50 = record("mode:trade_execution_duration_seconds:p50", BUCKETS.quantile(0.5))
P95 = record("mode:trade_execution_duration_seconds:p95", BUCKETS.quantile(0.95))
P99 = record("mode:trade_execution_duration_seconds:p99", BUCKETS.quantile(0.99))
RULES = group("trading", TRADES, SUCCEEDED, FAILED, SUCCESS_RATIO, BUCKETS, P50, P95, P99, *money.RECORDED_SERIES)

# --- for alerts -------------------------------------------------------------------------------------------------------

FAILURE_RATIO = ratio(FAILED, TRADES)
"""Share of five minutes' trades that failed."""

TRIED = trades.increase(QUARTER).sum(*MODE)
"""Trades of a quarter of an hour: with few of them a share says nothing."""

REJECTED = signals(outcome="rejected").increase(QUARTER).sum(*MODE)
EXECUTED = signals(outcome="executed").increase(QUARTER).sum(*MODE)
"""Signals of a quarter of an hour."""

BREAKERS = breakers.max(*SERVICE, "name")
"""State of each circuit breaker; paper and live share them."""

ENABLED = switch.max(*SERVICE)
"""Whether a service may trade in any mode."""


def success_ratio_of_at_least(trials: float) -> Expr:
    """Share of an hour's trades that succeeded, where at least so many were tried."""
    tried = trades.increase(HOUR).sum(*MODE)
    return zero_filled(succeeded.increase(HOUR).sum(*MODE), tried) / (tried >= trials)


def halted() -> Expr:
    """Modes that could have traded for ten minutes, but did not; for the alert.

    Only what was enabled all the time, is there now and was there ten minutes ago counts: a bot that was just switched
    on has had no chance, and one that was stopped has none. A counter that does not exist is no trade,
    and one that appears begins with its first.
    """
    window = span(IDLE.limit("red"))
    enabled_throughout = switch.over_time("min_over_time", window).max(*MODE).equals(1)
    there = switch.group(*MODE) & switch.offset(window).group(*MODE)
    traded = (trades.increase(window).sum(*MODE) > 0) | (trades.appeared(window).sum(*MODE) > 0)
    return (enabled_throughout & there).unless(traded)


# --- now --------------------------------------------------------------------------------------------------------------


def enabled(where: Where) -> Expr:
    """Whether the engine may place orders."""
    return switch(where).max("mode")


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


def top_pairs(where: Where) -> Expr:
    """Trades of the range, of the pairs traded most."""
    return trades(where).increase(RANGE).sum("symbol").top(MOST_PAIRS)


def circuit_breakers(where: Where) -> Expr:
    """State of each circuit breaker: 0 closed, 1 half-open, 2 open."""
    return breakers(where).max("name")
