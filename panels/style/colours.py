"""Which colour has a series whose meaning never changes?"""

from collections.abc import Mapping

Colours = Mapping[str, str]
"""Series name -> colour."""

PERCENTILES: Colours = {"p50": "blue", "p95": "orange", "p99": "red"}
OUTCOMES: Colours = {"executed": "green", "rejected": "orange", "ignored": "text"}
