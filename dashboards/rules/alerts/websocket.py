"""Are real-time clients too many, too late or cut off?"""

from dashboards.rules.alerts.model import Alert, AlertGroup
from dashboards.rules.alerts.triggers import above, lasting, said, when
from panels.queries import websocket
from panels.queries.windows import RECORDED
from panels.thresholds import websocket as limits

WEBSOCKET_CONNECTIONS_HIGH = Alert(
    name="WebSocketConnectionsHigh",
    trigger=above(websocket.CONNECTIONS, limits.CONNECTIONS.limit("yellow"), "none", "open connections"),
    hold="5m",
    severity="warning",
    component="websocket",
    category="capacity",
    summary="{{ $value }} WebSocket connections",
    meaning="Look whether users came, or clients do not close what they open.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Connections / Active connections",
)

WEBSOCKET_CONNECTIONS_CRITICAL = Alert(
    name="WebSocketConnectionsCritical",
    trigger=above(websocket.CONNECTIONS, limits.CONNECTIONS.limit("red"), "none", "open connections"),
    hold="2m",
    severity="critical",
    component="websocket",
    category="capacity",
    summary="{{ $value }} WebSocket connections",
    meaning="File descriptors and memory run out next.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Connections / Active connections",
)

WEBSOCKET_HIGH_LATENCY = Alert(
    name="WebSocketHighLatency",
    trigger=above(websocket.P95, limits.SLOW, "s", "p95 from event to socket"),
    hold="5m",
    severity="warning",
    component="websocket",
    category="performance",
    summary="p95 WebSocket message latency is {{ $value | humanizeDuration }}",
    meaning="Users see prices that are already gone.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Messages / Message latency",
)

WEBSOCKET_HIGH_ERROR_RATE = Alert(
    name="WebSocketHighErrorRate",
    trigger=above(websocket.ERROR_RATIO, limits.FAILING, "percentunit", "errors per message, sent or received,"),
    hold="5m",
    severity="warning",
    component="websocket",
    category="errors",
    summary="{{ $value | humanizePercentage }} of WebSocket messages fail",
    meaning="Look at their type: protocol, send, authentication or serialisation.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Messages / Error rate",
)

WEBSOCKET_DISCONNECT_STORM = Alert(
    name="WebSocketDisconnectStorm",
    trigger=above(websocket.CUT_OFF, limits.STORM, "none", f"connections cut off in {lasting(RECORDED)}")
    & when(
        websocket.CUT_OFF > limits.STORM_OF_OPEN * websocket.CONNECTIONS,
        f"more than {said(limits.STORM_OF_OPEN, 'percentunit')} of those that are open",
    ),
    hold="1m",
    severity="warning",
    component="websocket",
    category="stability",
    summary="{{ $value | humanize }} abnormal WebSocket disconnects",
    meaning="Clients will all connect again at once.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Connections / Disconnect reasons",
)

WEBSOCKET_MESSAGES_DROPPED = Alert(
    name="WebSocketMessagesDropped",
    trigger=above(websocket.DROPPED, limits.DROPPED.limit("red"), "cps", "dropped messages"),
    hold="5m",
    severity="warning",
    component="websocket",
    category="saturation",
    summary="{{ $value | humanize }} WebSocket messages/s are dropped",
    meaning="Clients read too slowly or send queues are too short.",
    runbook="WEBSOCKET",
    dashboard="websocket-metrics",
    panel="Back-pressure / Dropped messages",
)

GROUPS = (
    AlertGroup(
        "websocket",
        (
            WEBSOCKET_CONNECTIONS_HIGH,
            WEBSOCKET_CONNECTIONS_CRITICAL,
            WEBSOCKET_HIGH_LATENCY,
            WEBSOCKET_HIGH_ERROR_RATE,
            WEBSOCKET_DISCONNECT_STORM,
            WEBSOCKET_MESSAGES_DROPPED,
        ),
    ),
)
