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
    fires(
        alerts.GRAFANA_BACKUP_MISSING,
        "on neither of two machines, told once, until nobody has told of it for a week",
        real(TIME, flat(-OLD, "1h") + gone()),
        real(TIME, flat(-2 * OLD, "1h") + gone(), instance="b"),
        since="15m",
        still="168h",
        over="170h",
        every="15m",
    ),
    quiet(
        alerts.GRAFANA_BACKUP_MISSING, "made on another machine", real(TIME, flat(-OLD)), real(TIME, ONE, instance="b")
    ),
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
    fires(
        alerts.GRAFANA_BACKUP_INCOMPLETE,
        "on two machines of three, told once, for a day",
        *(real(MISSING, flat(7, "1h") + gone(), instance=name) for name in "ab"),
        real(MISSING, NOTHING, instance="c"),
        since="0s",
        still="24h",
        over="26h",
        every="15m",
    ),
    quiet(alerts.GRAFANA_BACKUP_INCOMPLETE, "whole", real(MISSING, NOTHING)),
)
