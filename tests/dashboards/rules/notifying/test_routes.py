"""Does every alert reach the channels that the guide says, each once, on a real Alertmanager?

What is expected is written down here again, from the guide, and not taken from the routes.
"""

import itertools
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, program
from support.alertmanagers import Running, until

from dashboards.rules import notifying
from dashboards.rules.notifying.routes import MAY_WAIT, duration, tree
from dashboards.rules.notifying.site import Notifications
from scripts import rulefiles
from scripts.demo import alertmanager as demo

pytestmark = pytest.mark.xdist_group("alertmanager")

Labels = Mapping[str, str]

WHERE = {
    "critical": ("PagerDuty", "e-mail", "#critical-alerts"),
    "slack-warning": ("#bot-core-alerts",),
    "team-trading": ("#trading-alerts",),
    "team-ai": ("#ai-alerts",),
    "team-database": ("#database-alerts",),
    "log-only": (),
    "heartbeat": ("heartbeat",),
}
OWN = {"trading": "#trading-alerts", "ai": "#ai-alerts", "database": "#database-alerts", "platform": "#bot-core-alerts"}


def expected(labels: Labels) -> set[str]:
    """Tell where the guide wants an alert."""
    severity, team = labels["severity"], labels.get("team", "")
    if labels["alertname"] == "Watchdog":
        return {"heartbeat"}
    if severity in {"info", "none"} or labels.get("mode") == "paper":
        return set()
    own = {OWN[team]} if team else set()
    if severity == "critical" and labels.get("environment", "production") == "production":
        return {"PagerDuty", "e-mail", "#critical-alerts"} | own
    return {"#bot-core-alerts"} | own


def rules() -> Iterator[dict[str, Any]]:
    """List the alerts that Prometheus loads."""
    for file in sorted((ROOT / "provisioning/prometheus/alerts").glob("*.yml")):
        for group in yaml.safe_load(file.read_text())["groups"]:
            yield from group["rules"]


def everything() -> Iterator[dict[str, str]]:
    """List every alert with every environment and mode that it may come with, and some that nobody planned."""
    planned = [{"alertname": rule["alert"], "service": "x", **rule["labels"]} for rule in rules()]
    made = [
        {"alertname": f"Any_{severity}_{team}", "severity": severity, "team": team}
        for severity, team in itertools.product(["critical", "warning", "info", "oops"], [*OWN, ""])
    ]
    for labels in [*planned, *made]:
        for environment, mode in itertools.product(["production", "staging", ""], ["live", "paper", ""]):
            kept = {**labels, "environment": environment, "mode": mode}
            yield {name: value for name, value in kept.items() if value}


def key(labels: Labels) -> frozenset[tuple[str, str]]:
    """Make labels comparable."""
    return frozenset(labels.items())


def test_every_alert_arrives_where_the_guide_says_and_nowhere_twice(alertmanager: Running) -> None:
    """All alerts, in all environments and modes, with and without a team or a severity that is known."""
    sent = list(everything())
    alertmanager.post(sent)
    found = {key(one["labels"]): [receiver["name"] for receiver in one["receivers"]] for one in alertmanager.alerts()}
    for labels in sent:
        channels = [channel for name in found[key(labels)] for channel in WHERE[name]]
        assert len(channels) == len(set(channels)), labels
        assert set(channels) == expected(labels), labels
    alertmanager.post(sent, over=True)


def test_amtool_routes_as_the_server_does(tmp_path: Path) -> None:
    """One alert of each severity and team, in production and elsewhere."""
    config = str(demo.write(tmp_path, demo.Receivers(web="http://127.0.0.1:1", mail="127.0.0.1:1"), 1))
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for rule in rules():
        labels = {"alertname": rule["alert"], "service": "x", **rule["labels"]}
        seen.setdefault((labels["severity"], labels.get("team", "")), labels)
    for labels, environment in itertools.product(seen.values(), ["production", "staging"]):
        asked = {**labels, "environment": environment}
        argv = [program("amtool"), "config", "routes", "test", f"--config.file={config}"]
        done = subprocess.run(
            [*argv, *(f"{name}={value}" for name, value in asked.items())], capture_output=True, text=True, check=True
        )
        channels = {channel for name in done.stdout.strip().split(",") for channel in WHERE[name]}
        assert channels == expected(asked), asked


