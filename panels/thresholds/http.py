"""From when on are requests answered too slowly or wrongly?"""

from panels.objectives import API_AVAILABILITY, SATISFIED
from panels.thresholds.model import falling, rising

TOLERATED = 4 * SATISFIED
"""Seconds; Apdex counts answers up to 4 T half, and our T is the objective (apdex.org, technical specification 1.1)."""

SLOW = 1.0
"""Seconds; the guide's slow requests and the trigger of HighLatencyP95."""

CRITICAL = 2.0
"""Seconds; CriticalLatencyP95, and the guide's red flag for the p99."""

ERROR_RATIO = rising(yellow=0.01, red=0.05)
"""Red flag of the guide: above 5 %."""

ENOUGH_REQUESTS = 0.02
"""Requests per second: below one in 50 s a single failure would page."""

BUSY_ENDPOINT = 0.1
"""Requests per second of one endpoint: enough for a share of failures to mean something."""

BROKEN_ENDPOINT = 0.2
"""Share of an endpoint's requests; EndpointHighErrorRate: it is broken, whatever the service as a whole looks like."""

MANY_REQUESTS = 1000
"""Requests per second of a service; HighRequestRate."""

SPIKE = 3
"""Times the mean of the hour before; TrafficSpike."""

SPIKE_REQUESTS = 5
"""Requests per second: below, three times as many is still nothing."""

ERROR_RATIO_LINE = rising(red=0.05)
"""The red flag alone."""

ERROR_SCALE = 0.1
"""Share of the requests up to which the axis shows at least."""

P95 = rising(yellow=SATISFIED, orange=SLOW, red=CRITICAL)
"""Red flag of the guide from yellow on; the alerts of orange and red."""

P99 = rising(yellow=SLOW, red=CRITICAL)
"""Red flag of the guide: above 2 s."""

PERCENTILES = rising(yellow=SATISFIED, red=CRITICAL)
"""The red flags of the p95 and of the p99, as lines."""

ENDPOINT_P95 = rising(yellow=SATISFIED, red=SLOW)
"""Seconds, of one endpoint."""

APDEX = falling(red=0.85, yellow=0.94)
"""Apdex calls 0.94 excellent and 0.85 good."""

AVAILABILITY = falling(red=API_AVAILABILITY.target, orange=0.997)
"""The objective, and a warning before it is missed."""

AVAILABILITY_WINDOW = falling(red=API_AVAILABILITY.target)
