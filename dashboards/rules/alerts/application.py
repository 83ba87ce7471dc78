"""Are requests answered wrongly, too late, or far more of them than usual?"""

from functools import partial

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import http, process
from panels.queries.windows import HOUR
from panels.thresholds import http as limits
from panels.thresholds import process as processes

application = partial(Alert, component="application", dashboard="api-performance")

HIGH_ERROR_RATE = application(
    name="HighErrorRate",
    trigger=above(http.ERROR_RATIO, limits.ERROR_RATIO.limit("red"), "percentunit", "requests that end in 5xx")
    & above(http.REQUESTS, limits.ENOUGH_REQUESTS, "reqps", "traffic"),
    hold="5m",
    severity="critical",
    category="errors",
    summary="{{ $labels.service }} fails {{ $value | humanizePercentage }} of requests",
    meaning="Users see errors.",
    runbook="HIGH_ERROR_RATE",
    panel="Rate and errors / Error rate by service",
)

ENDPOINT_HIGH_ERROR_RATE = application(
    name="EndpointHighErrorRate",
    trigger=above(http.BUSY_ENDPOINT_ERRORS, limits.BROKEN_ENDPOINT, "percentunit", "5xx of one endpoint"),
    hold="10m",
    severity="warning",
    category="errors",
    summary="{{ $labels.method }} {{ $labels.endpoint }} of {{ $labels.service }} fails "
    "{{ $value | humanizePercentage }}",
    meaning="One endpoint is broken while the service as a whole may look healthy.",
    runbook="HIGH_ERROR_RATE",
    panel="Endpoints / Top endpoints",
)

HIGH_LATENCY_P95 = application(
    name="HighLatencyP95",
    trigger=above(http.P95, limits.P95.limit("orange"), "s", "p95 latency"),
    hold="5m",
    severity="warning",
    category="performance",
    summary="p95 latency of {{ $labels.service }} is {{ $value | humanizeDuration }}",
    meaning="One request in twenty takes longer.",
    runbook="HIGH_LATENCY",
    panel="Now / p95 latency (worst service)",
)

CRITICAL_LATENCY_P95 = application(
    name="CriticalLatencyP95",
    trigger=above(http.P95, limits.P95.limit("red"), "s", "p95 latency"),
    hold="2m",
    severity="critical",
    category="performance",
    summary="p95 latency of {{ $labels.service }} is {{ $value | humanizeDuration }}",
    meaning="Users give up, and clients run into their timeouts.",
    runbook="HIGH_LATENCY",
    panel="Now / p95 latency (worst service)",
)

HIGH_LATENCY_P99 = application(
    name="HighLatencyP99",
    trigger=above(http.P99, limits.P99.limit("red"), "s", "p99 latency"),
    hold="5m",
    severity="warning",
    category="performance",
    summary="p99 latency of {{ $labels.service }} is {{ $value | humanizeDuration }}",
    meaning="One request in a hundred takes longer.",
    runbook="HIGH_LATENCY",
    panel="Now / p99 latency (worst service)",
)

HIGH_REQUEST_RATE = application(
    name="HighRequestRate",
    trigger=above(http.REQUESTS, limits.MANY_REQUESTS, "reqps", "traffic"),
    hold="5m",
    severity="info",
    category="traffic",
    summary="{{ $labels.service }} receives {{ $value | humanize }} requests/s",
    meaning="Look at latency and errors: is it served?",
    runbook="HIGH_TRAFFIC",
    panel="Rate and errors / Request rate by service",
)

SPIKE = f"{limits.SPIKE} times the mean of the {lasting(HOUR).split()[1]} before"

TRAFFIC_SPIKE = application(
    name="TrafficSpike",
    trigger=when(http.REQUESTS > limits.SPIKE * http.REQUESTS_BEFORE, f"traffic above {SPIKE}", f"above {SPIKE}")
    & above(http.REQUESTS, limits.SPIKE_REQUESTS, "reqps", "traffic"),
    hold="5m",
    severity="info",
    category="traffic",
    summary="Traffic of {{ $labels.service }} jumped to {{ $value | humanize }} requests/s",
    meaning="News, a client that retries without pause, or an attack.",
    runbook="HIGH_TRAFFIC",
    panel="Rate and errors / Against last week",
)

NODE_EVENT_LOOP_LAG = application(
    name="NodeEventLoopLag",
    trigger=above(process.EVENT_LOOP_LAG, processes.EVENT_LOOP_LAG.limit("red"), "s", "p99 lag of the event loop"),
    hold="10m",
    severity="warning",
    category="performance",
    summary="Event loop of {{ $labels.service }} lags {{ $value | humanizeDuration }}",
    meaning="Server-side rendering blocks every request there.",
    runbook="HIGH_LATENCY",
    panel="Runtime / Node.js event loop lag",
)

GROUPS = (
    AlertGroup(
        "application",
        (
            HIGH_ERROR_RATE,
            ENDPOINT_HIGH_ERROR_RATE,
            HIGH_LATENCY_P95,
            CRITICAL_LATENCY_P95,
            HIGH_LATENCY_P99,
            HIGH_REQUEST_RATE,
            TRAFFIC_SPIKE,
            NODE_EVENT_LOOP_LAG,
        ),
    ),
)
