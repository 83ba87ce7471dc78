"""Are trades executed correctly and fast, and is the money inside its risk limits?"""

# fmt: off
# A list is a line of the screen and a panel two or three lines: the formatter would take ten for each.

from panels.factories import Column, bargauge, gauge, heatmap, logs, piechart, stat, state_timeline, table, timeseries
from panels.layout import Board, dashboard, row, variables
from panels.queries import exchange, money, trading
from panels.queries import logs as lines
from panels.queries.scope import ENVIRONMENT, MODE, chosen
from panels.style.colours import OUTCOMES, PERCENTILES
from panels.style.words import BREAKER, ENABLED, UP_DOWN
from panels.thresholds import exchange as binance
from panels.thresholds import trading as limits
from panels.thresholds.model import GAIN, UP

UID = "trading-performance"
SYMBOL = chosen(MODE, "symbol")
STRATEGY = chosen(MODE, "strategy")
BOTH = chosen(MODE, "symbol", "strategy")


def build() -> Board:
    """Build the dashboard, from top to bottom."""
    return dashboard(
        "Trading Performance",
        row("Now",
            [stat("Trading", trading.enabled(MODE), unit="none", thresholds=UP, words=ENABLED, fill=True,
                  description="Whether the engine may place orders.", runbook="TRADING_HALTED"),
             stat("Portfolio value", money.portfolio_value(MODE), unit="currencyUSD", spark=True,
                  description="Cash plus positions, marked to market. A sudden step is a deposit, a withdrawal or a "
                              "price that is wrong: compare with Positions by symbol."),
             stat("Daily P&L", money.daily_result(MODE), unit="currencyUSD", thresholds=GAIN, spark=True,
                  description="Won or lost since 00:00 UTC, realised and unrealised.", runbook="DAILY_LOSS_LIMIT"),
             gauge("Daily P&L of equity", money.daily_result_of_equity(MODE), unit="percentunit",
                   thresholds=limits.DAILY_RESULT, min=-limits.DAILY_SCALE, max=limits.DAILY_SCALE,
                   description="Daily P&L as a share of the equity that the day began with.",
                   runbook="DAILY_LOSS_LIMIT")],
            [stat("Trading balance", money.balance(MODE), unit="currencyUSD", thresholds=limits.BALANCE,
                  spark=True, description="Free USDT; without it orders are refused.", runbook="LOW_BALANCE"),
             stat("Open positions", money.open_positions(MODE), unit="none", thresholds=limits.POSITIONS,
                  spark=True, description="Long and short together.", runbook="LARGE_POSITION"),
             stat("Success rate, 1 h", trading.success_ratio_of_an_hour(MODE), unit="percentunit", no_value="no trades",
                  thresholds=limits.SUCCESS, description="Trades of the last hour that succeeded; empty while nothing "
                  "was traded.", runbook="HIGH_TRADE_FAILURE"),
             stat("Time since last trade", trading.since_last_trade(MODE), unit="dtdurations", thresholds=limits.IDLE,
                  description="TradingHalted fires where trading is enabled and idle.", runbook="TRADING_HALTED")]),
        row("Execution",
            [timeseries("Trades per minute", trading.trades_per_minute(BOTH), unit="opm", bars=True, stacked=True,
                        description="Trading activity by symbol. None for long while trading is enabled, or far more "
                                    "than usual, is bad: look at Signals to trades and Failures by reason."),
             timeseries("Success rate", trading.success_ratio(MODE), unit="percentunit", limit="area", max=1,
                        thresholds=limits.SUCCESS_LINES, no_value="no trades", runbook="HIGH_TRADE_FAILURE",
                        description="Trades of five minutes that succeeded; gaps are periods without trades. The upper "
                                    "line is the target, the lower one HighTradeFailureRate."),
             timeseries("Execution latency", *trading.execution_time(MODE), unit="s", thresholds=limits.EXECUTION,
                        colours=PERCENTILES, description="From the signal to the fill. The line is for the p95.",
                        runbook="HIGH_TRADE_LATENCY")],
            [heatmap("Execution latency distribution", trading.execution_time_distribution(MODE), unit="s", log=True,
                     description="Trades by the time from signal to fill: shows the second hump that percentiles hide. "
                                 "A new band above a second is bad: compare with Binance request latency."),
             timeseries("Failures by reason", trading.failures_per_minute(SYMBOL), unit="opm", bars=True, stacked=True,
                        description="Why trades fail. Any reason that stays is bad.", no_value="no trade failed",
                        runbook="HIGH_TRADE_FAILURE")],
            [bargauge("Signals to trades", trading.signal_outcomes(STRATEGY), unit="short", colours=OUTCOMES,
                      description="What became of the signals in the range: executed, rejected by risk, ignored. Many "
                                  "rejected and none executed is bad: see Risk limits used."),
             timeseries("Slippage", *trading.slippage(MODE), unit="percentunit", thresholds=limits.SLIPPAGE,
                        colours=PERCENTILES, exemplars=True,
                        description="Absolute difference between expected and fill price. When it grows, trade smaller "
                                    "or in deeper markets.")]),
        row("Money",
            [timeseries("Portfolio value", *money.value_and_peak(MODE), unit="currencyUSD", from_zero=False,
                        description="Value against its peak. The gap between them is the drawdown."),
             timeseries("Against buy-and-hold", *money.against_holding(MODE, ENVIRONMENT), unit="percentunit",
                        thresholds=limits.HOLDING,
                        description="Change since the left edge of the range: did trading beat holding? Below the "
                                    "bitcoin for weeks is bad: see P&L by strategy."),
             timeseries("Drawdown", money.drawdown(MODE), unit="percentunit", thresholds=limits.DRAWDOWN,
                        limit="area", description="How far below the peak.", runbook="DAILY_LOSS_LIMIT")],
            [timeseries("Cumulative P&L", *money.result(MODE), unit="currencyUSD",
                        description="Won or lost since the engine started; it begins at 0 after a restart. Falling for "
                                    "days is bad: see P&L by strategy."),
             bargauge("P&L by strategy", money.best_strategies(STRATEGY), unit="currencyUSD", thresholds=GAIN,
                      from_zero=False, description="Which strategy earns. Switch off one that keeps losing."),
             table("Win rate by strategy, range",
                   Column("Strategy", label="strategy"),
                   Column("Win rate", money.win_ratio(MODE), unit="percentunit", thresholds=limits.WIN_RATE),
                   Column("Closed", money.closed_positions(MODE), unit="short"),
                   unit="percentunit", thresholds=limits.WIN_RATE, sort="Win rate", no_value="no position was closed",
                   description="Closed positions that made money. Success rate says that the order worked, win rate "
                               "that it was a good idea. Judge it from many closed positions only.")],
            [timeseries("Fees", money.fees(MODE), unit="currencyUSD",
                        description="Exchange fees of an hour. Rising faster than the volume is bad: fewer maker "
                                    "orders, or a lost discount."),
             piechart("Top traded pairs", trading.top_pairs(MODE), unit="short",
                      description="Share of the trades in the range. One pair with nearly all of it is a risk of its "
                                  "own: see Positions by symbol.")]),
        row("Risk",
            [timeseries("Gross exposure", *money.exposure(MODE), unit="short", axis="BTC", thresholds=limits.EXPOSURE,
                        description="Long plus short, and long minus short. The line is for gross.",
                        runbook="LARGE_POSITION"),
             table("Positions by symbol",
                   Column("Symbol", label="symbol"),
                   Column("Side", label="side"),
                   Column("Size BTC", money.position_size(MODE), unit="short", decimals=4),
                   Column("Notional", money.position_notional(MODE), unit="currencyUSD"),
                   sort="Notional", no_value="no open position", runbook="LARGE_POSITION",
                   description="What is open now; short is negative, the notional is per symbol. A symbol that nobody "
                               "meant to trade is bad.")],
            [bargauge("Risk limits used", money.risk_limits(MODE), unit="percentunit", thresholds=limits.RISK_LIMIT,
                      min=0, max=1, description="Daily loss, exposure, position count, leverage. At the limit orders "
                                                "are refused: close positions, or wait."),
             timeseries("Risk rejections", money.risk_rejections_per_minute(MODE), unit="opm", bars=True,
                        stacked=True, no_value="no order was stopped",
                        description="Orders stopped by risk checks. A lasting stream is bad: strategies ask for what "
                                    "the limits forbid. See Risk limits used."),
             state_timeline("Circuit breakers", trading.circuit_breakers(ENVIRONMENT), unit="none", words=BREAKER,
                            thresholds=limits.BREAKER, runbook="TRADING_HALTED",
                            description="An open breaker refuses calls until what it protects has recovered.")]),
        row("Exchange",
            [state_timeline("Binance reachable", *exchange.reachable(ENVIRONMENT), unit="none", words=UP_DOWN,
                            thresholds=UP, interval="1m", description="REST probe and market streams.",
                            runbook="BINANCE_API_DOWN"),
             timeseries("Binance request latency", *exchange.latency(ENVIRONMENT), unit="s", interval="1m",
                        thresholds=binance.LATENCY, exemplars=True, runbook="BINANCE_API_DOWN",
                        description="Ours by endpoint, and a probe's from outside. Both slow: Binance; ours only: us."),
             timeseries("Request weight used", exchange.weight_used(ENVIRONMENT), unit="percentunit", max=1,
                        thresholds=binance.WEIGHT, runbook="BINANCE_RATE_LIMIT",
                        description="Of what Binance grants in a minute. At 100 % it answers 429, then 418.")],
            [timeseries("Binance errors", exchange.errors_per_minute(ENVIRONMENT), unit="opm", bars=True, stacked=True,
                        no_value="no errors", description="By HTTP status: 429 and 418 are limits, 4xx are our orders, "
                        "5xx are Binance.", runbook="BINANCE_API_DOWN"),
             timeseries("Market data age", exchange.data_age(chosen(ENVIRONMENT, "symbol")), unit="s",
                        thresholds=binance.DATA_AGE, runbook="MARKET_DATA_STALE",
                        description="Age of the newest price. Trading on old prices is the worst failure."),
             timeseries("Clock offset to Binance", exchange.clock_offset(ENVIRONMENT), unit="s",
                        thresholds=binance.CLOCK_OFFSET, runbook="CLOCK_SKEW",
                        description="Server time minus ours. Signed requests fail beyond recvWindow.")]),
        row("Logs",
            [logs("Trade events", lines.trade_events(ENVIRONMENT),
                  description="Executions, rejections and risk decisions; trace_id finds the rest of the request. "
                              "Errors in a row are bad: read the newest one first.")],
            [timeseries("Failed trades per reason (logs)", lines.failed_trades(ENVIRONMENT), unit="short", bars=True,
                        no_value="no trade failed",
                        description="Must agree with Failures by reason; if not, the instrumentation is wrong.")]),
        uid=UID,
        area="trading",
        question=__doc__,
        time="now-6h",
        refresh="30s",
        choices=[
            variables.environment(),
            variables.service(),
            variables.query("mode", trading.switch(ENVIRONMENT), single="live"),
            variables.query("symbol", trading.trades(MODE)),
            variables.query("strategy", trading.trades(MODE)),
        ],
    )
