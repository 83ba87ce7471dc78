"""When is a Grafana without a good backup, and when does it only look so?"""

from support.rulecases.case import fires, quiet
from support.rulecases.series import real
from support.rulecases.values import NOTHING, ONE, flat, gone

from dashboards.rules.alerts import backups as alerts
from panels.thresholds import meta as limits

OLD = limits.BACKUP_AGE.limit("red")
TIME, MISSING = "dash_backup_last_success_timestamp_seconds", "dash_backup_missing_objects"

CASES = (
    fires(alerts.GRAFANA_BACKUP_MISSING, "a hair older than it may be", real(TIME, flat(-OLD)), since="30s"),
    fires(
        alerts.GRAFANA_BACKUP_MISSING,
        "the file that told of it is gone",
        real(TIME, flat(-OLD, "2m") + gone()),
        since="30s",
    ),
    fires(
        alerts.GRAFANA_BACKUP_MISSING,
        "one of two Grafanas",
        real(TIME, flat(-OLD), grafana="prod"),
        real(TIME, NOTHING, grafana="staging"),
        since="30s",
        labels={"grafana": "prod"},
    ),
    fires(alerts.GRAFANA_BACKUP_MISSING, "made at last", real(TIME, flat(-OLD, "20m") + ONE), since="30s", over="20m"),
    quiet(alerts.GRAFANA_BACKUP_MISSING, "a night old", real(TIME, flat(-OLD / 2))),
    quiet(alerts.GRAFANA_BACKUP_MISSING, "no backups are made here", real("node_load1", ONE)),
    quiet(alerts.GRAFANA_BACKUP_MISSING, "late by ten minutes", real(TIME, flat(-OLD, "10m") + ONE)),
    fires(alerts.GRAFANA_BACKUP_INCOMPLETE, "one object", real(MISSING, ONE), since="0s"),
    fires(
        alerts.GRAFANA_BACKUP_INCOMPLETE,
        "until the next is whole",
        real(MISSING, flat(7, "20m") + NOTHING),
        since="0s",
        over="20m",
    ),
    quiet(alerts.GRAFANA_BACKUP_INCOMPLETE, "whole", real(MISSING, NOTHING)),
)
