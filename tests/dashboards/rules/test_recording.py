"""Are all recording rules valid, complete and cheap?"""

import subprocess
from pathlib import Path

import pytest
import yaml
from support.trials import Trial, run

from dashboards import rules
from panels.queries.expr import Recorded, RuleGroup, seconds
from scripts.lint.promql import asks

GROUPS = [group for groups in rules.RULE_FILES.values() for group in groups]
RECORDED = [recorded for group in GROUPS for recorded in group.rules]


def test_promtool_accepts_every_file(promtool: str, tmp_path: Path) -> None:
    """Prometheus would refuse to start with a rule that does not parse."""
    for name, document in rules.files().items():
        (tmp_path / name).write_text(yaml.safe_dump(document))

    done = subprocess.run(
        [promtool, "check", "rules", *sorted(rules.files())], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_105_rules_in_two_files() -> None:
    """83 of the platform and 22 of the objectives."""
    counted = {name: sum(len(group.rules) for group in groups) for name, groups in rules.RULE_FILES.items()}

    assert counted == {"rules.yml": 83, "slo.yml": 22}


def test_a_series_is_recorded_once() -> None:
    """Two rules of one name and the same labels would overwrite each other."""
    made = [(recorded.name, recorded.static) for recorded in RECORDED]

    assert len(made) == len(set(made))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_rule_asks_only_what_was_recorded_before(group: RuleGroup) -> None:
    """Rules of a group run in order: one that asks a later one sees the value of the evaluation before."""
    last = {recorded.name: n for n, recorded in enumerate(group.rules)}

    for n, recorded in enumerate(group.rules):
        too_late = [ask.metric for ask in asks(recorded.rule.text) if last.get(ask.metric, -1) >= n]
        assert not too_late, f"{recorded.name} asks {too_late}"


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: f"{recorded.name}{recorded.static}")
def test_no_rule_reads_a_raw_series_over_days(recorded: Recorded) -> None:
    """A month of a counter is 86 million samples for each evaluation; a month of recorded rates is a million."""
    for ask in asks(recorded.rule.text):
        assert ":" in ask.metric or (ask.window or 0) <= seconds("1d"), f"{ask.metric} over {ask.window} s"


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: f"{recorded.name}{recorded.static}")
def test_every_rule_asks_series_that_exist(recorded: Recorded) -> None:
    """A rule on a series that nobody makes is silent for ever."""
    known = {other.name for other in RECORDED}

    for ask in asks(recorded.rule.text):
        assert ":" not in ask.metric or ask.metric in known


def test_every_rule_keeps_the_environment() -> None:
    """Without it production and staging would be added up, and the dashboards' filter would be empty."""
    assert [recorded.name for recorded in RECORDED if "environment" not in (recorded.labels or ())] == []


@pytest.mark.parametrize(("value", "complains"), [(0.75, False), (0.74, True), (None, True)])
def test_a_trial_notices_a_wrong_value(promtool: str, tmp_path: Path, value: float | None, complains: bool) -> None:  # noqa: FBT001 - a table of cases
    """The trials of the other files prove something."""
    trial = Trial(
        groups=("host",),
        series={'node_memory_MemTotal_bytes{job="j"}': "4x40", 'node_memory_MemAvailable_bytes{job="j"}': "1x40"},
        expect={"instance:node_memory_utilization:ratio": value},
    )

    assert bool(run(trial, promtool, tmp_path)) is complains
