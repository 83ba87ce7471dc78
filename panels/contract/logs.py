"""What do Loki and the two log shippers say about themselves?

Promtail and Alloy both have the service `log-shipper`: only one of them runs, and panels ask for either.
"""

from panels.contract.model import Job, Label, Metric, counter, gauge, histogram, like
from panels.contract.shared import BYTES, SECONDS, START_TIME

TENANT = like("tenant", r"\w*", 5, "fake")
HOST = like("host", r"\S+", 3, "loki:3100")
STATUS_CODE = like("status_code", r"\d{3}|-1|success|error", 20, "204")
REASON = like("reason", r"\w+", 20, "ingester_error")

LOKI = Job(
    name="loki",
    service="loki",
    kind="monitoring",
    host="loki",
    port=3100,
    description="Loki itself",
    metrics=(
        histogram(
            "loki_request_duration_seconds",
            SECONDS,
            "Time to answer a request.",
            (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            like("route", r".+", 100, "loki_api_v1_push"),
            like("method", r"\w+|\S+/\S+", 20, "POST"),
            STATUS_CODE,
        ),
        counter("loki_distributor_lines_received_total", "lines", "Lines received.", TENANT),
        counter("loki_distributor_bytes_received_total", BYTES, "Bytes received, uncompressed.", TENANT),
        counter(
            "loki_discarded_samples_total",
            "lines",
            "Lines refused, by reason.",
            like("reason", r"\w+", 20, "rate_limited"),
            TENANT,
            optional=True,
        ),
        counter("loki_panic_total", "panics", "Panics that were caught."),
        gauge("loki_ingester_memory_streams", "streams", "Streams in memory.", TENANT),
        gauge(
            "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds",
            SECONDS,
            "When the compactor last succeeded, in Unix time; it keeps this name with TSDB too.",
        ),
        START_TIME,
    ),
)


def _shipper(job: str, port: int, metrics: tuple[Metric, ...]) -> Job:
    return Job(
        name=job,
        service="log-shipper",
        kind="monitoring",
        host=job,
        port=port,
        description=f"Log shipper: {job.capitalize()}",
        metrics=(*metrics, START_TIME),
    )


def _sent(prefix: str, *labels: Label) -> tuple[Metric, Metric, Metric]:
    return (
        counter(f"{prefix}_sent_entries_total", "lines", "Lines that Loki took.", *labels),
        counter(f"{prefix}_sent_bytes_total", BYTES, "Bytes that Loki took.", *labels),
        counter(f"{prefix}_dropped_entries_total", "lines", "Lines given up.", *labels, TENANT, REASON, optional=True),
    )


def _duration(prefix: str, *labels: Label) -> Metric:
    buckets = (0.005, 0.05, 0.5, 5)
    return histogram(f"{prefix}_request_duration_seconds", SECONDS, "Time of a request to Loki.", buckets, *labels)


PROMTAIL = _shipper(
    "promtail",
    9080,
    (
        *_sent("promtail", HOST),
        _duration("promtail", HOST, STATUS_CODE),
        gauge("promtail_targets_active_total", "targets", "Targets it follows; a gauge in spite of its name."),
        gauge("promtail_files_active_total", "files", "Files it follows; a gauge in spite of its name."),
        counter("promtail_docker_target_entries_total", "lines", "Lines read from Docker."),
        counter("promtail_docker_target_parsing_errors_total", "lines", "Lines from Docker that made no sense."),
    ),
)

ALLOY_LABELS = (
    like("component_id", r"\S*", 5, "loki.write.default"),
    like("component_path", r"\S*", 3, "/"),
    like("endpoint", r"\S*", 3, "loki:3100"),
    HOST,
)
ALLOY = _shipper(
    "alloy", 12345, (*_sent("loki_write", *ALLOY_LABELS), _duration("loki_write", *ALLOY_LABELS, STATUS_CODE))
)
