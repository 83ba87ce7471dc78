"""From when on is the machine in trouble?"""

from panels.thresholds.model import beyond, falling, rising

CPU = rising(yellow=0.8, red=0.9)
"""Red flag of the guide: above 90 %; HighCPUUsage warns at 80 %."""

CPU_EXHAUSTED = 0.95
"""CriticalCPUUsage."""

LOAD_PER_CORE = rising(yellow=1, red=2)
"""From 1 on a task waits for a core; node-mixin; HighSystemLoad at 2."""

MEMORY = rising(yellow=0.9, red=0.95)
"""Red flag of the guide: above 95 %, CriticalMemoryUsage; HighMemoryUsage warns at 90 %."""

DISK_FREE = falling(red=0.1, yellow=0.2)
"""Red flag of the guide: less than 10 % free; DiskSpaceLow, and DiskSpaceWarning at 20 %."""

DISK_FILLING = 0.4
"""Free share from which on a trend matters: an emptier disk is not full within a day, whatever a day's import says."""

INODES_FREE = 0.05
"""DiskInodesLow."""

DISK_FREE_TOMORROW = falling(red=1)
"""Bytes left in a day: none is red."""

DISK_BUSY = rising(red=0.8)
"""HighDiskIO."""

NETWORK = rising(red=100e6)
"""Bytes per second; HighNetworkTraffic."""

PACKET_ERRORS = 0.01
"""Share of the packets; NetworkErrors."""

PRESSURE = rising(yellow=0.2)
"""A fifth of the time some task waits."""

CLOCK_UNKNOWN = 16
"""Seconds; the kernel's own bound, from which on it calls a clock unsynchronised; HostClockNotSynchronising."""

CLOCK_SKEW = 0.05
CLOCK_OFFSET = beyond(CLOCK_SKEW)
"""Seconds; HostClockSkew. Binance refuses signed requests from a drifting clock."""
