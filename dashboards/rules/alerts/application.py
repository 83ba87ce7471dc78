"""Are requests answered wrongly or too late?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above
from panels.queries import http
from panels.thresholds import http as limits

HIGH_ERROR_RATE = Alert(
    name="HighErrorRate",
    trigger=above(http.ERROR_RATIO, limits.ERROR_RATIO.limit("red"), "percentunit", "requests that end in 5xx")
    & above(http.REQUESTS, limits.ENOUGH_REQUESTS, "reqps", "traffic"),
    hold="5m",
    severity="critical",
    component="application",
    category="errors",
    summary="{{ $labels.service }} fails {{ $value | humanizePercentage }} of requests",
    meaning="Users see errors.",
    runbook="HIGH_ERROR_RATE",
    dashboard="api-performance",
    panel="Rate and errors / Error rate by service",
)

HIGH_LATENCY_P95 = Alert(
    name="HighLatencyP95",
    trigger=above(http.P95, limits.SLOW, "s", "p95 latency"),
    hold="5m",
    severity="warning",
    component="application",
    category="performance",
    summary="p95 latency of {{ $labels.service }} is {{ $value | humanizeDuration }}",
    meaning="One request in twenty takes longer.",
    runbook="HIGH_LATENCY",
    dashboard="api-performance",
    panel="Now / p95 latency (worst service)",
)

GROUPS = (AlertGroup("application", (HIGH_ERROR_RATE, HIGH_LATENCY_P95)),)
