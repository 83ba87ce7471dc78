"""From when on are real-time clients too many, too late or cut off?"""

from panels.thresholds.model import falling, rising

CONNECTIONS = rising(yellow=1000, red=5000)
"""Red flags of the guide: above 1000 warning, above 5000 critical."""

LATENCY = rising(yellow=0.05, red=0.1)
"""Seconds, p95; red flag of the guide: above 100 ms."""

LATENCY_LINE = rising(red=0.1)
"""The red flag alone."""

ERROR_RATIO = rising(yellow=0.01, red=0.05)
"""Share of the messages; red flag of the guide: above 5 %."""

ERROR_RATIO_LINE = rising(red=0.05)
"""The red flag alone."""

ERROR_SCALE = 0.1
"""Share of the messages up to which the axis shows at least."""

CONNECTION_DURATION = falling(red=60)
"""Seconds, median: shorter ones are a reconnect loop."""

DROPPED = rising(red=1)
"""Messages per second; WebSocketMessagesDropped."""
