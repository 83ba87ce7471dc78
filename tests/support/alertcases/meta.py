"""When is the monitoring itself broken, and when does it only look so?"""

from support.rulecases.case import Case, fires, quiet
from support.rulecases.failing import failing
from support.rulecases.series import Made, real
from support.rulecases.values import LIVED, NOTHING, ONE, Values, climbing, ending, flat

from dashboards.rules import Alert
from dashboards.rules.alerts import meta as alerts
from panels.thresholds import meta as limits

HAIR = 0.001
MOST_SERIES = limits.SERIES.limit("red")
FAILING, UNDELIVERED = limits.FAILED_REQUESTS, limits.UNDELIVERED
RULE = "prometheus_rule_evaluation_failures_total"
REFUSED = ("exceeded_sample_limit", "sample_duplicate_timestamp", "sample_out_of_order")
BLOCKS = ("compactions_failed", "wal_corruptions", "reloads_failures")
INTERVAL = 30


def one_more() -> Values:
    """Count one event after two minutes."""
    return flat(3, "2m") + flat(4)


def group(seconds: float) -> tuple[Made, Made]:
    """A rule group that takes so long."""
    return (
        real("prometheus_rule_group_last_duration_seconds", flat(seconds)),
        real("prometheus_rule_group_interval_seconds", flat(INTERVAL)),
    )


def known(values: Values) -> Made:
    """Alertmanagers that Prometheus knows."""
    return real("prometheus_notifications_alertmanagers_discovered", values)


def lost(dropped: Values, refused: Values) -> tuple[Made, Made]:
    """Notifications that Prometheus could not deliver."""
    return (
        real("prometheus_notifications_dropped_total", dropped),
        real("prometheus_notifications_errors_total", refused),
    )


def blocks(broken: str, values: Values) -> tuple[Made, ...]:
    """Storage of which one part fails."""
    return tuple(real(f"prometheus_tsdb_{what}_total", values if what == broken else flat(2)) for what in BLOCKS)


def refused(reason: str, values: Values) -> tuple[Made, ...]:
    """Samples that are refused for one reason."""
    return tuple(
        real(f"prometheus_target_scrapes_{what}_total", values if what == reason else NOTHING) for what in REFUSED
    )


def notified(integration: str, failing: float) -> tuple[Made, ...]:
    """Notifications of which a share fails, for two reasons."""
    return (
        real("alertmanager_notifications_total", climbing(1), integration=integration),
        *(
            real(
                "alertmanager_notifications_failed_total", climbing(failing / 2), integration=integration, reason=reason
            )
            for reason in ("serverError", "clientError")
        ),
    )


def grafana(failing: float, per_second: float = 1) -> tuple[Made, ...]:
    """Requests to Grafana of which a share ends in 502."""
    name = "grafana_http_request_duration_seconds_count"
    return (
        real(name, climbing(per_second * (1 - failing)), status_code="200"),
        real(name, climbing(per_second * failing), status_code="502"),
    )


def reload(alert: Alert, flag: str) -> tuple[Case, ...]:
    """Try the alert of a configuration that could not be read."""
    return (
        fires(alert, "it fails", real(flag, flat(1, "2m") + NOTHING), since="7m"),
        fires(alert, "it is mended", real(flag, flat(0, "12m") + ONE), since="0s", over="12m"),
        quiet(alert, "it is read", real(flag, ONE)),
        quiet(alert, "one slip, mended at once", real(flag, flat(1, "2m") + flat(0, "1m") + ONE)),
    )


