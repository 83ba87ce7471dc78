"""From when on is a container too close to its limits?"""

from panels.thresholds.model import rising

OF_LIMIT = rising(yellow=0.8, red=0.9)
"""Share of the container's own limit; ContainerHighCPU and ContainerHighMemory."""

THROTTLED = rising(yellow=0.25)
"""Share of the scheduler's periods; ContainerCPUThrottled."""

OOM_KILLS = rising(red=1)
"""ContainerOOMKilled: one is too many."""
