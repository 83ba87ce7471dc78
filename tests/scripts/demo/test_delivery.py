"""Does a fault of the platform reach people, and its end too: Prometheus, Alertmanager and our configuration, all real?

Alerts and groups wait a hundredth of what they wait in production; everything else is what is built.
"""

import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.demo.inbox.model import Message
from scripts.demo.stack import Plan, Stack, running

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
WITHIN = 15.0
"""Seconds from an alert's firing to its arrival."""
PATIENCE = 60.0

CRITICAL = ("PagerDuty", "oncall@bot-core.demo", "#critical-alerts")
FAULTS = {
    "service-down": ("ServiceDown", "rust-core-engine", (*CRITICAL, "#bot-core-alerts")),
    "mongodb-down": ("MongoDBDown", "mongodb", (*CRITICAL, "#database-alerts")),
}
"""Scenario -> its alert, the service, and everywhere it must arrive, each once."""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Run everything that delivers, with hardly a past."""
    plan = Plan(root=ROOT, hours=0.2, compare=False, interval="1s", notify=True, hurry=100)
    with running(plan) as found:
        found.wait_until_live()
        yield found


def where(message: Message) -> str:
    """Name where a message arrived."""
    return "PagerDuty" if message.kind == "pagerduty" else message.to


def about(stack: Stack, title: str) -> list[Message]:
    """List the messages of a title."""
    return [one for one in stack.inbox.messages if one.title == title]


def fired(stack: Stack, name: str) -> float:
    """Ask Alertmanager since when an alert fires."""
    with urllib.request.urlopen(f"{stack.alertmanager}/api/v2/alerts", timeout=10) as answer:
        found: list[Any] = json.load(answer)
    (start,) = {one["startsAt"] for one in found if one["labels"]["alertname"] == name}
    return datetime.fromisoformat(start).timestamp()


def test_a_healthy_platform_calls_nobody(stack: Stack) -> None:
    """But its heart beats."""
    assert stack.inbox.wait_for(lambda one: one.kind == "heartbeat", PATIENCE)
    assert stack.inbox.messages == []


@pytest.mark.parametrize("scenario", FAULTS)
def test_a_fault_and_its_end_arrive_everywhere_once(stack: Stack, scenario: str) -> None:
    """In time, with what a person needs, and as one incident of PagerDuty's that is closed again."""
    name, service, places = FAULTS[scenario]
    firing, over = (f"[{state}] {service}: {name} (production)" for state in ("CRITICAL", "RESOLVED"))

    def arrived(title: str) -> list[str]:
        stack.inbox.wait_for(lambda _: len(about(stack, title)) >= len(places), PATIENCE)
        return sorted(where(one) for one in about(stack, title))

    stack.simulation.switch(scenario)
    assert arrived(firing) == sorted(places)
    since = fired(stack, name)
    assert max(one.at for one in about(stack, firing)) - since < WITHIN
    for message in about(stack, firing):
        text = json.dumps(message.body, ensure_ascii=False)
        for needed in (f"{stack.inbox_url}/d/", "viewPanel=panel-", "_RUNBOOK.md", "silences/new?filter=", service):
            assert needed in text, (where(message), needed)

    stack.simulation.switch("healthy")
    assert arrived(over) == sorted(places)
    incident = [one.body for one in stack.inbox.messages if one.kind == "pagerduty" and service in one.title]
    assert [one["event_action"] for one in incident] == ["trigger", "resolve"]
    assert len({one["dedup_key"] for one in incident}) == 1


def test_the_links_of_a_message_lead_somewhere(stack: Stack) -> None:
    """The runbook is served beside the inbox, as the message says."""
    mail = next(one for one in stack.inbox.messages if one.kind == "email")
    url = next(line.split()[1] for line in mail.body["text"].splitlines() if line.startswith("Runbook:"))
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert b"<pre># " in answer.read()