CASES = (
    fires(alerts.WATCHDOG, "nothing else is there", since="0s"),
    *reload(alerts.PROMETHEUS_CONFIG_RELOAD_FAILED, "prometheus_config_last_reload_successful"),
    fires(alerts.PROMETHEUS_RULE_FAILURES, "again and again", real(RULE, climbing(0.01)), since="30s"),
    fires(
        alerts.PROMETHEUS_RULE_FAILURES,
        "one of two groups",
        real(RULE, climbing(0.01), rule_group="a;b"),
        real(RULE, NOTHING),
        since="30s",
        labels={"rule_group": "a;b"},
    ),
    fires(
        alerts.PROMETHEUS_RULE_FAILURES,
        "for ten minutes",
        real(RULE, ending(0.1)),
        since="30s",
        still="14m30s",
        over="15m",
    ),
    quiet(alerts.PROMETHEUS_RULE_FAILURES, "a single one", real(RULE, one_more())),
    quiet(alerts.PROMETHEUS_RULE_FAILURES, "it restarts", real(RULE, flat(9, "2m") + NOTHING)),
    fires(alerts.PROMETHEUS_RULE_GROUP_SLOW, "a hair slower", *group(INTERVAL + HAIR), since="0s"),
    quiet(alerts.PROMETHEUS_RULE_GROUP_SLOW, "as long as its interval", *group(INTERVAL)),
    fires(alerts.PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER, "none", known(NOTHING), since="0s"),
    quiet(alerts.PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER, "one", known(ONE)),
    fires(
        alerts.PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER,
        "five minutes after the last one is gone",
        known(flat(1, "10m") + NOTHING),
        since="15m",
    ),
    quiet(
        alerts.PROMETHEUS_NOT_CONNECTED_TO_ALERTMANAGER,
        "away for nine minutes",
        known(flat(1, "2m") + flat(0, "9m") + ONE),
    ),
    fires(alerts.PROMETHEUS_NOTIFICATIONS_FAILING, "dropped", *lost(climbing(HAIR), NOTHING), since="30s"),
    fires(alerts.PROMETHEUS_NOTIFICATIONS_FAILING, "refused", *lost(NOTHING, climbing(HAIR)), since="30s"),
    *(
        fires(
            alerts.PROMETHEUS_NOTIFICATIONS_FAILING,
            f"{what} for a quarter of an hour",
            *lost(*values),
            since="30s",
            still="19m30s",
            over="20m",
        )
        for what, values in (
            ("dropped", (ending(0.1, "15m"), flat(LIVED))),
            ("refused", (flat(LIVED), ending(0.1, "15m"))),
        )
    ),
    quiet(alerts.PROMETHEUS_NOTIFICATIONS_FAILING, "none", *lost(flat(7), flat(7))),
    quiet(alerts.PROMETHEUS_NOTIFICATIONS_FAILING, "one during a restart", *lost(one_more(), NOTHING)),
    *(
        fires(
            alerts.PROMETHEUS_TSDB_FAILURES,
            what,
            *blocks(what, flat(2, "5m") + flat(3)),
            since="5m",
            still="3h3m",
            over="3h7m",
            every="1m",
        )
        for what in BLOCKS
    ),
    fires(
        alerts.PROMETHEUS_TSDB_FAILURES,
        "exactly one in three hours",
        *blocks("wal_corruptions", flat(2, "4h") + flat(3)),
        since="4h",
        every="1m",
    ),
    quiet(alerts.PROMETHEUS_TSDB_FAILURES, "failures of last week", *blocks("", NOTHING), every="1m"),
    fires(
        alerts.PROMETHEUS_HIGH_CARDINALITY,
        "one series more",
        real("prometheus_tsdb_head_series", flat(MOST_SERIES + 1)),
        since="0s",
    ),
    quiet(alerts.PROMETHEUS_HIGH_CARDINALITY, "the limit", real("prometheus_tsdb_head_series", flat(MOST_SERIES))),
    *(
        fires(alerts.PROMETHEUS_SCRAPE_PROBLEMS, reason, *refused(reason, climbing(0.01)), since="30s")
        for reason in REFUSED
    ),
    *(
        fires(
            alerts.PROMETHEUS_SCRAPE_PROBLEMS,
            f"{reason} for a quarter of an hour",
            *refused(reason, ending(0.1, "15m")),
            since="30s",
            still="24m30s",
            over="25m",
        )
        for reason in REFUSED
    ),
    quiet(alerts.PROMETHEUS_SCRAPE_PROBLEMS, "a single one", *refused(REFUSED[0], one_more()), until="30m"),
    quiet(alerts.PROMETHEUS_SCRAPE_PROBLEMS, "none", *refused("", NOTHING)),
    *reload(alerts.ALERTMANAGER_CONFIG_RELOAD_FAILED, "alertmanager_config_last_reload_successful"),
    fires(
        alerts.ALERTMANAGER_NOTIFICATIONS_FAILING,
        "one of two integrations, a hair above",
        *notified("slack", UNDELIVERED * (1 + HAIR)),
        *notified("email", 0),
        since="30s",
        labels={"integration": "slack"},
    ),
    quiet(
        alerts.ALERTMANAGER_NOTIFICATIONS_FAILING,
        "exactly the limit",
        real("alertmanager_notifications_total", climbing(100, start=LIVED), integration="slack"),
        real("alertmanager_notifications_failed_total", climbing(1, start=LIVED), integration="slack"),
        until="35m",
    ),
    quiet(
        alerts.ALERTMANAGER_NOTIFICATIONS_FAILING,
        "failures without notifications",
        real("alertmanager_notifications_total", flat(LIVED), integration="slack"),
        real("alertmanager_notifications_failed_total", climbing(1), integration="slack"),
    ),
    quiet(
        alerts.ALERTMANAGER_NOTIFICATIONS_FAILING,
        "a hair below the limit",
        *notified("slack", UNDELIVERED * (1 - HAIR)),
    ),
    quiet(
        alerts.ALERTMANAGER_NOTIFICATIONS_FAILING,
        "nothing is notified",
        *(real(one.name, NOTHING, integration="slack") for one in notified("slack", 0)[:2]),
    ),
    fires(alerts.GRAFANA_REQUEST_ERRORS, "a hair above the limit", *grafana(FAILING + HAIR), since="30s"),
    *failing(alerts.GRAFANA_REQUEST_ERRORS, "grafana_http_request_duration_seconds_count", FAILING, "15m"),
    quiet(alerts.GRAFANA_REQUEST_ERRORS, "a hair below the limit", *grafana(FAILING - HAIR)),
    quiet(alerts.GRAFANA_REQUEST_ERRORS, "nobody looks", *grafana(1, 0)),
    fires(
        alerts.EXPORTER_COLLECT_FAILED,
        "Redis does not answer, for one reason and another, told once",
        *(real("redis_exporter_last_scrape_error", ONE, err=reason) for reason in ("i/o timeout", "EOF")),
        real("redis_exporter_last_scrape_error", NOTHING, err=""),
        since="0s",
    ),
    fires(
        alerts.EXPORTER_COLLECT_FAILED,
        "the host's disks and processors, told once",
        real("node_scrape_collector_success", NOTHING, collector="diskstats"),
        real("node_scrape_collector_success", NOTHING, collector="netdev"),
        real("node_scrape_collector_success", ONE, collector="cpu"),
        since="0s",
    ),
    fires(
        alerts.EXPORTER_COLLECT_FAILED,
        "the prober's configuration",
        real("blackbox_exporter_config_last_reload_successful", NOTHING),
        since="0s",
    ),
    quiet(
        alerts.EXPORTER_COLLECT_FAILED,
        "all is well",
        *(real("node_scrape_collector_success", ONE, collector=name) for name in ("cpu", "meminfo", "netdev")),
        real("redis_exporter_last_scrape_error", NOTHING),
        real("blackbox_exporter_config_last_reload_successful", ONE),
    ),
    quiet(
        alerts.EXPORTER_COLLECT_FAILED,
        "a collector that nothing asks",
        real("node_scrape_collector_success", NOTHING, collector="wifi"),
        real("redis_exporter_last_scrape_error", NOTHING),
        real("blackbox_exporter_config_last_reload_successful", ONE),
    ),
)
