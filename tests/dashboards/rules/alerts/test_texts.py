"""What do people read when an alert fires? Its texts, filled in by the real promtool.

Each alert fires at once on a made-up series with all labels that its own series carry, because its condition does not
matter here. promtool prints what it got where something else was expected; nothing else shows the filled-in texts.
"""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboards import rules

ODD = "a b&c"
"""The value of every label: it would break a link that does not escape it."""
GOT = re.compile(r'alertname="(\w+)".*?\n\s*Annotations:\{(.*)\}\n', re.MULTILINE)
ANNOTATION = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
ALERTS = {alert.name: alert for alert in rules.every_alert()}


def _fired(promtool: str, folder: Path, value: float) -> dict[str, dict[str, str]]:
    """Let every alert fire with a value, and return its annotations."""
    series, tests, made = [], [], []
    for name, alert in ALERTS.items():
        labels = ",".join(f'{label}="{ODD}"' for label in sorted(alert.carried))
        series.append({"series": f"made_{name}{{{labels}}}", "values": str(value)})
        made.append({key: part for key, part in alert.rule(rules.Links()).items() if key != "for"})
        made[-1]["expr"] = f"made_{name}"
        tests.append({"eval_time": "0s", "alertname": name, "exp_alerts": [{"exp_labels": {"unexpected": "yes"}}]})
    test = {"rule_files": ["rules.yml"], "tests": [{"input_series": series, "alert_rule_test": tests}]}
    (folder / "rules.yml").write_text(json.dumps({"groups": [{"name": "texts", "rules": made}]}))
    (folder / "test.yml").write_text(json.dumps(test))
    done = subprocess.run(
        [promtool, "test", "rules", "test.yml"], cwd=folder, capture_output=True, text=True, check=False
    )
    printed = (done.stdout + done.stderr).replace('{alertname="', '\nalertname="')
    return {
        name: {key: json.loads(f'"{text}"') for key, text in ANNOTATION.findall(told)}
        for name, told in GOT.findall(printed)
        if told
    }


@pytest.fixture
def texts(promtool: str, tmp_path: Path) -> dict[str, dict[str, str]]:
    """Annotations of all alerts, by name."""
    return _fired(promtool, tmp_path, 0.123)


def test_every_text_can_be_filled_in(texts: dict[str, dict[str, str]]) -> None:
    """Prometheus would send the error instead of the text."""
    assert set(texts) == set(ALERTS)
    told = {name: " ".join(found.values()) for name, found in texts.items()}
    assert [name for name, text in told.items() if "error expanding" in text or "{{" in text or "%!" in text] == []
    assert [name for name, found in texts.items() if not (found["summary"] and found["description"])] == []


def test_values_are_said_in_their_unit(texts: dict[str, dict[str, str]]) -> None:
    """A share as per cent, a time as a time, money with its currency."""
    assert texts["HighCPUUsage"]["summary"] == f"CPU of {ODD} at 12.3%"
    assert texts["HighLatencyP95"]["summary"] == f"p95 latency of {ODD} is 123ms"
    assert texts["LowTradingBalance"]["summary"] == f"{ODD} balance is 0.12 USDT"
    assert texts["HighCPUUsage"]["description"].startswith("CPU in use above 80 %, for 5 minutes. ")


def test_links_survive_odd_labels(texts: dict[str, dict[str, str]]) -> None:
    """An instance is a URL as often as not."""
    for name, found in texts.items():
        query = parse_qs(urlsplit(found["dashboard_url"]).query, strict_parsing=True)
        chosen = {key: value for key, value in query.items() if key.startswith("var-")}

        assert set(map(tuple, chosen.values())) <= {(ODD,), tuple(ALERTS[name].labels.values())[:1]}, name
        assert set(query) - set(chosen) == {"viewPanel"}


def test_an_alert_of_the_guide_is_what_the_guide_says() -> None:
    """Written once more by hand: a changed limit moves panels, alerts and cases together, but not the guide."""
    triggers = {
        "ServiceDown": ("no instance answers a scrape, for 2 minutes", "critical"),
        "HighErrorRate": ("requests that end in 5xx above 5 % and traffic above 0.02 req/s, for 5 minutes", "critical"),
        "TradingHalted": ("trading enabled without a trade in 10 minutes, for 30 seconds", "critical"),
        "DiskSpaceLow": ("free disk space below 10 %, for 5 minutes", "critical"),
        "MongoDBDown": ("exporter without a connection to MongoDB, for 1 minute", "critical"),
        "HighCPUUsage": ("CPU in use above 80 %, for 5 minutes", "warning"),
        "HighMemoryUsage": ("memory in use above 90 %, for 5 minutes", "warning"),
        "HighLatencyP95": ("p95 latency above 1 s, for 5 minutes", "warning"),
        "LowTradingBalance": ("free balance below 100 USDT, for 5 minutes", "warning"),
    }

    assert {name: (ALERTS[name].condition, ALERTS[name].severity) for name in triggers} == triggers
