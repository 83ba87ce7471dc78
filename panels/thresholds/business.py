"""From when on should management be worried?"""

from panels.thresholds.model import falling, rising

ACTIVE_USERS = falling(red=1)
"""Nobody is there: NoActiveUsers in working hours."""

LOGIN_FAILURES = rising(red=0.5)
"""Share of the logins; LoginFailuresHigh."""

OBJECTIVE_SCALE = 0.9
"""Where the bars of the objectives begin; the lowest of them is 95 %."""
