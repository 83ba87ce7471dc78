"""Has trading stopped, does it fail, or is more money at risk than anybody decided?"""

from dashboards.rules.alerts import exchange as binance_alerts
from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, at_least, below, lasting, when
from panels.queries import exchange, money, trading
from panels.queries.expr import span
from panels.queries.windows import QUARTER
from panels.thresholds import exchange as binance
from panels.thresholds import trading as limits

HIGH_TRADE_FAILURE_RATE = Alert(
    name="HighTradeFailureRate",
    trigger=above(trading.FAILURE_RATIO, limits.FAILURES, "percentunit", "share of trades that fail")
    & at_least(trading.TRIED, limits.ENOUGH_TRADES, "none", f"trades in {lasting(QUARTER)}"),
    hold="5m",
    severity="critical",
    component="trading",
    category="execution",
    summary="{{ $value | humanizePercentage }} of {{ $labels.mode }} trades fail",
    meaning="Look at the reasons: balance, limits, the exchange or the way to it.",
    runbook="HIGH_TRADE_FAILURE",
    dashboard="trading-performance",
    panel="Execution / Success rate",
)

LOW_TRADE_SUCCESS_RATE = Alert(
    name="LowTradeSuccessRate",
    trigger=below(
        trading.success_ratio_of_at_least(limits.ENOUGH_TRADES_OF_AN_HOUR),
        limits.SUCCESS.limit("red"),
        "percentunit",
        f"success rate of the last hour ({limits.ENOUGH_TRADES_OF_AN_HOUR} trades or more)",
    ),
    hold="10m",
    severity="warning",
    component="trading",
    category="execution",
    summary="Only {{ $value | humanizePercentage }} of {{ $labels.mode }} trades succeed",
    meaning="The objective of trading is missed for longer than a bad moment.",
    runbook="HIGH_TRADE_FAILURE",
    dashboard="trading-performance",
    panel="Now / Success rate, 1 h",
)

TRADING_HALTED = Alert(
    name="TradingHalted",
    trigger=when(trading.halted(), f"trading enabled without a trade in {lasting(span(limits.IDLE.limit('red')))}"),
    hold="30s",  # the ten minutes of the guide's trigger are the window of the expression
    severity="critical",
    component="trading",
    category="execution",
    summary="No {{ $labels.mode }} trade although trading is enabled",
    meaning="Check Binance connectivity, balance, risk limits and the error log.",
    runbook="TRADING_HALTED",
    dashboard="trading-performance",
    panel="Now / Time since last trade",
)

SIGNALS_NOT_EXECUTED = Alert(
    name="SignalsNotExecuted",
    trigger=when(
        (trading.REJECTED >= limits.REJECTED_SIGNALS).unless(trading.EXECUTED > 0),
        f"{limits.REJECTED_SIGNALS} signals or more rejected in {lasting(QUARTER)} and none executed",
        f"at least {limits.REJECTED_SIGNALS}",
    ),
    hold="5m",
    severity="warning",
    component="trading",
    category="execution",
    summary="{{ $value | humanize }} {{ $labels.mode }} signals rejected, none executed",
    meaning="Strategies produce signals, but risk checks or the exchange stop all of them.",
    runbook="TRADING_HALTED",
    dashboard="trading-performance",
    panel="Execution / Signals to trades",
)

HIGH_TRADE_LATENCY = Alert(
    name="HighTradeLatency",
    trigger=above(trading.P95, limits.EXECUTION.limit("red"), "s", "p95 from signal to fill"),
    hold="5m",
    severity="warning",
    component="trading",
    category="performance",
    summary="p95 execution of {{ $labels.mode }} trades takes {{ $value | humanizeDuration }}",
    meaning="Prices move meanwhile: slippage grows.",
    runbook="HIGH_TRADE_LATENCY",
    dashboard="trading-performance",
    panel="Execution / Execution latency",
)

LOW_TRADING_BALANCE = Alert(
    name="LowTradingBalance",
    trigger=below(money.BALANCE, limits.BALANCE.limit("orange"), "USDT", "free balance"),
    hold="5m",
    severity="warning",
    component="trading",
    category="balance",
    summary='{{ $labels.mode }} balance is {{ $value | printf "%.2f" }} USDT',
    meaning="Orders may be refused.",
    runbook="LOW_BALANCE",
    dashboard="trading-performance",
    panel="Now / Trading balance",
)

