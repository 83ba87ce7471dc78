"""Which series does Prometheus itself write for alerts, and with which labels?

They have no target labels beyond those that the alert's expression keeps.
"""

from panels.contract.model import Label, Metric, gauge, like, one_of

NAMES = r"[A-Za-z][A-Za-z0-9_-]*"

OWN = (
    like("alertname", NAMES, 500, "ServiceDown"),
    one_of("severity", "critical", "warning", "info", "none"),
    like("component", NAMES, 20, "trading"),
    like("category", NAMES, 50, "errors"),
)
"""The alert's own labels."""

ALERTSTATE = one_of("alertstate", "pending", "firing")

KEPT = (
    *("collector", "device", "endpoint", "fstype", "integration", "job", "instance", "limit", "member_idx", "method"),
    *("mode", "model", "mountpoint", "name", "op_type", "queue", "reason", "result", "route", "rs_nm", "rule_group"),
    *("signal", "slo", "source", "status", "strategy", "stream", "symbol", "version", "vhost"),
)
"""Labels that alert expressions keep from the series they ask."""

LABELS = (
    *OWN,
    like("environment", NAMES, 10, "production", "staging"),
    like("service", r"[\w.-]+", 60, "rust-core-engine"),
    *(like(name, r".+", 500) for name in KEPT),
)


def _alerts(name: str, text: str, *more: Label) -> Metric:
    return gauge(name, "1", text, *LABELS, *more)


ALERTS = (
    _alerts("ALERTS", "1 for every alert that is pending or firing.", ALERTSTATE),
    _alerts("ALERTS_FOR_STATE", "Since when the alert's condition has held, in Unix time."),
)
