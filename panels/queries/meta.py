"""Is everything there, inside and from outside, and which alerts fire?"""

from functools import reduce
from operator import or_

from panels.queries.expr import Expr, Matcher, Series, Where, exactly, metric, no, now, nre, re, vector
from panels.queries.windows import DAY, LATELY, QUARTER

PROBES = ("blackbox-http", "blackbox-websocket", "blackbox-tls", "binance-api")
"""Jobs whose `up` is the prober's: when only the prober is down, the service is not."""

SECOND_SCRAPE = "rabbitmq-detailed"
"""It scrapes the broker once more, and says nothing new about whether it is up."""

ANSWERS = nre("|".join((*PROBES, SECOND_SCRAPE)))
"""The jobs in which a service answers for itself."""

OUTSIDE = re("blackbox-http|blackbox-websocket|binance-api")
"""Probes of what a client sees; certificates have their own panel."""

SERVICE = ("environment", "service", "job")
TARGET = (*SERVICE, "instance")
CERTIFICATE = ("environment", "service", "instance")

REQUIRED = {
    "rust-core-engine": "rust-core-engine",
    "python-ai-service": "python-ai-service",
    "nextjs-ui-dashboard": "nextjs-ui-dashboard",
    "mongodb": "mongodb",
    "node-exporter": "host",
}
"""Job -> service of what every environment has: when it is scraped no more, nothing else would say so."""

RESTARTABLE = re("rust-core-engine|python-ai-service|nextjs-ui-dashboard|prometheus|alertmanager|loki")
"""Jobs of which a process start is a restart of the service, not of its exporter."""

PROBED_PAGES = re("blackbox-http|blackbox-websocket")

NOT_THE_HEARTBEAT = no("Watchdog")
MOST_ALERTS = 25


def up(*scopes: Where, **labels: str | Matcher) -> Series:
    """Whether a target answers its scrape."""
    return metric("up", *scopes, **labels)


# --- for alerts: of each service or target ----------------------------------------------------------------------------

STARTED = metric("process_start_time_seconds")
EXPIRY = metric("probe_ssl_earliest_cert_expiry")
SERVICES_DOWN = up(job=ANSWERS).max(*SERVICE).equals(0)

INSTANCES_DOWN = up(job=ANSWERS).min(*TARGET).equals(0).unless(up().max(*SERVICE).equals(0).on(*SERVICE))
"""Instances that do not answer while others of their job do."""

SCRAPE_CHANGES = up(job=ANSWERS).changes(QUARTER).max(*TARGET)
"""How often a target came or went."""

STARTS = STARTED(job=RESTARTABLE).changes(QUARTER).max(*TARGET)
"""How often a service started anew."""

HEALTH_CHECKS_FAILED = metric("probe_success", job=PROBED_PAGES).max(*TARGET).equals(0)

CERTIFICATE_LIFETIME = EXPIRY.over_time("last_over_time", LATELY).min(*CERTIFICATE) - now()
"""Seconds; one that was not probed lately is an alert of its own, not an expired one."""


def _missing(job: str, service: str) -> Expr:
    gone = up().group("environment").unless(up(job=job).on("environment"))
    return gone.relabelled("job", job, "", "").relabelled("service", service, "", "")


TARGETS_MISSING = reduce(or_, (_missing(job, service) for job, service in REQUIRED.items()))
"""Jobs that an environment has no target of; asked by environment, because `absent()` knows none."""

# --- services ---------------------------------------------------------------------------------------------------------


def services_up(where: Where) -> Expr:
    """Whether at least one instance of each service answers."""
    return up(where, job=ANSWERS).max("service")


def targets_down(where: Where) -> Expr:
    """Targets that do not answer; none is zero."""
    return (up(where).equals(0).count() | vector(0)).named("down")


def uptime(where: Where) -> Expr:
    """Seconds since the youngest process of each service started."""
    return now() - STARTED(where).max("service")


def restarts(where: Where) -> Expr:
    """How often processes started."""
    return STARTED(where).changes().sum("service")


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
    return EXPIRY(where).min("instance") - now()


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
