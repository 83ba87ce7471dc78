"""Can every alert be read by Prometheus, routed, followed to its panel, and trusted in what it says?"""

import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from dashboards import rules
from dashboards.rules import Alert
from dashboards.rules.alerts.model import TEAMS
from dashboards.rules.alerts.places import place
from dashboards.rules.alerts.triggers import above, said, when
from panels.queries.expr import metric, vector

ALERTS = list(rules.every_alert())
ROOT = Path(__file__).parents[4]
BY_NAME = {alert.name: alert for alert in ALERTS}
RULES = {
    rule["alert"]: rule
    for document in rules.alert_files(
        rules.Links(grafana="https://grafana.example/", runbooks="https://wiki/")
    ).values()
    for group in document["groups"]
    for rule in group["rules"]
}


def test_promtool_accepts_every_file(promtool: str, tmp_path: Path) -> None:
    """Prometheus would refuse to start with a rule or a template that does not parse."""
    for name, document in rules.alert_files().items():
        (tmp_path / name).write_text(yaml.safe_dump(document))

    done = subprocess.run(
        [promtool, "check", "rules", *sorted(rules.alert_files())],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_two_alerts_and_no_two_groups_share_a_name() -> None:
    """Silences, routes and runbooks hang on the name."""
    groups = [group.name for groups in rules.AREAS.values() for group in groups]

    assert len(RULES) == len(ALERTS)
    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_can_be_routed_and_inhibited(alert: Alert) -> None:
    """By environment, service, severity and team; the heartbeat alone belongs to no environment."""
    labels = RULES[alert.name]["labels"]

    assert "environment" in alert.carried or alert.name == "Watchdog"
    assert "service" in alert.carried | set(alert.labels)
    assert labels["team"] == TEAMS.get(labels["component"], "platform")


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_leads_to_the_panel_that_it_names(alert: Alert) -> None:
    """Whoever is paged opens exactly that panel, for the environment and service that are in trouble."""
    annotations = RULES[alert.name]["annotations"]
    shown = place(alert.dashboard, alert.panel)
    url = urlsplit(annotations["dashboard_url"])
    query = parse_qs(url.query)

    assert (url.netloc, url.path) == ("grafana.example", f"/d/{annotations['dashboard_uid']}")
    assert query.pop("viewPanel") == [f"panel-{shown.panel}"]
    assert set(query) == {
        f"var-{name}"
        for name in ("environment", "service", "mode")
        if name in shown.choices and name in alert.carried | set(alert.labels)
    }


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_leads_to_a_runbook_that_names_it(alert: Alert) -> None:
    """And says how bad it is."""
    name = RULES[alert.name]["annotations"]["runbook_url"].removeprefix("https://wiki/")
    text = (ROOT / "docs/runbooks" / name).read_text(encoding="utf-8")

    assert re.search(rf"^- \*\*{alert.name}\*\* \({alert.severity}\)", text, re.MULTILINE)


def test_texts_mention_only_what_the_series_carry() -> None:
    """Prometheus would leave a hole in the sentence."""
    made = {"severity": "info", "component": "ai", "category": "x", "runbook": "HIGH_CPU", "panel": "Host / CPU usage"}
    hosts = metric("node_load1").max("environment", "service")

    with pytest.raises(ValueError, match="mentions instance, but its series carry environment, service"):
        Alert(name="X", trigger=when(hosts, "x"), summary="{{ $labels.instance }}", meaning="", **made)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="X has no service"):
        Alert(name="X", trigger=when(vector(1), "x"), summary="", meaning="", **made)  # type: ignore[arg-type]


def test_a_panel_that_nobody_draws_is_refused_with_those_that_are_there() -> None:
    """A title that was changed on the dashboard would leave the alert without a panel."""
    with pytest.raises(LookupError, match="system-overview has no panel 'Host / CPUs'; there is Host / CPU usage"):
        place("system-overview", "Host / CPUs")


def test_a_trigger_says_its_limit() -> None:
    """The words derive from the number."""
    trigger = above(metric("node_load1"), 0.8, "percentunit", "CPU in use")

    assert (trigger.expr.text, trigger.words, trigger.limit) == (
        "node_load1 > 0.8",
        "CPU in use above 80 %",
        "above 80 %",
    )
    both = trigger & when(metric("node_load5"), "a load")
    assert (both.expr.text, both.words, both.limit) == (
        "node_load1 > 0.8 and node_load5",
        "CPU in use above 80 % and a load",
        "above 80 %",
    )


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.05, "percentunit", "5 %"),
        (0.05, "s", "50 ms"),
        (100, "USDT", "100 USDT"),
        (500_000, "series", "500 000 series"),
        (10, "none", "10"),
        (0.5, "none", "0.5"),
        (1e8, "Bps", "100 MB/s"),
        (1000, "reqps", "1000 req/s"),
    ],
)
def test_numbers_are_said_in_their_unit(number: float, unit: str, text: str) -> None:
    """As panels say them, and in plain words where Grafana has no unit."""
    assert said(number, unit) == text
