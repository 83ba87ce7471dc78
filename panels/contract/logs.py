"""What do Loki and the two log shippers say about themselves?

Promtail and Alloy both have the service `log-shipper`: only one of them runs, and panels ask for either. Names and
labels are those of Loki 3.6.15 and 3.7.6, Promtail 3.6.15 and Alloy 1.18 with the files of `provisioning/`; what
counts lines or requests is absent until the first one.
"""

from panels.contract.model import Job, Label, Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import BYTES, SECONDS, START_TIME

TENANT = like("tenant", r"\w*", 5, "fake")
HOST = like("host", r"\S+", 3, "loki:3100")
STATUS_CODE = like("status_code", r"\d{3}|\dxx|-1|success|error|cancel", 20, "204")
REASON = like("reason", r"\w+", 20, "ingester_error")
RECEIVED = (
    TENANT,
    like("format", r"\w+", 5, "loki"),
    one_of("is_internal_stream", "false", "true"),
    like("policy", r"\w*", 5, ""),
)

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
            one_of("ws", "false", "true"),
        ),
        counter("loki_distributor_lines_received_total", "lines", "Lines received.", *RECEIVED, optional=True),
        counter(
            "loki_distributor_bytes_received_total",
            BYTES,
            "Bytes received, uncompressed.",
            *RECEIVED,
            like("retention_hours", r"\d*", 5, "720"),
            optional=True,
        ),
        counter(
            "loki_discarded_samples_total",
            "lines",
            "Lines refused, by reason.",
            like("reason", r"\w+", 20, "rate_limited"),
            TENANT,
            optional=True,
        ),
        counter("loki_panic_total", "panics", "Panics that were caught."),
        gauge("loki_ingester_memory_streams", "streams", "Streams in memory.", TENANT, optional=True),
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


def _sent(prefix: str, *labels: Label) -> tuple[Metric, ...]:
    dropped = (*labels, *((TENANT,) if TENANT not in labels else ()), REASON)
    return (
        counter(f"{prefix}_sent_entries_total", "lines", "Lines that Loki took.", *labels),
        counter(f"{prefix}_sent_bytes_total", BYTES, "Bytes that Loki took.", *labels),
        counter(f"{prefix}_dropped_entries_total", "lines", "Lines given up.", *dropped, optional=True),
        histogram(
            f"{prefix}_request_duration_seconds",
            SECONDS,
            "Time of a request to Loki.",
            (0.005, 0.05, 0.5, 5),
            *labels,
            STATUS_CODE,
            optional=True,
        ),
    )


def _files(what: str) -> Metric:
    text = f"{what.capitalize()} it follows; a gauge in spite of its name. Absent where it follows containers only."
    return gauge(f"promtail_{what}_active_total", what, text, optional=True)


PROMTAIL = _shipper(
    "promtail",
    9080,
    (
        *_sent("promtail", HOST),
        *(_files(name) for name in ("targets", "files")),
        counter("promtail_docker_target_entries_total", "lines", "Lines read from Docker."),
        counter("promtail_docker_target_parsing_errors_total", "lines", "Lines from Docker that made no sense."),
    ),
)

ALLOY_LABELS = (
    like("component_id", r"\S*", 5, "loki.write.default"),
    like("component_path", r"\S*", 3, "/"),
    HOST,
    TENANT,
)
ALLOY = _shipper("alloy", 12345, _sent("loki_write", *ALLOY_LABELS))
