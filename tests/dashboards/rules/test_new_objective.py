"""Is an objective really one declaration? A fifth one has rules, alerts and panels without another line."""

import json
import subprocess
import sys

import pytest

from scripts.jsonvalue import Json

PROGRAM = """
import json
from panels import objectives

objectives.OBJECTIVES += (
    objectives.Objective(
        slo="pages-in-time",
        target=0.9,
        indicator=objectives.InTime(2),
        promise="{target} of pages take less than 2 s",
        measured_by="nextjs-ui-dashboard",
    ),
)

import dashboards
from dashboards import rules
from scripts.plain import plain

print(json.dumps({
    "recorded": [group for file in rules.files().values() for group in file["groups"] if group["name"] == "slo_sli"],
    "missing": next(alert.trigger.expr.text for alert in rules.every_alert() if alert.name == "SLOMetricsMissing"),
    "boards": {uid: plain(dashboards.module(uid).build()) for uid in ("api-performance", "business-metrics")},
}))
"""


@pytest.fixture(scope="module")
def made() -> Json:
    """What is built where somebody has declared a fifth objective; in a process of its own, because it is for ever."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    found: Json = json.loads(done.stdout)
    return found


def test_it_is_recorded_with_its_target(made: Json) -> None:
    """A pair of series, and a branch for a target that no other objective has."""
    rules = made["recorded"][0]["rules"]
    own = [rule for rule in rules if rule.get("labels") == {"slo": "pages-in-time"}]
    objective = next(rule["expr"] for rule in rules if rule["record"] == "service_slo:objective:ratio")

    assert [rule["record"] for rule in own] == ["service_slo:sli_events:rate5m", "service_slo:sli_errors:rate5m"]
    assert 'le=~"2|2\\\\.0"' in own[1]["expr"]
    assert 'slo="pages-in-time"' in objective.replace('=~"pages', '="pages')
    assert objective.endswith("+ 0.9")


def test_its_absence_is_an_alert(made: Json) -> None:
    """Where the declaration says who must have events."""
    assert 'up{service="nextjs-ui-dashboard"}' in made["missing"]
    assert '"slo", "pages-in-time"' in made["missing"]


def test_panels_know_it(made: Json) -> None:
    """Its promise in words, and its own colours where management looks."""
    assert "90 % of pages take less than 2 s" in json.dumps(made["boards"]["api-performance"])
    assert "pages-in-time" in json.dumps(made["boards"]["business-metrics"])
