"""Has trading stopped, or is there no money left to trade with?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import below, when
from panels.queries import money, trading
from panels.thresholds import trading as limits

TRADING_HALTED = Alert(
    name="TradingHalted",
    trigger=when(trading.halted(), "no trade for 10 minutes although trading is enabled"),
    hold="30s",  # the ten minutes of the guide's trigger are the window of the expression
    severity="critical",
    component="trading",
    category="execution",
    summary="No {{ $labels.mode }} trade for 10 minutes although trading is enabled",
    meaning="Check Binance connectivity, balance, risk limits and the error log.",
    runbook="TRADING_HALTED",
    dashboard="trading-performance",
    panel="Now / Time since last trade",
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

GROUPS = (AlertGroup("trading", (TRADING_HALTED, LOW_TRADING_BALANCE)),)
