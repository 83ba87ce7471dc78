"""From when on are trades executed badly, or is the money outside its limits?"""

from panels.objectives import TRADE_SUCCESS
from panels.thresholds.model import Thresholds, falling, rising

SUCCESS = falling(red=TRADE_SUCCESS.target)
"""Red flag of the guide: below 95 %."""

FAILURES = 0.1
"""Share of five minutes' trades that fail; HighTradeFailureRate."""

ENOUGH_TRADES = 5
"""In a quarter of an hour: below, a single failure would page."""

ENOUGH_TRADES_OF_AN_HOUR = 10
"""Below, one failure is 10 % and more: no rate to judge by."""

SUCCESS_LINES = falling(dark_red=1 - FAILURES, red=TRADE_SUCCESS.target)
"""The red flag, and HighTradeFailureRate."""

REJECTED_SIGNALS = 5
"""In a quarter of an hour, while none is executed; SignalsNotExecuted."""

DAILY_RESULT = falling(red=-0.05, orange=-0.03)
"""Share of the day's first equity; red flag of the guide: a loss above 5 %."""

DAILY_SCALE = 0.1
"""Share of the equity that the dial shows on either side of zero."""

BALANCE = falling(red=50, orange=100)
"""USDT; red flag of the guide: below 100; CriticalTradingBalance at 50."""

POSITIONS = rising(yellow=8, orange=10, red=11)
"""Red flag of the guide: more than 10; MaxPositionsReached at 10."""

IDLE = rising(red=600)
"""Seconds without a trade; TradingHalted."""

EXECUTION = rising(red=1)
"""Seconds, p95; red flag of the guide: above 1 s."""

SLIPPAGE = rising(yellow=0.002, red=0.005)
"""Share of the expected price."""

HOLDING = Thresholds("transparent", ((0, "text"),))
"""Where the range began: neither good nor bad."""

DEEP = 0.1
"""Share of the peak; HighDrawdown."""

DRAWDOWN = falling(red=-DEEP)
"""The same, drawn below zero."""

WIN_RATE = falling(red=0.4, yellow=0.5)
"""Share of the closed positions that made money."""

EXPOSURE = rising(red=10)
"""BTC, long and short added; UnexpectedPositionSize."""

RISK_LIMIT = rising(yellow=0.8, red=1)
"""Share of the limit: at 1 the next order is refused."""

BREAKER = rising(yellow=1, red=2)
"""1 is half-open: it lets a few calls through to try; 2 is open: CircuitBreakerOpen."""
