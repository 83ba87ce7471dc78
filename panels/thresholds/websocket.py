"""From when on are real-time clients too many, too late or cut off?"""

from panels.thresholds.model import falling, rising

CONNECTIONS = rising(yellow=1000, red=5000)
"""Red flags of the guide: above 1000 warning, above 5000 critical."""

SLOW = 0.1
"""Seconds, p95; red flag of the guide: above 100 ms; WebSocketHighLatency."""

LATENCY = rising(yellow=0.05, red=SLOW)

LATENCY_LINE = rising(red=SLOW)
"""The red flag alone."""

FAILING = 0.05
"""Share of the messages; red flag of the guide: above 5 %; WebSocketHighErrorRate."""

ERROR_RATIO = rising(yellow=0.01, red=FAILING)

ERROR_RATIO_LINE = rising(red=FAILING)
"""The red flag alone."""

STORM = 20
"""Connections that were cut off in five minutes: fewer are no storm; WebSocketDisconnectStorm."""

STORM_OF_OPEN = 0.5
"""The same as a share of the connections that are open."""

ERROR_SCALE = 0.1
"""Share of the messages up to which the axis shows at least."""

CONNECTION_DURATION = falling(red=60)
"""Seconds, median: shorter ones are a reconnect loop."""

DROPPED = rising(red=1)
"""Messages per second; WebSocketMessagesDropped."""
