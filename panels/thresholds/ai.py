"""From when on is the AI service slow, unsure, wrong or expensive?"""

from panels.thresholds.model import falling, rising

DURATION = rising(yellow=3, red=5)
"""Seconds, p95; red flag of the guide: above 5 s."""

DURATION_LINES = rising(red=5, dark_red=10)
"""Seconds, p95; AIServiceSlow and AIServiceCriticalSlow."""

UNSURE = 0.45
"""Red flag of the guide: mean confidence below 45 %."""

CONFIDENT = 0.8
"""The guide's example query for confident predictions."""

CONFIDENCE = falling(red=UNSURE, yellow=0.55)

CONFIDENCE_LINE = falling(red=UNSURE)

ACCURACY = falling(red=0.55, yellow=0.6)
"""Red flag of the guide: below 55 %."""

ACCURACY_LINE = falling(red=0.55)

LOADED = falling(red=1)
"""No model is loaded: ModelLoadFailure."""

DRIFT = rising(yellow=0.1, red=0.25)
"""Population stability index: 0.1 moderate, 0.25 significant (the usual reading in credit scoring)."""
