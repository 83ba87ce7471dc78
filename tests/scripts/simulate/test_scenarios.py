"""Does each scenario fire exactly the alerts that it lists, on a real Prometheus, and a healthy platform none?"""

import math
from pathlib import Path

import pytest
from support.incidents.happened import Alarm, happened, prometheus

from dashboards import rules
from panels.contract import JOBS
from scripts.simulate.scenarios import SCENARIOS, Scenario

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
MAINTENANCE = Scenario("maintenance", "All is stopped on purpose.", down=frozenset(job.name for job in JOBS))
DEPLOYMENT = Scenario(
    "deployment",
    "The applications are stopped and started anew, within a minute and a half.",
    {"probe:rust-core-engine": 0, "probe:websocket": 0},
    down=frozenset({"rust-core-engine", "python-ai-service", "nextjs-ui-dashboard"}),
)
ALERTS = {alert.name for alert in rules.every_alert()}


@pytest.fixture(scope="module")
def alarms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Alarm]]:
    """Let all scenarios happen at once, each in its own environment."""
    with prometheus(ROOT, tmp_path_factory.mktemp("incidents")) as url:
        return happened(url, ROOT, (*SCENARIOS.values(), MAINTENANCE, DEPLOYMENT))


def test_a_scenario_lists_alerts_that_there_are() -> None:
    """And each but the healthy one lists some: trouble that nobody is told of is no scenario."""
    assert {name for one in SCENARIOS.values() for name in one.alerts} <= ALERTS
    assert [one.name for one in SCENARIOS.values() if not one.alerts] == ["healthy"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_fires_exactly_the_alerts_that_it_lists(alarms: dict[str, list[Alarm]], name: str) -> None:
    """In the order in which they are listed, all of them after it began; in health, none but the heartbeat."""
    assert [alarm.name for alarm in alarms[name]] == list(SCENARIOS[name].alerts)
    assert [alarm.name for alarm in alarms[name] if alarm.after <= 0] == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_alerts_resolve_when_a_scenario_ends(alarms: dict[str, list[Alarm]], name: str) -> None:
    """An alert that stays hides the next one."""
    assert [alarm.name for alarm in alarms[name] if math.isinf(alarm.until)] == []


def test_a_maintenance_tells_of_services_and_of_nothing_else(alarms: dict[str, list[Alarm]]) -> None:
    """What is stopped on purpose is silenced by service: no other alert may come from series that are gone."""
    assert {alarm.name for alarm in alarms["maintenance"]} == {"ServiceDown", "RabbitMQDown", "SLOMetricsMissing"}


def test_a_deployment_tells_nobody(alarms: dict[str, list[Alarm]]) -> None:
    """Counters begin at 0 again, probes fail for a minute, and nothing is wrong."""
    assert alarms["deployment"] == []
