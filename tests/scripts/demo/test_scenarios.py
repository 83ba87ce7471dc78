"""Does each scenario show in a real Prometheus as what it is called, set off its alerts, and the healthy platform none?

Scenarios that do not touch each other happen at the same time, so that a short past has them all.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.demo.stack import ALERTS, Plan, Stack, running
from scripts.simulate.alerting import read_alerts
from scripts.simulate.query import query, query_range
from scripts.simulate.scenarios import SCENARIOS, Scenario
from scripts.simulate.timeline import Segment, Timeline

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
LENGTH, PAUSE, CALM = 17 * 60.0, 5 * 60.0, 3600.0
"""A scenario lasts longer than the windows of fifteen minutes that ask about it; an hour of health comes first."""
RULES = {alert.name: alert for alert in read_alerts(sorted((ROOT / ALERTS).glob("*.yml")))}
ALWAYS = {"Watchdog"}

TOGETHER = (
    ("traffic-spike", "binance-down", "rate-limited"),
    (
        *("error-burst", "trading-halted", "disk-full", "openai-errors", "replication-lag", "redis-down"),
        *("ws-storm", "login-attack", "monitoring-broken"),
    ),
    (
        *("high-latency", "trade-failures", "loss-limit", "memory-high", "slow-queries", "redis-memory"),
        *("model-decay", "low-balance"),
    ),
    ("service-down", "cpu-high", "ai-slow", "mongodb-down", "queue-backlog"),
)

SIGNS = {
    "service-down": 'up{job="rust-core-engine"} == 0',
    "error-burst": "service:http_error_ratio:rate5m > 0.05",
    "high-latency": "service:http_request_duration_seconds:p95 > 1",
    "traffic-spike": "service:http_requests:rate5m > 3 * avg_over_time(service:http_requests:rate5m[1h] offset 10m)",
    "trading-halted": "sum by (mode) (increase(trades_total[10m])) == 0",
    "trade-failures": "mode:trades_failed:rate5m / mode:trades:rate5m > 0.1",
    "loss-limit": "mode:profit_loss_daily:ratio < -0.05",
    "low-balance": "trading_balance_usdt < 50",
    "binance-down": 'max(circuit_breaker_state) == 2 and on () probe_success{job="binance-api"} == 0',
    "rate-limited": "increase(binance_rate_limited_total[5m]) > 0",
    "openai-errors": "service:openai_error_ratio:rate5m > 0.05",
    "ai-slow": "service:ai_analysis_duration_seconds:p95 > 5",
    "model-decay": "service:ai_model_confidence:avg15m < 0.45",
    "disk-full": "instance_mountpoint:node_filesystem_avail:ratio < 0.1",
    "cpu-high": "instance:node_cpu_utilization:rate5m > 0.8",
    "memory-high": "instance:node_memory_utilization:ratio > 0.95",
    "mongodb-down": "mongodb_up == 0",
    "replication-lag": "member:mongodb_replication_lag:seconds > 30",
    "slow-queries": "instance:mongodb_op_latency_seconds:avg5m > 0.1",
    "redis-down": "redis_up == 0",
    "redis-memory": "instance:redis_memory:ratio > 0.9 and on () sum(rate(redis_evicted_keys_total[5m])) > 100",
    "queue-backlog": "rabbitmq_detailed_queue_messages > 10000 and rabbitmq_detailed_queue_consumers == 0",
    "ws-storm": "service:websocket_error_ratio:rate5m > 0.05",
    "login-attack": 'sum(rate(user_logins_total{result="failure"}[10m])) / sum(rate(user_logins_total[10m])) > 0.5',
    "monitoring-broken": "rate(alertmanager_notifications_failed_total[5m]) > 0",
}
"""What a reader of the dashboards would notice, with the guide's limits."""


@dataclass(frozen=True)
class Past:
    """A Prometheus, when the trouble began, and when each scenario ended."""

    stack: Stack
    began: float
    ends: dict[str, float]


def merged(names: tuple[str, ...]) -> Scenario:
    """Let several scenarios happen at once."""
    effects: dict[str, float] = {}
    for name in names:
        shared = effects.keys() & SCENARIOS[name].effects.keys()
        assert shared <= {"trade_latency"}, f"{name} touches {shared}, which another one does too"
        effects |= SCENARIOS[name].effects
    return Scenario("+".join(names), "", effects, frozenset().union(*(SCENARIOS[name].down for name in names)))


@pytest.fixture(scope="module")
def past() -> Iterator[Past]:
    """Let everything go wrong, after an hour in which nothing did."""
    begin = time.time() - len(TOGETHER) * (LENGTH + PAUSE)
    segments: list[Segment] = []
    ends: dict[str, float] = {}
    for position, names in enumerate(TOGETHER):
        start = begin + position * (LENGTH + PAUSE)
        ends |= dict.fromkeys(names, start + LENGTH)
        segments += [Segment(start, merged(names)), Segment(start + LENGTH, SCENARIOS["healthy"])]
    hours = (time.time() - begin + CALM) / 3600
    with running(Plan(root=ROOT, hours=hours, compare=False, timeline=Timeline(segments))) as stack:
        yield Past(stack, begin, ends)


def test_every_scenario_has_a_sign() -> None:
    """And happens in the past that is tried."""
    troubles = {name for name in SCENARIOS if name != "healthy"}
    assert set(SIGNS) == troubles == {name for names in TOGETHER for name in names}


@pytest.mark.parametrize("name", SIGNS)
def test_a_scenario_shows(past: Past, name: str) -> None:
    """At its end its sign is seen, and the alerts that are about it have their reason."""
    at = past.ends[name] - 10
    assert query(past.stack.prometheus, SIGNS[name], at)
    for alert in SCENARIOS[name].alerts:
        assert query(past.stack.prometheus, RULES[alert].expr, at), alert


def test_a_healthy_platform_shows_nothing(past: Past) -> None:
    """In the time before, no sign is seen and no alert but the watchdog has a reason."""
    start, end = past.began - CALM + 30 * 60, past.began - 60
    asked = SIGNS | {name: alert.expr for name, alert in RULES.items() if name not in ALWAYS}
    seen = {name: query_range(past.stack.prometheus, expr, start, end, 60) for name, expr in asked.items()}
    assert {name: found for name, found in seen.items() if found} == {}
