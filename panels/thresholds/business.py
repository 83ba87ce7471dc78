"""From when on should management be worried?"""

from panels.thresholds.model import falling, rising

ACTIVE_USERS = falling(red=1)
"""Nobody is there: NoActiveUsers in working hours."""

LOGIN_FAILURES = rising(red=0.5)
"""Share of the logins; LoginFailuresHigh."""

OBJECTIVE_SCALE = 0.9
"""Where the bars of the objectives begin; the lowest of them is 95 %."""

ENOUGH_LOGINS = 20
"""In ten minutes: with fewer, one forgetful user would alarm."""

WORKING_HOURS = (9, 17)
"""UTC, from the first hour to before the last; NoActiveUsers."""

WORKDAYS = (1, 5)
"""Monday to Friday, as `day_of_week()` counts."""
