"""What do the simulated Prometheus, Alertmanager, Loki, log shippers and Grafana say about themselves?"""

from functools import partial

from scripts.simulate.build import Page, Target
from scripts.simulate.curves import HOUR
from scripts.simulate.targets.common import GB

RULES = "/etc/prometheus/recording-rules/rules.yml"
GROUPS = {f"{RULES};http": 30, f"{RULES};host": 30, f"{RULES};trading": 30, f"{RULES};business": 60}
"""Rule groups and how often they are evaluated."""
ALERTMANAGER = {"alertmanager": "http://alertmanager:9093/api/v2/alerts"}
INTEGRATIONS = {"slack": 0.004, "email": 0.001, "pagerduty": 0.0004, "webhook": 0.02}
LOKI_ROUTES = {
    ("loki_api_v1_push", "POST", "204"): (2.1, 0.012),
    ("loki_api_v1_query_range", "GET", "200"): (0.12, 0.09),
}
GRAFANA_HANDLERS = {
    ("/api/ds/query", "POST", "200"): (1.6, 0.045),
    ("/api/dashboards/uid/:uid", "GET", "200"): (0.05, 0.02),
}
LINES, LINE = 6.8, 290
"""Log lines a second, as many as the simulated log has (`scripts/simulate/logs`), and bytes of one."""


def build(seed: int) -> list[Target]:
    """Make the targets of the monitoring stack."""
    return [part(seed) for part in (_prometheus, _alertmanager, _loki, _promtail, _alloy, _grafana)]


def _prometheus(seed: int) -> Target:
    page = Page(seed, "prometheus")
    page.gauge("prometheus_tsdb_head_series", 20_400, swing=0.04, whole=True)
    page.count("prometheus_tsdb_head_samples_appended_total", 1360, shape="flat")
    page.gauge("prometheus_tsdb_storage_blocks_bytes", 5.4 * GB, swing=0.01, whole=True)
    for name in ("compactions_failed", "wal_corruptions", "reloads_failures"):
        page.count(f"prometheus_tsdb_{name}_total", 0.0)
    page.gauge("prometheus_config_last_reload_successful", 1)
    for group, interval in GROUPS.items():
        labels = {"rule_group": group}
        page.count("prometheus_rule_evaluation_failures_total", 1e-12, labels, "rule_failures")
        page.gauge("prometheus_rule_group_last_duration_seconds", 0.011 * interval, labels, swing=1.0, low=0.001)
        page.gauge("prometheus_rule_group_interval_seconds", interval, labels)
        page.count("prometheus_rule_group_iterations_missed_total", 0.0, labels)
    page.gauge("prometheus_notifications_alertmanagers_discovered", 1)
    page.count("prometheus_notifications_dropped_total", 0.0)
    page.count("prometheus_notifications_errors_total", 0.0, ALERTMANAGER)
    page.count("prometheus_notifications_sent_total", 0.03, ALERTMANAGER)
    page.gauge("prometheus_notifications_queue_length", 0)
    for name in ("exceeded_sample_limit", "sample_duplicate_timestamp", "sample_out_of_order"):
        page.count(f"prometheus_target_scrapes_{name}_total", 0.0)
    page.gauge("prometheus_engine_queries", 1.2, swing=2.0, low=0, whole=True)
    page.gauge("prometheus_engine_queries_concurrent_max", 20)
    page.start_time()
    return page.target


def _alertmanager(seed: int) -> Target:
    page = Page(seed, "alertmanager")
    for name, rate in INTEGRATIONS.items():
        labels = {"integration": name}
        sent = page.count("alertmanager_notifications_total", rate, labels, shape="flat", key=name)
        failed = labels | {"reason": "serverError"}
        page.count(
            "alertmanager_notifications_failed_total", 1e-12, failed, "notification_failures", shape="flat", key=name
        )
        page.histogram("alertmanager_notification_latency_seconds", (sent,), 0.25, 0.5, labels)
    for state, alerts in (("active", 1), ("suppressed", 0), ("unprocessed", 0)):
        page.gauge("alertmanager_alerts", alerts, {"state": state})
    for state, silences in (("active", 0), ("pending", 0), ("expired", 3)):
        page.gauge("alertmanager_silences", silences, {"state": state})
    page.gauge("alertmanager_config_last_reload_successful", 1)
    page.count("alertmanager_notifications_suppressed_total", 0.0005, {"reason": "inhibition"})
    page.start_time()
    return page.target


def _loki(seed: int) -> Target:
    page = Page(seed, "loki")
    for (name, method, status), (rate, median) in LOKI_ROUTES.items():
        labels = {"route": name, "method": method, "status_code": status, "ws": "false"}
        page.histogram("loki_request_duration_seconds", rate, median, 0.6, labels, shape="people")
    tenant = {"tenant": "fake"}
    received = tenant | {"format": "loki", "is_internal_stream": "false", "policy": ""}
    kept = received | {"retention_hours": "720"}
    page.count("loki_distributor_lines_received_total", LINES, received, shape="people", key="logs")
    page.count("loki_distributor_bytes_received_total", LINES * LINE, kept, shape="people", key="logs")
    page.count("loki_discarded_samples_total", 0.0, tenant | {"reason": "rate_limited"})
    page.count("loki_panic_total", 0.0)
    page.gauge("loki_ingester_memory_streams", 42, tenant, swing=0.1, whole=True)
    compacted = "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds"
    page.law(compacted, lambda time: time // (HOUR / 6) * (HOUR / 6))
    page.start_time()
    return page.target


def _sent(page: Page, prefix: str, labels: dict[str, str]) -> None:
    count = partial(page.count, shape="people", key="logs")
    count(f"{prefix}_sent_entries_total", LINES, labels)
    count(f"{prefix}_sent_bytes_total", LINES * LINE, labels)
    count(f"{prefix}_dropped_entries_total", 0.0, labels | {"tenant": "", "reason": "ingester_error"})
    page.histogram(
        f"{prefix}_request_duration_seconds", 2.1, 0.013, 0.6, labels | {"status_code": "204"}, shape="people"
    )
    page.start_time()


def _promtail(seed: int) -> Target:
    page = Page(seed, "promtail")
    _sent(page, "promtail", {"host": "loki:3100"})
    page.count("promtail_docker_target_entries_total", LINES, shape="people", key="logs")
    page.count("promtail_docker_target_parsing_errors_total", 0.0)
    return page.target


def _alloy(seed: int) -> Target:
    page = Page(seed, "alloy")
    where = {"component_id": "loki.write.default", "component_path": "/", "host": "loki:3100", "tenant": ""}
    _sent(page, "loki_write", where)
    return page.target


def _grafana(seed: int) -> Target:
    page = Page(seed, "grafana")
    for (handler, method, status), (rate, median) in GRAFANA_HANDLERS.items():
        labels = {"handler": handler, "method": method, "status_code": status}
        page.histogram("grafana_http_request_duration_seconds", rate, median, 0.7, labels, shape="people")
    page.gauge("grafana_build_info", 1, {"version": "12.4.0"})
    asked = {"datasource": "prometheus", "code": "200", "method": "POST"}
    page.count("grafana_datasource_request_total", 1.5, asked, shape="people")
    page.start_time()
    return page.target
