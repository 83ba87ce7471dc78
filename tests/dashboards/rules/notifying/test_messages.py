"""Do messages tell what a person needs, and survive labels that hold anything, on a real Alertmanager?"""

import re
from urllib.parse import unquote

import pytest
from support.alertmanagers import Running

from dashboards.rules.notifying.gotext import spelled_out
from scripts.demo.inbox.model import Message
from scripts.demo.inbox.page import page

pytestmark = pytest.mark.xdist_group("alertmanager")

PANEL = "http://localhost:3001/d/system-overview?viewPanel=panel-7&var-service=rust-core-engine"
RUNBOOK = "https://example.com/SERVICE_DOWN_RUNBOOK.md"
TEXTS = {
    "summary": "rust-core-engine is down (production)",
    "description": "No instance that answers a scrape for 2 minutes. The job has lost all its targets.",
    "threshold": "no instance that answers a scrape",
    "dashboard_url": PANEL,
    "runbook_url": RUNBOOK,
}
HOSTILE = {
    "quotes": "\"'`\\",
    "markup": "<script>alert(1)</script> <!channel> <http://evil.example|click> & *bold*",
    "lines": "one\r\nBcc: evil@example.com\r\n\r\ntwo\x00\u202e\u2028",
    "long": "ü" * 300,
    "template": "{{ .Foo }} ${HOME} %n %s $1",
}


def delivered(alertmanager: Running, kind: str, service: str, *, resolved: bool = False) -> Message:
    """Wait for a message about a service."""
    found = alertmanager.inbox.wait_for(
        lambda one: one.kind == kind and service in str(one.body) and one.resolved == resolved, 15
    )
    assert found is not None, f"no {kind} about {service}"
    return found


def test_every_way_tells_what_is_needed_and_that_it_is_over(alertmanager: Running) -> None:
    """Value (in the summary), limit, team, panel, runbook and silence; firing, then resolved."""
    labels = {"alertname": "ServiceDown", "severity": "critical", "environment": "production", "team": "platform"}
    alertmanager.post([{**labels, "service": "telling"}], TEXTS)
    for kind in ("slack", "email", "pagerduty"):
        message = delivered(alertmanager, kind, "telling")
        assert message.title == "[CRITICAL] telling: ServiceDown (production)"
        text = str(message.body)
        needed = (*TEXTS.values(), "platform", "/#/silences/new?filter=%7Balertname%3D%22ServiceDown%22%2C%20environ")
        assert [one for one in needed if one not in text] == []
    alertmanager.post([{**labels, "service": "telling"}], TEXTS, over=True)
    for kind in ("slack", "email", "pagerduty"):
        message = delivered(alertmanager, kind, "telling", resolved=True)
        assert message.title == "[RESOLVED] telling: ServiceDown (production)"
    pages = [one.body for one in alertmanager.inbox.messages if one.kind == "pagerduty" and "telling" in one.title]
    assert [one["event_action"] for one in pages] == ["trigger", "resolve"]
    assert len({one["dedup_key"] for one in pages}) == 1


def test_alerts_of_one_service_come_as_one_page(alertmanager: Running) -> None:
    """With each alert in it; the title stays short."""
    common = {"severity": "critical", "environment": "production", "service": "grouped", "team": "ai"}
    alertmanager.post([{**common, "alertname": f"Alert{number}"} for number in range(12)], TEXTS)
    page_ = delivered(alertmanager, "pagerduty", "grouped")
    assert page_.title == "[CRITICAL] grouped: 12 alerts (production)"
    mail = delivered(alertmanager, "email", "grouped")
    assert all(f"Alert{number} (critical)" in mail.body["text"] for number in range(12))
    slack = alertmanager.inbox.wait_for(lambda one: one.to == "#critical-alerts" and "grouped" in one.title, 15)
    assert slack is not None
    text = slack.body["attachments"][0]["text"]
    assert text.count("|Silence>") == 10
    assert "12 alerts in all" in text


