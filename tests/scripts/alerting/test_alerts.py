"""Can people ask about alerts what they need to know, in a terminal, a pipe and a script?"""

import json
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from dashboards import rules
from dashboards.rules.alerts.model import Severity, Team
from scripts.alerting import cases, facts, render, words
from scripts.alerting.shown import screens
from scripts.cli import dash
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.settings import Settings, Sources

ROOT = Path(__file__).parents[3]
BESIDE = {
    *("HostOOMKill", "DiskInodesLow", "NetworkErrors", "HostClockNotSynchronising", "TradingHalted"),
    *("BinanceRateLimited", "AIAnalysisErrors", "ModelLoadFailure", "MongoDBMemberUnhealthy"),
    *("RedisPersistenceFailed", "RabbitMQUnroutableMessages", "LokiRequestErrors", "LogShipperSilent", "Watchdog"),
}
"""Alerts whose panel shows the trouble by another metric than the one that the alert asks for."""
NAMES = [alert.name for alert in rules.every_alert()]


def run(*arguments: str) -> Result:
    """Run `dash alerts`, in this process, because a hundred of them would take a minute otherwise."""
    return CliRunner().invoke(dash, ["alerts", *arguments])


@pytest.fixture(scope="module")
def every() -> list[Json]:
    """All alerts of this project."""
    return facts.every(Settings(root=ROOT))


def test_the_choices_are_those_of_the_model() -> None:
    """The command must not import the model for its help."""
    assert get_args(Severity) == words.SEVERITIES
    assert get_args(Team) == words.TEAMS


def test_all_alerts_are_listed_in_80_columns() -> None:
    """Each on a line that can be grepped, with how many there are on stderr."""
    done = run()
    lines = done.stdout.splitlines()

    assert done.exit_code == 0
    assert [name for name in NAMES if not any(line.startswith(f"  {name}  ") for line in lines)] == []
    assert [line for line in lines if len(line) > render.WIDTH] == []
    assert done.stderr.startswith(f"{len(NAMES)} alerts: 33 critical, 83 warning")


def test_severity_team_and_name_narrow_the_list() -> None:
    """Values of one option are alternatives, different options must all hold."""
    done = run(
        "--severity", "critical", "--severity", "info", "--team", "database", "--format", "json", "REDIS", "mongo"
    )
    found = json.loads(done.stdout)

    assert {one["severity"] for one in found} == {"critical"}
    assert [one["name"] for one in found] == ["MongoDBDown", "MongoDBMemberUnhealthy", "RedisDown"]


def test_nothing_found_is_a_finding() -> None:
    """As of grep: exit 1, and a count that says it."""
    done = run("nonsense")

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "0 alerts\n")


def test_quiet_prints_the_result_alone() -> None:
    """As `-q` promises."""
    done = CliRunner().invoke(dash, ["-q", "alerts", "RedisDown"])

    assert (done.exit_code, done.stderr) == (0, "")
    assert "  RedisDown  critical  database\n" in done.stdout


def test_an_alert_says_everything_that_a_page_needs(every: list[Json]) -> None:
    """Trigger in words, panel with its link, runbook."""
    alert = facts.named(every, "HighCPUUsage")

    assert facts.triggered(alert) == "CPU in use above 80 %, for 5 minutes"
    assert alert["panel"]["title"] == "System Overview > Host > CPU usage"
    assert alert["panel"]["url"].startswith("/d/system-overview?viewPanel=panel-")
    assert alert["runbook"] == "docs/runbooks/HIGH_CPU_RUNBOOK.md"
    assert (alert["team"], alert["threshold"], alert["interval"]) == ("platform", "above 80 %", "30s")


def test_every_alert_is_shown_by_a_panel_that_asks_what_it_asks(every: list[Json]) -> None:
    """Or it says so: only the list of active alerts shows what no panel draws."""
    unshown = {one["name"] for one in every if one["panel"]["panel"] == "Alerts / Active alerts"}
    series = {one.place: one.series for one in screens(Settings(root=ROOT)).panels}
    strange = [
        one["name"]
        for one in every
        if one["name"] not in unshown and not _related(facts.reached(one["expr"]), series[one["panel"]["panel"]])
    ]

    assert set(strange) == BESIDE


def _related(asked: frozenset[str], shown: frozenset[str]) -> bool:
    drawn = frozenset(name for one in shown for name in facts.reached(one))
    return bool(asked & drawn)


@pytest.mark.parametrize("name", NAMES)
def test_every_alert_can_be_explained(name: str, every: list[Json]) -> None:
    """Expression, numbers, screens, runbook, and the cases that it was tried with."""
    from scripts.alerting import explain

    told = "\n".join(explain.lines(explain.gathered(facts.named(every, name), ROOT)))

    assert told.startswith(f"{name}  ")
    assert [part for part in ("Expression:", "Numbers:", "Look at:", "Do:", "Tried:") if part not in told] == []
    assert "{{" not in told
    assert "\n  fires " in told


def test_an_explanation_goes_down_to_the_metrics() -> None:
    """A recorded name alone says nothing at three in the morning."""
    told = run("--explain", "higherrorrate").stdout

    assert "  service:http_error_ratio:rate5m =\n" in told
    assert "http_requests_total" in told
    assert "dash simulate --scenario error-burst" in told


def test_an_explanation_is_data_too() -> None:
    """For a script."""
    alert = json.loads(run("--explain", "TargetMissing", "--format", "json").stdout)

    assert alert["recorded"] == {}
    assert {case["expected"] for case in alert["cases"]} == {"fires", "quiet"}


def test_a_wrong_name_names_the_nearest(every: list[Json]) -> None:
    """Exit 2, as every wrong word on the command line."""
    with pytest.raises(ConfigurationError, match="no alert is called HighCPU") as raised:
        facts.named(every, "HighCPU")

    assert raised.value.hint == "did you mean HighCPUUsage?"
    with pytest.raises(ConfigurationError) as raised:
        facts.named(every, "zzz")
    assert raised.value.hint == "`dash alerts` lists them"


def test_explain_takes_no_filter() -> None:
    """It would be ignored in silence."""
    assert run("--explain", "HighCPUUsage", "--team", "ai").exit_code == 2
    assert run("--explain", "HighCPUUsage", "--format", "markdown").exit_code == 2


def test_a_project_without_our_tests_has_no_cases(tmp_path: Path) -> None:
    """And says so."""
    assert cases.of("HighCPUUsage", tmp_path) is None


def test_another_catalog_has_no_alerts(tmp_path: Path) -> None:
    """Its owner knows nothing of ours."""
    with pytest.raises(ConfigurationError, match="no alerts"):
        facts.every(Settings(root=tmp_path, sources=Sources(catalog="team:CATALOG")))


def test_the_page_links_to_runbooks_and_can_be_linked_to(every: list[Json]) -> None:
    """Each alert is an anchor; a pipe in a cell would break its row."""
    page = render.markdown(every, "runbooks/")

    assert '<a id="HighCPUUsage"></a>' in page
    assert "[HIGH_CPU](runbooks/HIGH_CPU_RUNBOOK.md)" in page
    assert {line.replace("\\|", "").count("|") for line in page.splitlines() if line.startswith("| ")} == {7}
