"""Is the monitoring itself alive: rules, notifications, storage, logs and exporters?"""

from functools import partial

from dashboards.rules.alerts import backups, logs
from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, below, lasting, said, some, when
from panels.queries import monitoring
from panels.queries.expr import vector
from panels.queries.windows import LATELY, RECORDED
from panels.thresholds import meta as limits

watching = partial(Alert, component="monitoring")
prometheus = partial(watching, runbook="PROMETHEUS")

WATCHDOG = watching(
    name="Watchdog",
    trigger=when(vector(1), "always"),
    severity="none",
    category="heartbeat",
    summary="Alerting works",
    meaning="The heartbeat receiver raises the alarm when this stops arriving.",
    runbook="WATCHDOG",
    panel="Now / Alerting heartbeat",
    labels={"service": "prometheus"},
)

PROMETHEUS_CONFIG_RELOAD_FAILED = prometheus(
    name="PrometheusConfigReloadFailed",
    trigger=when(monitoring.PROMETHEUS_RELOADED.equals(0), "last reload of the configuration failed"),
    hold="10m",
    severity="warning",
    category="config",
    summary="Prometheus runs an old configuration",
    meaning="New rules and targets are not in effect.",
    panel="Alerts / Active alerts",
)

PROMETHEUS_RULE_FAILURES = prometheus(
    name="PrometheusRuleFailures",
    trigger=some(monitoring.RULE_FAILURES, f"failed rule evaluation in {lasting(RECORDED)}"),
    hold="5m",
    severity="critical",
    category="rules",
    summary="Rules fail in {{ $labels.rule_group }}",
    meaning="About {{ $value | humanize }} of them: alerts of this group are blind.",
    panel="Alerts / Active alerts",
)

PROMETHEUS_RULE_GROUP_SLOW = prometheus(
    name="PrometheusRuleGroupSlow",
    trigger=above(
        monitoring.RULE_GROUP_LOAD,
        limits.RULE_GROUP.limit("red"),
        "percentunit",
        "share of its interval",
    ),
    hold="5m",
    severity="warning",
    category="rules",
    summary="Rule group {{ $labels.rule_group }} needs {{ $value | humanizePercentage }} of its interval",
    meaning="Evaluations are skipped.",
    panel="Monitoring stack / Rule group duration / interval",
)

PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER = prometheus(
    name="PrometheusNotConnectedToAlertmanager",
    trigger=below(monitoring.ALERTMANAGERS, limits.ALERTMANAGERS.limit("red"), "", "known Alertmanagers"),
    hold="5m",
    severity="critical",
    category="notifications",
    summary="Prometheus knows no Alertmanager",
    meaning="Nothing can be notified (only the Watchdog's receiver notices).",
    panel="Alerts / Active alerts",
)

PROMETHEUS_NOTIFICATIONS_FAILING = prometheus(
    name="PrometheusNotificationsFailing",
    trigger=some(monitoring.NOTIFICATIONS_LOST, "lost notification"),
    hold="10m",
    severity="warning",
    category="notifications",
    summary="Prometheus loses notifications",
    meaning="{{ $value | humanize }} per second are dropped or refused.",
    panel="Monitoring stack / Notification failures",
)

PROMETHEUS_TSDB_FAILURES = prometheus(
    name="PrometheusTSDBFailures",
    trigger=some(monitoring.STORAGE_FAILURES, f"storage failure in {lasting(monitoring.STORED)}"),
    hold="10m",
    severity="warning",
    category="storage",
    summary="Prometheus has storage failures",
    meaning="About {{ $value | humanize }} compactions, reloads or log records went wrong.",
    panel="Alerts / Active alerts",
)

PROMETHEUS_HIGH_CARDINALITY = prometheus(
    name="PrometheusHighCardinality",
    trigger=above(monitoring.SERIES_HELD, limits.SERIES.limit("red"), "", "series in memory"),
    hold="30m",
    severity="warning",
    category="capacity",
    summary="Prometheus holds {{ $value | humanize }} series",
    meaning=f"About {said(limits.EXPECTED_SERIES, '')} are expected: a label has become unbounded.",
    panel="Monitoring stack / Time series in memory",
)

PROMETHEUS_SCRAPE_PROBLEMS = prometheus(
    name="PrometheusScrapeProblems",
    trigger=some(monitoring.SAMPLES_REFUSED, f"refused scrape or sample in {lasting(LATELY)}"),
    hold="10m",
    severity="warning",
    category="scrape",
    summary="Prometheus rejects samples",
    meaning="Sample limit, duplicate or out-of-order: about {{ $value | humanize }}.",
    panel="Alerts / Active alerts",
)

ALERTMANAGER_CONFIG_RELOAD_FAILED = watching(
    name="AlertmanagerConfigReloadFailed",
    trigger=when(monitoring.ALERTMANAGER_RELOADED.equals(0), "last reload of the configuration failed"),
    hold="10m",
    severity="critical",
    category="config",
    summary="Alertmanager runs an old configuration",
    meaning="New routes and receivers are not in effect.",
    runbook="ALERTMANAGER",
    panel="Alerts / Active alerts",
)

ALERTMANAGER_NOTIFICATIONS_FAILING = watching(
    name="AlertmanagerNotificationsFailing",
    trigger=above(monitoring.UNDELIVERED, limits.UNDELIVERED, "percentunit", "notifications that fail"),
    hold="5m",
    severity="critical",
    category="notifications",
    summary="Alertmanager cannot deliver to {{ $labels.integration }}",
    meaning="{{ $value | humanizePercentage }} fail; the other integrations carry this alert.",
    runbook="ALERTMANAGER",
    panel="Monitoring stack / Notification failures",
)

GRAFANA_REQUEST_ERRORS = watching(
    name="GrafanaRequestErrors",
    trigger=above(monitoring.GRAFANA_ERRORS, limits.FAILED_REQUESTS, "percentunit", "requests that end in 5xx"),
    hold="10m",
    severity="warning",
    category="errors",
    summary="Grafana fails {{ $value | humanizePercentage }} of requests",
    meaning="Dashboards stay empty.",
    runbook="GRAFANA",
    panel="Alerts / Active alerts",
)

EXPORTER_COLLECT_FAILED = prometheus(
    name="ExporterCollectFailed",
    trigger=when(monitoring.COLLECTING_FAILED, "exporter without a part of its metrics"),
    hold="10m",
    severity="warning",
    category="scrape",
    summary="{{ $labels.job }} collects incompletely",
    meaning="The exporter answers, but a collector or its configuration fails.",
    panel="Alerts / Active alerts",
)

GROUPS = (
    AlertGroup(
        "meta",
        (
            WATCHDOG,
            PROMETHEUS_CONFIG_RELOAD_FAILED,
            PROMETHEUS_RULE_FAILURES,
            PROMETHEUS_RULE_GROUP_SLOW,
            PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER,
            PROMETHEUS_NOTIFICATIONS_FAILING,
            PROMETHEUS_TSDB_FAILURES,
            PROMETHEUS_HIGH_CARDINALITY,
            PROMETHEUS_SCRAPE_PROBLEMS,
            ALERTMANAGER_CONFIG_RELOAD_FAILED,
            ALERTMANAGER_NOTIFICATIONS_FAILING,
            *logs.ALERTS,
            GRAFANA_REQUEST_ERRORS,
            *backups.ALERTS,
            EXPORTER_COLLECT_FAILED,
        ),
    ),
)
