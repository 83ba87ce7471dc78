"""Does a fault of the platform reach people, and its end too: Prometheus, Alertmanager and our configuration, all real?

Alerts and groups wait a thirtieth of what they wait in production; everything else is what is built. Targets are
scraped every five seconds, as in the demo: a busy machine answers too late for one, and that is no fault of ours.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
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

CRITICAL = {"PagerDuty", "oncall@bot-core.demo", "#critical-alerts"}
FAULTS = {
    "service-down": ("ServiceDown", "rust-core-engine", CRITICAL | {"#bot-core-alerts"}),
    "mongodb-down": ("MongoDBDown", "mongodb", CRITICAL | {"#database-alerts"}),
}
"""Scenario -> its alert, the service, and everywhere it must arrive, each once."""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Run everything that delivers. An hour of health comes first, so that a short fault uses up no error budget."""
    plan = Plan(root=ROOT, hours=1.1, compare=False, notify=True, logs=True, hurry=30)
    with running(plan) as found:
        found.wait_until_live()
        yield found


def where(message: Message) -> str:
    """Name where a message arrived."""
    return "PagerDuty" if message.kind == "pagerduty" else message.to


def about(stack: Stack, state: str, service: str, name: str) -> list[Message]:
    """List the messages that say so of an alert; others of its service may have joined its group."""
    found = [one for one in stack.inbox.messages if one.title.startswith(f"[{state}") and f"] {service}: " in one.title]
    return [one for one in found if name in json.dumps(one.body)]


def fired(stack: Stack, name: str) -> float:
    """Ask Alertmanager since when an alert fires."""
    with urllib.request.urlopen(f"{stack.alertmanager}/api/v2/alerts", timeout=10) as answer:
        found: list[Any] = json.load(answer)
    (start,) = {one["startsAt"] for one in found if one["labels"]["alertname"] == name}
    return datetime.fromisoformat(start).timestamp()


@dataclass(frozen=True)
class Told:
    """What arrived of a fault.

    Attributes:
        since: when Alertmanager began to know of it.
        firing, resolved: messages of the alert, in the order of their arrival.
    """

    since: float
    firing: list[Message]
    resolved: list[Message]


def told(stack: Stack, scenario: str) -> Told:
    """Let a fault happen and end, and wait until both have come everywhere."""
    name, service, places = FAULTS[scenario]

    def arrived(state: str) -> list[Message]:
        stack.inbox.wait_for(lambda _: {where(one) for one in about(stack, state, service, name)} >= places, PATIENCE)
        return about(stack, state, service, name)

    stack.simulation.switch(scenario)
    firing = arrived("CRITICAL")
    since = fired(stack, name)
    stack.simulation.switch("healthy")
    return Told(since, firing, arrived("RESOLVED"))


@pytest.fixture(scope="module")
def calm(stack: Stack) -> list[Message]:
    """What arrived while nothing was wrong: before the first fault, whichever test comes first."""
    assert stack.inbox.wait_for(lambda one: one.kind == "heartbeat", PATIENCE)
    return list(stack.inbox.messages)


@pytest.fixture(scope="module")
def faults(stack: Stack, calm: list[Message]) -> dict[str, Told]:
    """What arrived of each fault."""
    assert calm == []
    return {scenario: told(stack, scenario) for scenario in FAULTS}


def test_a_healthy_platform_calls_nobody(calm: list[Message]) -> None:
    """But its heart beats."""
    assert calm == []


@pytest.mark.parametrize("scenario", FAULTS)
def test_a_fault_and_its_end_arrive_everywhere_once(stack: Stack, faults: dict[str, Told], scenario: str) -> None:
    """In time, with what a person needs, and as one incident of PagerDuty's that is closed again."""
    _, service, places = FAULTS[scenario]
    fault = faults[scenario]

    for found in (fault.firing, fault.resolved):
        assert {where(one) for one in found} == places
        assert len({(where(one), one.title) for one in found}) == len(found)
    first = {where(one): one.at for one in reversed(fault.firing)}
    assert max(first.values()) - fault.since < WITHIN
    for message in fault.firing:
        text = json.dumps(message.body, ensure_ascii=False)
        for needed in (f"{stack.inbox_url}/d/", "viewPanel=panel-", "_RUNBOOK.md", "silences/new?filter=", service):
            assert needed in text, (where(message), needed)
    incident = [one.body for one in stack.inbox.messages if one.kind == "pagerduty" and service in one.title]
    assert (incident[0]["event_action"], incident[-1]["event_action"]) == ("trigger", "resolve")
    assert len({one["dedup_key"] for one in incident}) == 1


@pytest.mark.usefixtures("faults")
def test_the_links_of_a_message_lead_somewhere(stack: Stack) -> None:
    """Runbook and panel are shown beside the inbox, the panel with what Prometheus says now."""
    mail = next(one for one in stack.inbox.messages if one.kind == "email")
    urls = dict(line.split(maxsplit=1) for line in mail.body["text"].splitlines() if "://" in line)
    assert "<pre># " in read(urls["Runbook:"])
    panel = read(urls["Panel:"])
    assert "Bot-Core / System Overview / Now / " in panel
    assert "<polyline" in panel
    assert "environment=~&quot;production&quot;" in panel


def read(url: str) -> str:
    """Open a page."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_the_logs_are_written_beside_it(stack: Stack) -> None:
    """A file a service, from before the beginning on."""
    assert stack.logs is not None
    for service in ("rust-core-engine", "python-ai-service", "nextjs-ui-dashboard"):
        first = json.loads((stack.logs / f"{service}.log").read_text().splitlines()[0])
        assert first["service"] == service


@pytest.mark.usefixtures("faults")
def test_the_inbox_shows_what_arrived(stack: Stack) -> None:
    """As a page and as JSON; what is not there is 404, also a file outside its folder."""
    shown = read(stack.inbox_url)
    assert shown.count("<article") == len(stack.inbox.messages)
    assert "ServiceDown" in shown
    assert len(json.loads(read(f"{stack.inbox_url}/messages"))) == len(stack.inbox.messages)
    for path in ("/nothing", "/runbooks/NONE.md", "/runbooks/..%2f..%2fREADME.md", "/d/x", "/d/..?viewPanel=panel-1"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            read(f"{stack.inbox_url}{path}")
