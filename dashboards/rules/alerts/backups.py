"""Could a Grafana that is lost be brought back?"""

from functools import partial

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, some
from panels.queries import backups
from panels.thresholds import meta as limits

backing_up = partial(
    Alert,
    component="monitoring",
    severity="warning",
    category="backup",
    runbook="GRAFANA_BACKUP",
    panel="Alerts / Active alerts",
)

GRAFANA_BACKUP_MISSING = backing_up(
    name="GrafanaBackupMissing",
    trigger=above(backups.AGE, limits.BACKUP_AGE.limit("red"), "s", "age of the last complete backup"),
    hold="15m",
    summary="No complete backup of Grafana {{ $labels.grafana }} for {{ $value | humanizeDuration }}",
    meaning="What is edited there since then would be lost with it.",
)

GRAFANA_BACKUP_INCOMPLETE = backing_up(
    name="GrafanaBackupIncomplete",
    trigger=some(backups.MISSING, "object that the last backup lacks"),
    hold="15m",
    summary="The backup of Grafana {{ $labels.grafana }} lacks {{ $value | humanize }} objects",
    meaning="Each is named, with its reason, by `dash backup show`.",
)

ALERTS = (GRAFANA_BACKUP_MISSING, GRAFANA_BACKUP_INCOMPLETE)
