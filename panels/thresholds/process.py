"""From when on is a process short of something?"""

from panels.thresholds.model import rising

FILE_DESCRIPTORS = rising(red=0.8)
"""Share of the limit; FileDescriptorsExhausted."""

EVENT_LOOP_LAG = rising(red=0.2)
"""Seconds; NodeEventLoopLag."""

GARBAGE_COLLECTION = rising(yellow=0.1)
"""Share of the time."""
