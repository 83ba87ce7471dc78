"""What can go wrong in the simulated Bot-Core?

A scenario is a set of effects. Sources of the model name the effects that they obey: most multiply, those ending in
`+` add. A scenario fires exactly the alerts that it lists: a test tries each on a real Prometheus.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from scripts.errors import ConfigurationError

ENGINE, AI, UI = "rust-core-engine", "python-ai-service", "nextjs-ui-dashboard"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that can happen.

    Attributes:
        name: as typed on the command line.
        text: what happens, in one sentence.
        effects: by how much each effect multiplies (or adds, if it ends in `+`).
        down: jobs whose targets do not answer.
        alerts: what it makes fire within 70 minutes, or soon after, in the order in which they do.
    """

    name: str
    text: str
    effects: Mapping[str, float] = field(default_factory=dict)
    down: frozenset[str] = frozenset()
    alerts: tuple[str, ...] = ()


_ALL = (
    Scenario("healthy", "Everything is as it should be."),
    Scenario(
        "service-down",
        "The Rust core engine does not answer any more.",
        {f"probe:{ENGINE}": 0, "probe:websocket": 0, "proxy_errors": 300, "ws_connections": 0},
        frozenset({ENGINE}),
        alerts=(
            "ServiceDown",
            "HealthCheckFailed",
            "SLOErrorBudgetBurnFast",
            "SLOMetricsMissing",
            "SLOErrorBudgetBurnSlow",
            "SLOErrorBudgetBurnTicket",
            "SLOErrorBudgetBurnCreeping",
        ),
    ),
    Scenario(
        "error-burst",
        "One request in seven of the engine fails.",
        {"http_errors": 130},
        alerts=("HighErrorRate", "SLOErrorBudgetBurnFast", "SLOErrorBudgetBurnSlow"),
    ),
    Scenario(
        "high-latency",
        "The engine answers eight times slower.",
        {"latency": 8.0},
        alerts=("HighLatencyP95", "HighLatencyP99"),
    ),
    Scenario(
        "traffic-spike",
        "Six times as many requests as usual.",
        {"traffic": 6.0, "node_cpu": 1.6},
        alerts=("WebSocketConnectionsHigh", "TrafficSpike"),
    ),
    Scenario(
        "trading-halted",
        "Trading is enabled, but no trade happens and signals are rejected.",
        {"trades": 0, "signals_executed": 0, "signals_rejected": 40},
        alerts=("TradingHalted", "SignalsNotExecuted"),
    ),
    Scenario(
        "trade-failures",
        "A quarter of the trades fail.",
        {"trade_failures": 30, "trade_latency": 4},
        alerts=("HighTradeLatency", "HighTradeFailureRate", "LowTradeSuccessRate"),
    ),
    Scenario(
        "loss-limit",
        "The portfolio loses a tenth of its worth in a moment.",
        {"equity": 0.88, "risk_used": 2.2, "risk_rejections": 60},
        alerts=("HighDailyLossLimit", "HighDrawdown"),
    ),
    Scenario(
        "low-balance",
        "Hardly any money is left to trade with.",
        {"balance": 0.009},
        alerts=("CriticalTradingBalance", "LowTradingBalance"),
    ),
    Scenario(
        "binance-down",
        "Binance cannot be reached: probe, streams and orders fail.",
        {
            "probe:binance": 0,
            "binance_streams": 0,
            "binance_errors": 400,
            "breaker:binance+": 2,
            "trade_failures": 80,
            "market_data": 0,
            "trades_ok": 0.02,
        },
        alerts=(
            "CircuitBreakerOpen",
            "BinanceWebSocketDisconnected",
            "MarketDataStale",
            "BinanceAPIDown",
            "HighTradeFailureRate",
            "LowTradeSuccessRate",
            "SLOErrorBudgetBurnFast",
        ),
    ),
    Scenario(
        "rate-limited",
        "Binance refuses requests for their number.",
        {"binance_weight": 3.6, "binance_refusals": 1e6},
        alerts=("BinanceRateLimitNear", "BinanceRateLimited"),
    ),
    Scenario(
        "openai-errors",
        "OpenAI refuses and fails; analyses fail with it.",
        {"openai_errors": 110, "ai_errors": 40, "openai_fallbacks": 30, "openai_latency": 3},
        alerts=("OpenAIRateLimited", "OpenAIHighErrorRate", "AIAnalysisErrors"),
    ),
    Scenario(
        "ai-slow",
        "Analyses take eight times as long and pile up.",
        {"ai_latency": 8.0, "ai_queue": 30},
        alerts=("AIServiceCriticalSlow", "AIServiceSlow"),
    ),
    Scenario(
        "model-decay",
        "The models become unsure and wrong.",
        {"confidence": 0.55, "accuracy": 0.75, "drift": 6.0},
        alerts=("LowModelConfidence", "LowPredictionAccuracy"),
    ),
    Scenario(
        "disk-full",
        "The data disk of the host is nearly full.",
        {"disk_free": 0.12},
        alerts=("DiskSpaceLow", "MongoDBHighDiskUsage", "DiskSpaceWarning", "DiskWillFillIn24h"),
    ),
    Scenario(
        "cpu-high",
        "The host computes without a pause.",
        {"cpu_burnt": 7.4e8, "node_cpu": 0.5, "node_load": 5.0, "container_cpu": 2.4},
        alerts=("CriticalCPUUsage", "ContainerHighCPU", "HighCPUUsage", "HighSystemLoad"),
    ),
    Scenario(
        "memory-high",
        "The host runs out of memory.",
        {"memory_free": 0.1, "container_memory": 2.2},
        alerts=("CriticalMemoryUsage", "ContainerHighMemory", "HighMemoryUsage"),
    ),
    Scenario(
        "mongodb-down",
        "MongoDB does not answer its exporter.",
        {"mongodb_up": 0, "db_errors": 900},
        alerts=("MongoDBDown", "DatabaseQueryErrors"),
    ),
    Scenario(
        "replication-lag",
        "The secondary falls a minute and a half behind.",
        {"replication_lag": 110},
        alerts=("MongoDBReplicationLag",),
    ),
    Scenario(
        "slow-queries",
        "MongoDB is slow, operations queue up and the pool runs dry.",
        {"db_latency": 12.0, "slow_queries": 200, "mongodb_latency": 90, "mongodb_queue+": 25, "db_pool": 8},
        alerts=("DatabasePoolExhausted", "MongoDBQueueing", "MongoDBSlowQueries", "SlowQueriesIncreasing"),
    ),
    Scenario(
        "redis-down",
        "Redis does not answer its exporter.",
        {"redis_up": 0},
        alerts=("RedisDown", "ExporterCollectFailed"),
    ),
    Scenario(
        "redis-memory",
        "Redis is full and throws keys out.",
        {"redis_memory": 1.8, "redis_evictions": 20_000, "redis_misses": 6},
        alerts=("RedisHighMemoryUsage", "RedisHighEvictionRate"),
    ),
    Scenario(
        "queue-backlog",
        "Messages pile up because nobody takes them.",
        {"queue+": 15_000, "consumers": 0},
        alerts=("RabbitMQNoConsumers", "RabbitMQQueueBacklog"),
    ),
    Scenario(
        "ws-storm",
        "WebSocket clients are thrown out and come back, again and again.",
        {"ws_breaks": 1200, "ws_opened": 40, "ws_errors": 400, "ws_drops": 900, "ws_latency": 12},
        alerts=(
            "WebSocketDisconnectStorm",
            "WebSocketHighLatency",
            "WebSocketMessagesDropped",
            "WebSocketHighErrorRate",
        ),
    ),
    Scenario("login-attack", "Somebody tries passwords.", {"login_failures": 60}, alerts=("LoginFailuresHigh",)),
    Scenario(
        "monitoring-broken",
        "Alertmanager cannot deliver and rules fail.",
        {"notification_failures": 4e9, "rule_failures": 2e10},
        alerts=("PrometheusRuleFailures", "AlertmanagerNotificationsFailing"),
    ),
)

SCENARIOS = {scenario.name: scenario for scenario in _ALL}


def named(name: str) -> Scenario:
    """Find a scenario.

    Raises:
        ConfigurationError: there is none of that name; the nearest is given.
    """
    if name in SCENARIOS:
        return SCENARIOS[name]
    near = get_close_matches(name, SCENARIOS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(SCENARIOS)}"
    raise ConfigurationError(f"no scenario is called {name!r}", hint)
