"""Is what a broken service explains kept quiet, and nothing else, on a real Alertmanager?"""

from collections.abc import Mapping

import pytest
from support.alertmanagers import Running, until

pytestmark = pytest.mark.xdist_group("alertmanager")

ENGINE, AI, UI, HOST = "rust-core-engine", "python-ai-service", "nextjs-ui-dashboard", "host"


def alert(name: str, severity: str, **more: str) -> dict[str, str]:
    """Make the labels of an alert of production."""
    return {"alertname": name, "severity": severity, "environment": "production", "case": "inhibition", **more}


SENT = {
    "down": alert("ServiceDown", "critical", service=ENGINE),
    "errors": alert("HighErrorRate", "critical", service=ENGINE),
    "slow": alert("HighLatencyP95", "warning", service=ENGINE),
    "live": alert("LowTradingBalance", "warning", service=ENGINE, mode="live"),
    "elsewhere": alert("HighLatencyP95", "warning", service=ENGINE) | {"environment": "staging"},
    "neighbour": alert("HighLatencyP95", "warning", service="loki"),
    "cpu critical": alert("CriticalCPUUsage", "critical", service=HOST, instance="a"),
    "cpu": alert("HighCPUUsage", "warning", service=HOST, instance="a"),
    "cpu of another host": alert("HighCPUUsage", "warning", service=HOST, instance="b"),
    "probe critical": alert("HealthCheckFailed", "critical", service=UI, instance="http://ui"),
    "ui slow": alert("HighLatencyP95", "warning", service=UI),
    "ui lag": alert("NodeEventLoopLag", "warning", service=UI, instance="ui:3000"),
    "rabbit critical": alert("RabbitMQDown", "critical", service="rabbitmq"),
    "rabbit memory": alert("RabbitMQHighMemoryUsage", "warning", service="rabbitmq", instance="rabbitmq:15692"),
    "ai critical": alert("OpenAIRateLimited", "critical", service=AI, mode="paper"),
    "ai live": alert("AIServiceSlow", "warning", service=AI, mode="live"),
    "ai paper": alert("AIServiceSlow", "warning", service=AI, mode="paper"),
    "nobody's critical": alert("Nobody", "critical"),
    "nobody's": alert("NobodyToo", "warning"),
    "watchdog": alert("Watchdog", "none", service=ENGINE),
    "info": alert("TrafficSpike", "info", service=ENGINE),
}
HIDDEN = {
    "errors": "down",
    "slow": "down",
    "live": "down",
    "info": "down",
    "cpu": "cpu critical",
    "ui slow": "probe critical",
    "rabbit memory": "rabbit critical",
    "ai paper": "ai critical",
}
"""Alert -> the one that hides it. All others are told: another service, environment, mode or instance, or none."""


def key(labels: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Make labels comparable."""
    return frozenset(labels.items())


def test_what_hides_what(alertmanager: Running) -> None:
    """All at once: ServiceDown hides its service, a critical the warnings of its service and mode."""
    alertmanager.post(SENT.values())
    names = {key(labels): name for name, labels in SENT.items()}

    def hidden() -> dict[str, bool]:
        found = {names.get(key(one["labels"]), ""): bool(one["status"]["inhibitedBy"]) for one in alertmanager.alerts()}
        return {name: found.get(name, False) for name in SENT}

    wanted = {name: name in HIDDEN for name in SENT}
    until(lambda: hidden() == wanted)
    alertmanager.post(SENT.values(), over=True)


def test_what_is_hidden_is_not_sent(alertmanager: Running) -> None:
    """The service's own page arrives alone, without the warnings that follow from it."""
    service = "down-and-slow"
    alertmanager.post([alert("ServiceDown", "critical", service=service), alert("Slow", "warning", service=service)])
    assert alertmanager.inbox.wait_for(lambda one: one.kind == "pagerduty" and service in one.title, 10)
    assert alertmanager.inbox.wait_for(lambda one: one.kind == "slack" and service in one.title, 10)
    assert not alertmanager.inbox.wait_for(lambda one: f"{service}: Slow" in one.title, 1)
