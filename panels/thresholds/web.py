"""From when on does a page appear too late?"""

from panels.thresholds.model import rising

LARGEST_PAINT = rising(yellow=2.5, red=4)
"""Seconds; web.dev: good up to 2.5, poor from 4."""
