"""From when on is the AI service slow, unsure, wrong or expensive?"""

from panels.thresholds.model import falling, rising

SLOW = 5
"""Seconds, p95; red flag of the guide: above 5 s; AIServiceSlow."""

DURATION = rising(yellow=3, red=SLOW)

DURATION_LINES = rising(red=SLOW, dark_red=10)
"""Seconds, p95; AIServiceSlow and AIServiceCriticalSlow."""

ERRORS = rising(red=0.1)
"""Share of the analyses; AIAnalysisErrors."""

UNSURE = 0.45
"""Red flag of the guide: mean confidence below 45 %."""

CONFIDENT = 0.8
"""The guide's example query for confident predictions."""

CONFIDENCE = falling(red=UNSURE, yellow=0.55)

CONFIDENCE_LINE = falling(red=UNSURE)

WRONG = 0.55
"""Red flag of the guide: accuracy below 55 %; LowPredictionAccuracy."""

ACCURACY = falling(red=WRONG, yellow=0.6)

ACCURACY_LINE = falling(red=WRONG)

ONE_SIGNAL = rising(red=0.95)
"""Share of an hour's predictions that are the same signal; PredictionSkew."""

ENOUGH_PREDICTIONS = 20
"""In an hour: of fewer, all may well be the same."""

AGE = rising(yellow=30 * 24 * 60 * 60)
"""Seconds since a model was trained: a month; ModelStale."""

LOADED = falling(red=1)
"""No model is loaded: ModelLoadFailure."""

DRIFT = rising(yellow=0.1, red=0.25)
"""Population stability index: 0.1 moderate, 0.25 significant (the usual reading in credit scoring)."""
