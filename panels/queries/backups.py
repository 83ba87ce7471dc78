"""Is there a backup of each Grafana, is it whole, and how old is it?"""

from panels.queries.expr import metric, now
from panels.queries.windows import DAY, WEEK

BACKUP = ("environment", "service", "grafana")

AGE = now() - metric("dash_backup_last_success_timestamp_seconds").over_time("last_over_time", WEEK).max(*BACKUP)
"""Seconds since the last complete backup; for a week also after the file that told of it has gone."""

MISSING = metric("dash_backup_missing_objects").over_time("last_over_time", DAY).max(*BACKUP)
"""Objects that the last backup lacks."""
