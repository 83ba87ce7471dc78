"""From when on is the machine in trouble?"""

from panels.thresholds.model import beyond, falling, rising

CPU = rising(yellow=0.8, red=0.9)
"""Red flag of the guide: above 90 %; HighCPUUsage warns at 80 %."""

LOAD_PER_CORE = rising(yellow=1, red=2)
"""From 1 on a task waits for a core; node-mixin."""

MEMORY = rising(yellow=0.9, red=0.95)
"""Red flag of the guide: above 95 %; HighMemoryUsage warns at 90 %."""

DISK_FREE = falling(red=0.1, yellow=0.2)
"""Red flag of the guide: less than 10 % free; DiskSpaceLow."""

DISK_FREE_TOMORROW = falling(red=1)
"""Bytes left in a day: none is red."""

DISK_BUSY = rising(red=0.8)
"""HighDiskIO."""

NETWORK = rising(red=100e6)
"""Bytes per second; HighNetworkTraffic."""

PRESSURE = rising(yellow=0.2)
"""A fifth of the time some task waits."""

CLOCK_OFFSET = beyond(0.05)
"""Seconds; HostClockSkew. Binance refuses signed requests from a drifting clock."""