def test_what_is_new_comes_first_and_what_is_over_does_not_count(alertmanager: Running) -> None:
    """Alertmanager tells what is over once more with what is new; the title and the first lines are about the new."""
    common = {"severity": "critical", "environment": "production", "service": "lasting"}
    over = [{**common, "alertname": name, "instance": "a"} for name in ("AOver", "BOver")]
    fires = [{**common, "alertname": "Fires", "instance": name} for name in "xyz"]
    alertmanager.post([*over, *fires])
    assert delivered(alertmanager, "pagerduty", "lasting").title == "[CRITICAL] lasting: 5 alerts (production)"
    alertmanager.post(over, over=True)
    news = alertmanager.inbox.wait_for(
        lambda one: one.kind == "email" and one.title == "[CRITICAL x3] lasting: Fires (production)", 15
    )
    assert news is not None
    first = [line.split()[0] for line in news.body["text"].split("\r\n\r\n")]
    assert first[0] == "Fires"
    assert news.body["text"].index("RESOLVED: AOver") > news.body["text"].rindex("Alert:    Fires")
    assert "RESOLVED: BOver" in news.body["text"]


@pytest.mark.parametrize("case", HOSTILE)
def test_labels_that_hold_anything_break_no_message(alertmanager: Running, case: str) -> None:
    """They arrive everywhere, as text: no markup, no second header, no line of their own; the silence finds it."""
    service, value = f"hostile-{case}", HOSTILE[case]
    labels = {"alertname": "Hostile", "severity": "critical", "environment": "production", "service": service}
    texts = {**TEXTS, "summary": f"it says {value}", "description": value, "threshold": value}
    alertmanager.post([{**labels, "instance": value, "mode": value}], texts)

    mail = delivered(alertmanager, "email", service)
    assert len(mail.title) <= 160
    assert "\n" not in mail.title
    assert mail.to == "oncall@bot-core.demo"
    assert "<script>" not in mail.body["html"]
    assert "bcc" not in mail.body

    slack = delivered(alertmanager, "slack", service).body["attachments"][0]
    for text in (slack["title"], slack["text"], slack["fallback"]):
        assert not re.search(r"<(?!https?://)", text)
        assert "<http://evil.example" not in text
    silence = next(url for url in re.findall(r"<(\S+)\|Silence>", slack["text"]))
    matchers = unquote(silence.partition("filter=")[2])
    assert matchers.startswith('{alertname="Hostile", environment="production", instance="')
    assert "\n" not in matchers

    delivered(alertmanager, "pagerduty", service)
    shown = page(alertmanager.inbox, {})
    assert "<script>" not in shown
    assert "<!channel>" not in shown


def test_an_alert_without_anything_is_told_too(alertmanager: Running) -> None:
    """Foreign rules have no annotations: its name stands in for them, and links lead to Alertmanager."""
    alertmanager.post([{"alertname": "Bare", "severity": "critical", "service": "bare"}])
    message = delivered(alertmanager, "pagerduty", "bare")
    assert message.title == "[CRITICAL] bare: Bare"
    assert {link["href"] for link in message.body["links"]} == {f"{alertmanager.url}/#/alerts"}
    assert "*Bare*" in delivered(alertmanager, "slack", "bare").body["attachments"][0]["text"]


def test_the_heartbeat_beats(alertmanager: Running) -> None:
    """Watchdog goes to the dead man's switch, again and again, and to nobody else."""
    alertmanager.post([{"alertname": "Watchdog", "severity": "none", "environment": "production"}])
    assert alertmanager.inbox.wait_for(lambda one: one.kind == "heartbeat", 10)
    before = len(alertmanager.inbox.beats)
    alertmanager.inbox.wait_for(
        lambda one: one.kind == "heartbeat" and one.at > alertmanager.inbox.beats[before - 1], 10
    )
    assert len(alertmanager.inbox.beats) > before
    assert not [one for one in alertmanager.inbox.messages if "Watchdog" in one.title]


def test_a_macro_that_nobody_knows_is_a_mistake() -> None:
    """Not a text that people would read."""
    with pytest.raises(KeyError):
        spelled_out("<<lines .>>")