CRITICAL_TRADING_BALANCE = Alert(
    name="CriticalTradingBalance",
    trigger=below(money.BALANCE, limits.BALANCE.limit("red"), "USDT", "free balance"),
    hold="2m",
    severity="critical",
    component="trading",
    category="balance",
    summary='{{ $labels.mode }} balance is {{ $value | printf "%.2f" }} USDT',
    meaning="Most orders will be refused.",
    runbook="LOW_BALANCE",
    dashboard="trading-performance",
    panel="Now / Trading balance",
)

UNEXPECTED_POSITION_SIZE = Alert(
    name="UnexpectedPositionSize",
    trigger=above(money.EXPOSURE, limits.EXPOSURE.limit("red"), "BTC", "gross exposure (long plus short)"),
    hold="1m",
    severity="critical",
    component="trading",
    category="risk",
    summary='Gross {{ $labels.mode }} exposure is {{ $value | printf "%.3f" }} BTC',
    meaning="More is at risk than anybody decided.",
    runbook="LARGE_POSITION",
    dashboard="trading-performance",
    panel="Risk / Gross exposure",
)

MAX_POSITIONS_REACHED = Alert(
    name="MaxPositionsReached",
    trigger=at_least(money.POSITIONS, limits.POSITIONS.limit("orange"), "none", "open positions"),
    hold="5m",
    severity="warning",
    component="trading",
    category="risk",
    summary="{{ $value }} {{ $labels.mode }} positions open",
    meaning="Further signals are refused until one closes.",
    runbook="LARGE_POSITION",
    dashboard="trading-performance",
    panel="Now / Open positions",
)

HIGH_DAILY_LOSS_LIMIT = Alert(
    name="HighDailyLossLimit",
    trigger=below(
        money.DAILY_RATIO,
        limits.DAILY_RESULT.limit("red"),
        "percentunit",
        "result since 00:00 UTC as a share of the equity then",
    ),
    hold="1m",
    severity="critical",
    component="trading",
    category="risk",
    summary="{{ $labels.mode }} account is at {{ $value | humanizePercentage }} today",
    meaning="Stop trading or reduce it before the loss grows.",
    runbook="DAILY_LOSS_LIMIT",
    dashboard="trading-performance",
    panel="Now / Daily P&L of equity",
)

HIGH_DRAWDOWN = Alert(
    name="HighDrawdown",
    trigger=above(money.DRAWDOWN, limits.DEEP, "percentunit", "drawdown from the peak"),
    hold="5m",
    severity="warning",
    component="trading",
    category="risk",
    summary="{{ $labels.mode }} drawdown is {{ $value | humanizePercentage }}",
    meaning="A series of losses, not one bad day.",
    runbook="DAILY_LOSS_LIMIT",
    dashboard="trading-performance",
    panel="Money / Drawdown",
)

CIRCUIT_BREAKER_OPEN = Alert(
    name="CircuitBreakerOpen",
    trigger=when(trading.BREAKERS.equals(limits.BREAKER.limit("red")), "circuit breaker open"),
    hold="1m",
    severity="warning",
    component="trading",
    category="risk",
    summary="Circuit breaker {{ $labels.name }} is open",
    meaning="Calls behind it are refused until it closes.",
    runbook="TRADING_HALTED",
    dashboard="trading-performance",
    panel="Risk / Circuit breakers",
)

MARKET_DATA_STALE = Alert(
    name="MarketDataStale",
    trigger=above(exchange.DATA_AGE, binance.DATA_AGE.limit("red"), "s", "age of the newest price")
    & when(trading.ENABLED.equals(1).on(*trading.SERVICE), "trading enabled"),
    hold="1m",
    severity="critical",
    component="trading",
    category="market_data",
    summary="Market data of {{ $labels.symbol }} is {{ $value | humanizeDuration }} old",
    meaning="Trading on old prices is the worst failure.",
    runbook="MARKET_DATA_STALE",
    dashboard="trading-performance",
    panel="Exchange / Market data age",
)

GROUPS = (
    AlertGroup(
        "trading",
        (
            HIGH_TRADE_FAILURE_RATE,
            LOW_TRADE_SUCCESS_RATE,
            TRADING_HALTED,
            SIGNALS_NOT_EXECUTED,
            HIGH_TRADE_LATENCY,
            LOW_TRADING_BALANCE,
            CRITICAL_TRADING_BALANCE,
            UNEXPECTED_POSITION_SIZE,
            MAX_POSITIONS_REACHED,
            HIGH_DAILY_LOSS_LIMIT,
            HIGH_DRAWDOWN,
            CIRCUIT_BREAKER_OPEN,
            MARKET_DATA_STALE,
        ),
    ),
    AlertGroup("external_api", binance_alerts.ALERTS),
)
