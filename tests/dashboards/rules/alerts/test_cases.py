"""Do alerts fire when they must, and only then? The cases of `tests/support/alertcases/`, by the real promtool."""

from importlib import import_module
from pathlib import Path

import pytest
from support.rulecases.case import Case
from support.rulecases.judge import complaints

from dashboards import rules

ALERTS = {alert.name: alert for alert in rules.every_alert()}
AREAS = sorted(path.stem for path in (Path(__file__).parents[3] / "support/alertcases").glob("*.py"))
NEVER_QUIET = {"Watchdog"}
"""The heartbeat fires always: it is its silence that tells."""


def cases(area: str) -> tuple[Case, ...]:
    """List the cases of an area."""
    found: tuple[Case, ...] = import_module(f"support.alertcases.{area}").CASES
    return found


EVERY_CASE = [case for area in AREAS for case in cases(area)]


@pytest.mark.parametrize("area", AREAS)
def test_alerts_fire_when_they_must_and_only_then(area: str, promtool: str, tmp_path: Path) -> None:
    """What `dash build` writes, on series as the contract promises them."""
    said = complaints(cases(area), rules.alert_files().values(), rules.files().values(), promtool, tmp_path)

    assert not said, said


def test_every_alert_has_a_case_that_fires_and_one_that_is_quiet() -> None:
    """An alert that nobody has seen fire, or be silent, is a guess."""
    fired = {case.alert for case in EVERY_CASE if case.since is not None}
    silent = {case.alert for case in EVERY_CASE if case.since is None}

    assert sorted(set(ALERTS) - fired) == []
    assert sorted(set(ALERTS) - silent - NEVER_QUIET) == []


def test_no_two_cases_share_an_environment() -> None:
    """They would see each other's series."""
    names = [case.environment for case in EVERY_CASE]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("change", "was", "becomes"),
    [("expr", "> 0.8", "> 0.81"), ("expr", "> 0.8", "> 0.79"), ("for", "5m", "6m"), ("for", "5m", "4m")],
    ids=["a looser limit", "a tighter limit", "later", "earlier"],
)
def test_cases_notice_a_changed_rule(promtool: str, tmp_path: Path, change: str, was: str, becomes: str) -> None:
    """A case that passes whatever the rule says proves nothing."""
    document = rules.alert_files()["host.yml"]
    rule = next(one for one in document["groups"][0]["rules"] if one["alert"] == "HighCPUUsage")
    assert was in rule[change]
    rule[change] = rule[change].replace(was, becomes)
    tried = [case for case in cases("host") if case.alert == "HighCPUUsage"]

    assert "FAILED" in complaints(tried, [document], rules.files().values(), promtool, tmp_path)
