"""Can the monitoring itself be trusted: Prometheus, Alertmanager, Loki, Grafana and the exporters?"""

from panels.queries.expr import Expr, Series, Where, metric, ratio, re, vector
from panels.queries.meta import TARGET
from panels.queries.windows import LATELY, QUARTER, RECORDED

SERVICE = ("environment", "service")
INSTANCE = (*SERVICE, "instance")
RULE_GROUP = (*INSTANCE, "rule_group")
MOST_SCRAPES = 10
STORED = "3h"
"""Blocks are compacted every two hours: a failure stays in sight until the next attempt has ended."""

COLLECTORS = re("cpu|meminfo|filesystem|diskstats|netdev")
"""Of the node exporter: those that our questions need."""

SERVER_ERROR = re("5..")
SERIES = metric("prometheus_tsdb_head_series")
DURATION = metric("prometheus_rule_group_last_duration_seconds")
INTERVAL = metric("prometheus_rule_group_interval_seconds")
DROPPED = metric("prometheus_notifications_dropped_total")
NOTIFIED = metric("alertmanager_notifications_total")
FAILED = metric("alertmanager_notifications_failed_total")
DISCARDED = metric("loki_discarded_samples_total")
ASKED_LOKI = metric("loki_request_duration_seconds_count")
ASKED_GRAFANA = metric("grafana_http_request_duration_seconds_count")


def _shippers(what: str, window: str) -> Expr:
    """Ask whichever log shipper runs: Promtail or Alloy."""
    promtail, alloy = metric(f"promtail_{what}_entries_total"), metric(f"loki_write_{what}_entries_total")
    return (promtail.rate(window) | alloy.rate(window)).sum(*INSTANCE)


def _reloaded(flag: Series) -> Expr:
    """Tell whether the configuration was read, the last time that somebody tried in five minutes."""
    return flag.over_time("max_over_time", RECORDED).max(*INSTANCE)


# --- for alerts: of each environment and service ----------------------------------------------------------------------

PROMETHEUS_RELOADED = _reloaded(metric("prometheus_config_last_reload_successful"))
ALERTMANAGER_RELOADED = _reloaded(metric("alertmanager_config_last_reload_successful"))
RULE_FAILURES = metric("prometheus_rule_evaluation_failures_total").increase(RECORDED).sum(*RULE_GROUP)
RULE_GROUP_LOAD = (DURATION / INTERVAL).max(*RULE_GROUP)
ALERTMANAGERS = _reloaded(metric("prometheus_notifications_alertmanagers_discovered"))
NOTIFICATIONS_LOST = DROPPED.rate(RECORDED).sum(*INSTANCE) + metric("prometheus_notifications_errors_total").rate(
    RECORDED
).sum(*INSTANCE)
STORAGE_FAILURES = (
    metric("prometheus_tsdb_compactions_failed_total").increase(STORED).sum(*INSTANCE)
    + metric("prometheus_tsdb_wal_corruptions_total").increase(STORED).sum(*INSTANCE)
    + metric("prometheus_tsdb_reloads_failures_total").increase(STORED).sum(*INSTANCE)
)
SERIES_HELD = SERIES.max(*INSTANCE)
SAMPLES_REFUSED = (
    metric("prometheus_target_scrapes_exceeded_sample_limit_total").increase(LATELY)
    + metric("prometheus_target_scrapes_sample_duplicate_timestamp_total").increase(LATELY)
    + metric("prometheus_target_scrapes_sample_out_of_order_total").increase(LATELY)
).sum(*INSTANCE)
UNDELIVERED = ratio(
    FAILED.rate(QUARTER).sum(*INSTANCE, "integration"), NOTIFIED.rate(QUARTER).sum(*INSTANCE, "integration")
)
"""Share of the notifications; a reason is counted only where they fail."""

LOKI_ERRORS = ratio(
    ASKED_LOKI(status_code=SERVER_ERROR).rate(RECORDED).sum(*SERVICE, "route"),
    ASKED_LOKI.rate(RECORDED).sum(*SERVICE, "route"),
)
LINES_DISCARDED = DISCARDED.rate(RECORDED).sum(*SERVICE, "reason")
LINES_DROPPED = _shippers("dropped", RECORDED)
LINES_SENT = _shippers("sent", LATELY)
GRAFANA_ERRORS = ratio(
    ASKED_GRAFANA(status_code=SERVER_ERROR).rate(RECORDED).sum(*SERVICE), ASKED_GRAFANA.rate(RECORDED).sum(*SERVICE)
)
COLLECTING_FAILED = (
    metric("redis_exporter_last_scrape_error").max(*TARGET).equals(1)
    | (1 - metric("node_scrape_collector_success", collector=COLLECTORS)).max(*TARGET).equals(1)
    | (1 - metric("blackbox_exporter_config_last_reload_successful")).max(*TARGET).equals(1)
)
"""Exporters that answer, but without everything that they should tell."""

# --- panels -----------------------------------------------------------------------------------------------------------


def series_in_memory(where: Where) -> Expr:
    """Series that Prometheus holds."""
    return SERIES(where).max("instance")


def slowest_scrapes(where: Where) -> Expr:
    """Seconds that the slowest scrapes took."""
    return metric("scrape_duration_seconds", where).max("job", "instance").top(MOST_SCRAPES)


def rule_group_load(where: Where) -> Expr:
    """Share of its interval that each rule group needs."""
    return (DURATION(where) / INTERVAL(where)).max("rule_group")


def lost_notifications(where: Where) -> tuple[Expr, ...]:
    """Notifications that did not arrive, per second."""
    failed = FAILED(where).rate().sum("integration")
    dropped = DROPPED(where).rate().sum()
    return failed, dropped.named("dropped by Prometheus")


def log_lines(where: Where) -> tuple[Expr, ...]:
    """Log lines that Loki got, refused, and never saw, per second."""
    received = metric("loki_distributor_lines_received_total", where).rate()
    discarded = DISCARDED(where).rate()
    dropped = metric("promtail_dropped_entries_total", where).rate()
    dropped_by_alloy = metric("loki_write_dropped_entries_total", where).rate()
    return (
        (received.sum() | vector(0)).named("received"),
        (discarded.sum() | vector(0)).named("discarded"),
        ((dropped | dropped_by_alloy).sum() | vector(0)).named("dropped by shipper"),
    )
