"""From when on is Binance, or our way to it, in trouble?"""

from panels.thresholds.model import beyond, falling, rising

LATENCY = rising(red=2)
"""Seconds; BinanceAPIHighLatency."""

WEIGHT = rising(yellow=0.8, red=1)
"""Share of the request weight of a minute; BinanceRateLimitNear, and at 1 Binance answers 429, then 418."""

DATA_AGE = rising(red=60)
"""Seconds; MarketDataStale."""

DRIFT = 0.5
"""Seconds, either way; BinanceClockDrift: signed requests fail beyond recvWindow."""

CLOCK_OFFSET = beyond(DRIFT)

STREAMS = falling(red=1)
"""Share of the streams that are connected: one lost is one too many."""
