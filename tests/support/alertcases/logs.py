"""When do log lines get lost, and when is there nothing to log?"""

from support.rulecases.case import fires, quiet
from support.rulecases.failing import failing
from support.rulecases.series import Made, real
from support.rulecases.values import NOTHING, climbing, ending, flat

from dashboards.rules.alerts import logs as alerts
from panels.thresholds import meta as limits

HAIR = 0.001
FAILING = limits.FAILED_REQUESTS


def asked(failing: float, per_second: float = 1, **labels: str) -> tuple[Made, Made]:
    """Requests to Loki of which a share ends in 500."""
    name = "loki_request_duration_seconds_count"
    return (
        real(name, climbing(per_second * (1 - failing)), status_code="204", **labels),
        real(name, climbing(per_second * failing), status_code="500", **labels),
    )


CASES = (
    fires(alerts.LOKI_REQUEST_ERRORS, "a hair above the limit", *asked(FAILING + HAIR), since="30s"),
    fires(
        alerts.LOKI_REQUEST_ERRORS,
        "one of two routes",
        *asked(1, route="loki_api_v1_query_range"),
        *asked(0, 100),
        since="30s",
        labels={"route": "loki_api_v1_query_range"},
    ),
    *failing(alerts.LOKI_REQUEST_ERRORS, "loki_request_duration_seconds_count", FAILING, "20m"),
    quiet(alerts.LOKI_REQUEST_ERRORS, "a hair below the limit", *asked(FAILING - HAIR)),
    quiet(alerts.LOKI_REQUEST_ERRORS, "nobody asks", *asked(1, 0)),
    fires(
        alerts.LOKI_DISCARDING_LOGS,
        "a line a quarter of an hour",
        real("loki_discarded_samples_total", climbing(HAIR)),
        since="30s",
    ),
    fires(
        alerts.LOKI_DISCARDING_LOGS,
        "two instances for a quarter of an hour, told once",
        *(real("loki_discarded_samples_total", ending(1, "15m"), instance=name) for name in "ab"),
        since="30s",
        still="19m30s",
        over="20m",
    ),
    quiet(alerts.LOKI_DISCARDING_LOGS, "lines of last week", real("loki_discarded_samples_total", flat(9))),
    fires(
        alerts.LOG_SHIPPER_DROPPING_LOGS,
        "Promtail",
        real("promtail_dropped_entries_total", climbing(HAIR)),
        since="30s",
    ),
    fires(
        alerts.LOG_SHIPPER_DROPPING_LOGS, "Alloy", real("loki_write_dropped_entries_total", climbing(HAIR)), since="30s"
    ),
    *(
        fires(
            alerts.LOG_SHIPPER_DROPPING_LOGS,
            f"{shipper} for ten minutes",
            real(f"{shipper}_dropped_entries_total", ending(1)),
            since="30s",
            still="14m30s",
            over="15m",
        )
        for shipper in ("promtail", "loki_write")
    ),
    quiet(alerts.LOG_SHIPPER_DROPPING_LOGS, "lines of last week", real("promtail_dropped_entries_total", flat(9))),
    fires(
        alerts.LOG_SHIPPER_SILENT,
        "Promtail stops",
        real("promtail_sent_entries_total", climbing(1, "2m") + flat(120)),
        since="12m",
    ),
    fires(alerts.LOG_SHIPPER_SILENT, "Alloy never sends", real("loki_write_sent_entries_total", NOTHING), since="30s"),
    fires(
        alerts.LOG_SHIPPER_SILENT,
        "Alloy stops",
        real("loki_write_sent_entries_total", climbing(1, "2m") + climbing(0)),
        since="12m",
    ),
    quiet(alerts.LOG_SHIPPER_SILENT, "few lines", real("promtail_sent_entries_total", climbing(HAIR)), until="30m"),
    quiet(
        alerts.LOG_SHIPPER_SILENT,
        "a pause of nine minutes",
        real("promtail_sent_entries_total", climbing(1, "2m") + flat(120, "9m") + climbing(1)),
        until="30m",
    ),
)
