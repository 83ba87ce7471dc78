"""Are requests answered wrongly or too late?"""

from dashboards.rules.alerts.model import Alert
from panels.queries import http
from panels.thresholds import http as limits

HIGH_ERROR_RATE = Alert(
    name="HighErrorRate",
    expr=(http.ERROR_RATIO > limits.ERROR_RATIO.limit("red")) & (http.REQUESTS > limits.ENOUGH_REQUESTS),
    hold="5m",
    severity="critical",
    component="application",
    category="errors",
    summary="{{ $labels.service }} fails {{ $value | humanizePercentage }} of requests",
    description="More than 5 % of requests ended in 5xx for 5 minutes.",
    runbook="HIGH_ERROR_RATE",
    dashboard="api-performance",
    panel="Rate and errors / Error rate by service",
)

HIGH_LATENCY_P95 = Alert(
    name="HighLatencyP95",
    expr=http.P95 > limits.SLOW,
    hold="5m",
    severity="warning",
    component="application",
    category="performance",
    summary="p95 latency of {{ $labels.service }} is {{ $value | humanizeDuration }}",
    description="Above 1 s for 5 minutes.",
    runbook="HIGH_LATENCY",
    dashboard="api-performance",
    panel="Now / p95 latency (worst service)",
)

ALERTS = (HIGH_ERROR_RATE, HIGH_LATENCY_P95)
