"""Which colour has a series whose meaning never changes?"""

from collections.abc import Mapping

Colours = Mapping[str, str]
"""Series name -> colour."""

PERCENTILES: Colours = {"p50": "blue", "p95": "orange", "p99": "red"}
OUTCOMES: Colours = {"executed": "green", "rejected": "orange", "ignored": "text"}
STATUSES: Colours = {"/^2/": "green", "/^3/": "blue", "/^4/": "yellow", "/^5/": "red"}
"""HTTP's classes, whether the series is called 404 or 4xx."""

SIGNALS: Colours = {"LONG": "green", "SHORT": "red", "NEUTRAL": "gray"}
