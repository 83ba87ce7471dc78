"""Is everything there, which alerts fire, and can the monitoring itself be trusted?"""

from panels.queries.expr import Expr, Matcher, Series, Where, exactly, metric, no, now, nre, re, vector
from panels.queries.windows import DAY

PROBES = ("blackbox-http", "blackbox-websocket", "blackbox-tls", "binance-api")
"""Jobs whose `up` is the prober's: when only the prober is down, the service is not."""

SECOND_SCRAPE = "rabbitmq-detailed"
"""It scrapes the broker once more, and says nothing new about whether it is up."""

ANSWERS = nre("|".join((*PROBES, SECOND_SCRAPE)))
"""The jobs in which a service answers for itself."""

OUTSIDE = re("blackbox-http|blackbox-websocket|binance-api")
"""Probes of what a client sees; certificates have their own panel."""

NOT_THE_HEARTBEAT = no("Watchdog")
MOST_ALERTS = 25
MOST_SCRAPES = 10


def up(*scopes: Where, **labels: str | Matcher) -> Series:
    """Whether a target answers its scrape."""
    return metric("up", *scopes, **labels)


# --- services ---------------------------------------------------------------------------------------------------------


def services_up(where: Where) -> Expr:
    """Whether at least one instance of each service answers."""
    return up(where, job=ANSWERS).max("service")


def services_down() -> Expr:
    """Jobs of which no instance answers; for the alert."""
    return up(job=ANSWERS).max("environment", "service", "job").equals(0)


def targets_down(where: Where) -> Expr:
    """Targets that do not answer; none is zero."""
    return (up(where).equals(0).count() | vector(0)).named("down")


def uptime(where: Where) -> Expr:
    """Seconds since the youngest process of each service started."""
    return now() - metric("process_start_time_seconds", where).max("service")


def restarts(where: Where) -> Expr:
    """How often processes started."""
    return metric("process_start_time_seconds", where).changes().sum("service")


def versions(where: Where) -> Expr:
    """What runs where."""
    return metric("app_info", where).max("service", "version", "commit")


# --- from outside -----------------------------------------------------------------------------------------------------


def probes(where: Where) -> Expr:
    """Whether a client would get an answer."""
    return metric("probe_success", where, job=OUTSIDE).min("job", "instance")


def probe_success(where: Where) -> Expr:
    """Share of a day's probes that succeeded."""
    return metric("probe_success", where).mean(DAY).avg("job", "instance")


def probe_duration(where: Where) -> Expr:
    """Seconds of a whole probe."""
    return metric("probe_duration_seconds", where).max("job", "instance")


def certificate_lifetime(where: Where) -> Expr:
    """Seconds until the first certificate of the chain expires."""
    return metric("probe_ssl_earliest_cert_expiry", where).min("instance") - now()


# --- alerts -----------------------------------------------------------------------------------------------------------


def firing(*scopes: Where, **labels: str | Matcher) -> Series:
    """Alerts that fire; silenced ones are among them."""
    return metric("ALERTS", *scopes, alertstate="firing", **labels)


def critical_alerts(where: Where) -> Expr:
    """How many critical alerts fire."""
    return (firing(where, severity="critical").count() | vector(0)).named("critical")


def warnings(where: Where) -> Expr:
    """How many warnings fire."""
    return (firing(where, severity="warning").count() | vector(0)).named("warning")


def heartbeat() -> Expr:
    """1 as long as rules are evaluated; the Watchdog belongs to no environment."""
    return (firing(alertname="Watchdog").count() | vector(0)).named("watchdog")


def silences(where: Where) -> Expr:
    """How many silences hide alerts now."""
    return (metric("alertmanager_silences", where, state="active").sum() | vector(0)).named("silences")


def active_alerts(where: Where) -> Expr:
    """Seconds since each firing alert became pending."""
    pending_since = metric("ALERTS_FOR_STATE", where, alertname=NOT_THE_HEARTBEAT)
    return (now() - pending_since) * firing(where, alertname=NOT_THE_HEARTBEAT).ignoring("alertstate", right=())


def one_alert(name: str) -> Series:
    """Where one alert fires or is pending."""
    return metric("ALERTS", alertname=exactly(name))


def alert_history(where: Where) -> Expr:
    """Which alerts fired when; while none did, one line says so, because the panel has no words for absence."""
    alerts = firing(where, alertname=NOT_THE_HEARTBEAT).max("alertname", "service", "severity")
    none = vector(0).relabelled("alertname", "no alert", "", "")
    return (alerts.top(MOST_ALERTS) | none.on()).named("{{severity}} {{service}} {{alertname}}")


# --- the monitoring itself --------------------------------------------------------------------------------------------


def series_in_memory(where: Where) -> Expr:
    """Series that Prometheus holds."""
    return metric("prometheus_tsdb_head_series", where).max("instance")


def slowest_scrapes(where: Where) -> Expr:
    """Seconds that the slowest scrapes took."""
    return metric("scrape_duration_seconds", where).max("job", "instance").top(MOST_SCRAPES)


def rule_group_load(where: Where) -> Expr:
    """Share of its interval that each rule group needs."""
    needed = metric("prometheus_rule_group_last_duration_seconds", where)
    return (needed / metric("prometheus_rule_group_interval_seconds", where)).max("rule_group")


def lost_notifications(where: Where) -> tuple[Expr, ...]:
    """Notifications that did not arrive, per second."""
    failed = metric("alertmanager_notifications_failed_total", where).rate().sum("integration")
    dropped = metric("prometheus_notifications_dropped_total", where).rate().sum()
    return failed, dropped.named("dropped by Prometheus")


def log_lines(where: Where) -> tuple[Expr, ...]:
    """Log lines that Loki got, refused, and never saw, per second."""
    received = metric("loki_distributor_lines_received_total", where).rate()
    discarded = metric("loki_discarded_samples_total", where).rate()
    dropped = metric("promtail_dropped_entries_total", where).rate()
    dropped_by_alloy = metric("loki_write_dropped_entries_total", where).rate()
    return (
        (received.sum() | vector(0)).named("received"),
        (discarded.sum() | vector(0)).named("discarded"),
        ((dropped | dropped_by_alloy).sum() | vector(0)).named("dropped by shipper"),
    )