@pytest.mark.parametrize(
    ("environment", "calls"), [("prod-eu", True), ("prod-us", True), ("production", False), ("prod", False), ("", True)]
)
def test_environments_that_page_are_named_by_the_site(tmp_path: Path, environment: str, calls: bool) -> None:  # noqa: FBT001 - a table of cases
    """Who calls the environment otherwise is called all the same."""
    made = notifying.config(
        Notifications(paging=("prod-eu", "prod-us")), notifying.Variant(heartbeat="http://localhost")
    )
    (tmp_path / "alertmanager.yml").write_text(rulefiles.text(made))
    argv = [program("amtool"), "config", "routes", "test", f"--config.file={tmp_path / 'alertmanager.yml'}"]
    asked = [*argv, "alertname=ServiceDown", "severity=critical", "team=platform", "service=x"]
    asked += [f"environment={environment}"] if environment else []
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert ("critical" in done.stdout.strip().split(",")) is calls


def test_the_configuration_passes_amtool(tmp_path: Path) -> None:
    """As the older Alertmanager reads it; what the stack runs differs in one key, which came with 0.26."""
    written = demo.write(tmp_path, demo.Receivers(web="http://127.0.0.1:1", mail="127.0.0.1:1"), 1)
    done = subprocess.run(
        [program("amtool"), "check-config", str(written)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    committed = yaml.safe_load((ROOT / "provisioning/alertmanager/alertmanager.yml").read_text())
    hook = committed["receivers"][-1]["webhook_configs"][0]
    assert hook == {"url_file": "/run/secrets/heartbeat_url", "send_resolved": False}


def test_no_secret_stands_in_the_file() -> None:
    """Each is a file, below the folder that the stack mounts."""
    text = rulefiles.text(notifying.config(Notifications()))
    for key_of_secret in (
        "api_url:",
        "password:",
        "routing_key:",
        "service_key:",
        " url_file: http",
        "hooks.slack.com",
    ):
        assert key_of_secret not in text
    assert text.count("/run/secrets/") == 4


def test_a_variant_is_the_same_tree_at_another_pace() -> None:
    """So what is tested in a hurry is what runs."""

    def still(route: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in route.items() if not name.endswith(("_wait", "_interval"))}
        return {**kept, "routes": [still(one) for one in route.get("routes", [])]}

    assert still(tree(100)) == still(tree())
    assert tree(100) != tree()


def test_what_a_site_has_not_is_left_out() -> None:
    """No e-mail without a reader, no login without a user; the rest stays."""
    made = notifying.config(Notifications(email_to=(), smtp_user="", timezone="Europe/Berlin"))
    critical = made["receivers"][0]
    assert set(critical) == {"name", "pagerduty_configs", "slack_configs"}
    assert not [key for key in made["global"] if key.startswith("smtp_auth")]
    assert made["time_intervals"][0]["time_intervals"][0]["location"] == "Europe/Berlin"


def test_a_bot_is_another_key_for_the_same_file() -> None:
    """Both at once would be refused."""
    keys = {
        kind: {name for name in notifying.config(Notifications(slack=kind))["global"] if name.startswith("slack")}
        for kind in ("webhook", "bot")
    }
    assert keys == {"webhook": {"slack_api_url_file"}, "bot": {"slack_app_token_file"}}


def test_the_page_for_people_names_what_may_wait_and_every_channel() -> None:
    """docs/notifications.md is written by hand."""
    text = (ROOT / "docs/notifications.md").read_text()
    assert [name for name in (*MAY_WAIT, *OWN.values(), "#critical-alerts") if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0s"), (0.5, "500ms"), (1, "1s"), (90, "90s"), (300, "5m"), (43200, "12h")]
)
def test_durations_are_written_for_people(seconds: float, text: str) -> None:
    """In the largest unit that fits."""
    assert duration(seconds) == text


def test_what_may_wait_is_a_warning() -> None:
    """And an alert that exists."""
    known = {rule["alert"]: rule["labels"]["severity"] for rule in rules()}
    assert {known[name] for name in MAY_WAIT} == {"warning"}


def test_what_may_wait_is_told_in_office_hours_only(alertmanager: Running) -> None:
    """Staging is muted at night and at weekends, production never; which of it is tried depends on the time of day."""
    now = datetime.now(UTC)
    open_now = now.weekday() < 5 and 8 <= now.hour < 18
    common = {"alertname": "Waits", "severity": "warning", "service": "waiting"}
    alertmanager.post([{**common, "environment": "staging"}, {**common, "environment": "production"}])
    assert alertmanager.inbox.wait_for(lambda one: "Waits (production)" in one.title, 10)
    arrived = alertmanager.inbox.wait_for(lambda one: "Waits (staging)" in one.title, 5 if open_now else 1)
    assert bool(arrived) == open_now
    until(lambda: any(one["labels"].get("service") == "waiting" for one in alertmanager.alerts()))
