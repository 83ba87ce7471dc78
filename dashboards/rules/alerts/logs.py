"""Do log lines get lost between a container and Loki?"""

from functools import partial

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, lasting, some, when
from panels.queries import monitoring
from panels.queries.windows import LATELY
from panels.thresholds import meta as limits

logging = partial(
    Alert,
    component="monitoring",
    severity="warning",
    runbook="LOKI",
    panel="Monitoring stack / Log lines ingested / lost",
)

LOKI_REQUEST_ERRORS = logging(
    name="LokiRequestErrors",
    trigger=above(monitoring.LOKI_ERRORS, limits.FAILED_REQUESTS, "percentunit", "requests that end in 5xx"),
    hold="15m",
    category="errors",
    summary="Loki fails {{ $value | humanizePercentage }} of {{ $labels.route }}",
    meaning="Lines are lost, or log panels stay empty.",
)

LOKI_DISCARDING_LOGS = logging(
    name="LokiDiscardingLogs",
    trigger=some(monitoring.LINES_DISCARDED, "refused line"),
    hold="10m",
    category="ingestion",
    summary="Loki discards logs: {{ $labels.reason }}",
    meaning="{{ $value | humanize }} lines/s are lost.",
)

LOG_SHIPPER_DROPPING_LOGS = logging(
    name="LogShipperDroppingLogs",
    trigger=some(monitoring.LINES_DROPPED, "line given up"),
    hold="5m",
    category="ingestion",
    summary="{{ $labels.instance }} drops {{ $value | humanize }} log lines/s",
    meaning="Loki refuses or does not answer, and the retries are used up.",
)

LOG_SHIPPER_SILENT = logging(
    name="LogShipperSilent",
    trigger=when(monitoring.LINES_SENT.equals(0), f"no log line shipped in {lasting(LATELY)}"),
    hold="10m",
    category="ingestion",
    summary="{{ $labels.instance }} ships no logs",
    meaning="Check the Docker socket, positions and Loki.",
)

ALERTS = (LOKI_REQUEST_ERRORS, LOKI_DISCARDING_LOGS, LOG_SHIPPER_DROPPING_LOGS, LOG_SHIPPER_SILENT)
