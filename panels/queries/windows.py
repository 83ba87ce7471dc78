"""Over which windows do the questions look back, where the window is part of the meaning?"""

RECORDED = "5m"
"""Of recorded rates: twenty scrapes, smooth enough for an alert and fresh enough for a person."""

LATELY = "10m"
"""Of rare events: long enough that an alert is not over before anybody has looked."""

QUARTER = "15m"
"""Of an hour: enough for a person to react to, and for few events to add up."""

HOUR = "1h"

DAY = "24h"
"""What a person means by a day; SLO windows say `1d`, after the workbook."""

WEEK = "1w"
"""Markets and people alike have a rhythm of seven days."""
