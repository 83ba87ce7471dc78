"""Does Binance not answer, refuse us, or send us no prices?"""

from dashboards.rules.alerts.model import Alert
from dashboards.rules.alerts.triggers import above, lasting, when
from panels.queries import exchange
from panels.queries.windows import RECORDED
from panels.thresholds import exchange as limits

BINANCE_API_DOWN = Alert(
    name="BinanceAPIDown",
    trigger=when(exchange.ANSWERED.equals(0), "probe without an answer"),
    hold="5m",
    severity="critical",
    component="external_api",
    category="availability",
    summary="Binance API does not answer",
    meaning="{{ $labels.instance }} fails: orders cannot be placed or closed.",
    runbook="BINANCE_API_DOWN",
    dashboard="trading-performance",
    panel="Exchange / Binance reachable",
)

BINANCE_API_HIGH_LATENCY = Alert(
    name="BinanceAPIHighLatency",
    trigger=above(
        exchange.PROBE_TIME, limits.LATENCY.limit("red"), "s", f"mean duration of a probe over {lasting(RECORDED)}"
    ),
    hold="5m",
    severity="warning",
    component="external_api",
    category="performance",
    summary="Binance API answers in {{ $value | humanizeDuration }}",
    meaning="The whole probe with all its phases, from outside the engine.",
    runbook="BINANCE_API_DOWN",
    dashboard="trading-performance",
    panel="Exchange / Binance request latency",
)

BINANCE_WEBSOCKET_DISCONNECTED = Alert(
    name="BinanceWebSocketDisconnected",
    trigger=when(exchange.STREAMS.equals(0), "market stream disconnected"),
    hold="2m",
    severity="critical",
    component="external_api",
    category="availability",
    summary="Binance stream {{ $labels.stream }} is disconnected",
    meaning="No live prices come from it.",
    runbook="MARKET_DATA_STALE",
    dashboard="websocket-metrics",
    panel="Upstream: Binance / Stream state",
)

BINANCE_RATE_LIMIT_NEAR = Alert(
    name="BinanceRateLimitNear",
    trigger=above(exchange.WEIGHT_USED, limits.WEIGHT.limit("yellow"), "percentunit", "share of the request weight"),
    hold="2m",
    severity="warning",
    component="external_api",
    category="saturation",
    summary="{{ $value | humanizePercentage }} of the Binance request weight is used",
    meaning="At 100 % Binance answers 429, then bans the address (418).",
    runbook="BINANCE_RATE_LIMIT",
    dashboard="trading-performance",
    panel="Exchange / Request weight used",
)

BINANCE_RATE_LIMITED = Alert(
    name="BinanceRateLimited",
    trigger=when(exchange.REFUSED > 0, f"requests refused in {lasting(RECORDED)}"),
    hold="1m",
    severity="critical",
    component="external_api",
    category="errors",
    summary="Binance refuses requests (429/418)",
    meaning="{{ $value | humanize }} refusals; the next step is a ban of the address.",
    runbook="BINANCE_RATE_LIMIT",
    dashboard="trading-performance",
    panel="Exchange / Binance errors",
)

BINANCE_CLOCK_DRIFT = Alert(
    name="BinanceClockDrift",
    trigger=above(exchange.CLOCK_OFFSET, limits.DRIFT, "s", "difference between Binance's clock and ours"),
    hold="5m",
    severity="warning",
    component="external_api",
    category="clock",
    summary="Clock differs from Binance by {{ $value | humanizeDuration }}",
    meaning="Signed requests fail once it passes recvWindow.",
    runbook="CLOCK_SKEW",
    dashboard="trading-performance",
    panel="Exchange / Clock offset to Binance",
)

ALERTS = (
    BINANCE_API_DOWN,
    BINANCE_API_HIGH_LATENCY,
    BINANCE_WEBSOCKET_DISCONNECTED,
    BINANCE_RATE_LIMIT_NEAR,
    BINANCE_RATE_LIMITED,
    BINANCE_CLOCK_DRIFT,
)
