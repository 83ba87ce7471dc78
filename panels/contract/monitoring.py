"""What do Prometheus, Alertmanager and Grafana say about themselves?"""

from panels.contract.model import Job, Label, Metric, counter, gauge, histogram, like, one_of
from panels.contract.shared import BYTES, SECONDS, START_TIME

RULE_GROUP = like("rule_group", r".+;.+", 100, "/etc/prometheus/recording-rules/rules.yml;http")
ALERTMANAGER_URL = like("alertmanager", r"https?://\S+", 5, "http://alertmanager:9093/api/v2/alerts")


def _group(name: str, unit: str, text: str) -> Metric:
    make = counter if name.endswith("_total") else gauge
    return make(f"prometheus_rule_{name}", unit, text, RULE_GROUP)


def _scraped(name: str, text: str) -> Metric:
    return counter(f"prometheus_target_scrapes_{name}_total", "scrapes", text)


PROMETHEUS = Job(
    name="prometheus",
    service="prometheus",
    kind="monitoring",
    host="prometheus",
    port=9090,
    description="Prometheus itself",
    metrics=(
        gauge("prometheus_tsdb_head_series", "series", "Series in memory."),
        counter("prometheus_tsdb_head_samples_appended_total", "samples", "Samples appended."),
        gauge("prometheus_tsdb_storage_blocks_bytes", BYTES, "Space that the blocks take on disk."),
        counter("prometheus_tsdb_compactions_failed_total", "compactions", "Compactions that failed."),
        counter("prometheus_tsdb_wal_corruptions_total", "corruptions", "Corruptions of the write-ahead log."),
        counter("prometheus_tsdb_reloads_failures_total", "reloads", "Blocks that could not be reloaded."),
        gauge("prometheus_config_last_reload_successful", "0/1", "1 when its configuration was read last time."),
        _group("evaluation_failures_total", "evaluations", "Rules that could not be evaluated."),
        _group("group_last_duration_seconds", SECONDS, "How long the group's last evaluation took."),
        _group("group_interval_seconds", SECONDS, "How often the group is evaluated."),
        _group("group_iterations_missed_total", "evaluations", "Evaluations left out because the last took too long."),
        gauge("prometheus_notifications_alertmanagers_discovered", "alertmanagers", "Alertmanagers known."),
        counter("prometheus_notifications_dropped_total", "alerts", "Alerts that reached no Alertmanager."),
        counter("prometheus_notifications_errors_total", "alerts", "Alerts not delivered.", ALERTMANAGER_URL),
        counter("prometheus_notifications_sent_total", "alerts", "Alerts delivered.", ALERTMANAGER_URL),
        gauge("prometheus_notifications_queue_length", "alerts", "Alerts that wait for delivery."),
        _scraped("exceeded_sample_limit", "Scrapes refused for having too many samples."),
        _scraped("sample_duplicate_timestamp", "Samples refused: another value at the same time."),
        _scraped("sample_out_of_order", "Samples refused: older than one already there."),
        gauge("prometheus_engine_queries", "queries", "Queries that run or wait."),
        gauge("prometheus_engine_queries_concurrent_max", "queries", "Queries that may run at once."),
        START_TIME,
    ),
)

INTEGRATION = like(
    "integration",
    r"[a-z0-9_]+",
    20,
    *("slack", "email", "pagerduty", "webhook"),
)
REASON = like("reason", r"\w*", 8, "serverError")


def _states(name: str, *states: str) -> Metric:
    return gauge(f"alertmanager_{name}", name, f"{name.capitalize()} by state.", one_of("state", *states))


ALERTMANAGER = Job(
    name="alertmanager",
    service="alertmanager",
    kind="monitoring",
    host="alertmanager",
    port=9093,
    description="Alertmanager itself",
    metrics=(
        counter("alertmanager_notifications_total", "notifications", "Attempts to notify.", INTEGRATION),
        counter(
            "alertmanager_notifications_failed_total",
            "notifications",
            "Attempts that failed; has a reason since 0.26, which the total has not: sum both by integration.",
            *(INTEGRATION, REASON),
        ),
        histogram(
            "alertmanager_notification_latency_seconds",
            SECONDS,
            "Time to deliver a notification.",
            (1, 5, 10, 15, 20),
            INTEGRATION,
        ),
        _states("alerts", "active", "suppressed", "unprocessed"),
        _states("silences", "active", "pending", "expired"),
        gauge("alertmanager_config_last_reload_successful", "0/1", "1 when its configuration was read last time."),
        counter(
            "alertmanager_notifications_suppressed_total",
            "notifications",
            "Notifications held back; recent versions.",
            like("reason", r"\w+", 8, "inhibition"),
            optional=True,
        ),
        START_TIME,
    ),
)

METHOD = like("method", r"[A-Z]+", 10, "GET", "POST")


def _code(name: str) -> Label:
    return like(name, r"\d{3}", 30, "200")


GRAFANA = Job(
    name="grafana",
    service="grafana",
    kind="monitoring",
    host="grafana",
    port=3000,
    description="Grafana itself",
    metrics=(
        histogram(
            "grafana_http_request_duration_seconds",
            SECONDS,
            "Time to answer a request.",
            (0.005, 0.05, 0.5, 5),
            like("handler", r".*", 300, "/api/ds/query"),
            METHOD,
            _code("status_code"),
        ),
        gauge(
            "grafana_build_info",
            "info",
            "Always 1; the label tells which Grafana runs.",
            like("version", r"[\w.+-]+", 1, "12.4.0"),
        ),
        counter(
            "grafana_datasource_request_total",
            "requests",
            "Requests to data sources.",
            like("datasource", r".*", 20, "prometheus"),
            _code("code"),
            METHOD,
            optional=True,
        ),
        START_TIME,
    ),
)
