"""Which rules are read, and in which order are they given a past?"""

import math
from pathlib import Path

import pytest

from scripts.errors import ConfigurationError
from scripts.simulate import recorded
from scripts.simulate.alerting import Alert, read_alerts
from scripts.simulate.recorded import Rule, Written, layers, read_rules, seconds

FILE = """
groups:
  - name: one
    interval: 2m
    rules:
      - record: job:a:sum
        expr: sum by (job) (a)
      - record: job:a:ratio
        expr: job:a:sum / scalar(job:a:max)
        labels: {kind: ratio}
      - alert: TooMuch
        expr: job:a:ratio > 1
        for: 1h30m
        labels: {severity: warning}
  - name: two
    rules:
      - record: job:a:max
        expr: max by (job) (a)
"""


@pytest.mark.parametrize(("text", "value"), [("30s", 30), ("5m", 300), ("1h30m", 5400), ("2d", 172800), ("500ms", 0.5)])
def test_durations_are_read_as_prometheus_writes_them(text: str, value: float) -> None:
    """Also those of several units."""
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "5", "5 m", "m", "1.5h", "5m!"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """With an example of one."""
    with pytest.raises(ConfigurationError, match="is no duration"):
        seconds(text)


def test_rules_are_read_in_order_with_labels_and_interval(tmp_path: Path) -> None:
    """Recording and alerting rules are told apart."""
    file = tmp_path / "rules.yml"
    file.write_text(FILE)
    rules = read_rules([file])
    assert [(rule.record, rule.interval) for rule in rules] == [
        ("job:a:sum", 120),
        ("job:a:ratio", 120),
        ("job:a:max", 30),
    ]
    assert rules[1].labels == (("kind", "ratio"),)
    assert read_alerts([file]) == [Alert("TooMuch", "job:a:ratio > 1", 5400, (("severity", "warning"),))]


@pytest.mark.parametrize(
    "text",
    ["groups: [{name: x}]", "- a\n- b", "groups: {", "groups: [{rules: [{record: a, expr: b}], interval: soon}]"],
)
def test_a_file_that_holds_no_rules_is_refused(tmp_path: Path, text: str) -> None:
    """One line with its name."""
    file = tmp_path / "rules.yml"
    file.write_text(text)
    with pytest.raises(ConfigurationError):
        read_rules([file])


def test_an_alert_without_an_expression_is_refused(tmp_path: Path) -> None:
    """With the rule."""
    file = tmp_path / "alerts.yml"
    file.write_text("groups: [{name: x, rules: [{alert: A}]}]")
    with pytest.raises(ConfigurationError, match="no alerting rule"):
        read_alerts([file])


def test_an_empty_file_has_no_rules(tmp_path: Path) -> None:
    """As Prometheus has it."""
    file = tmp_path / "rules.yml"
    file.write_text("")
    assert read_rules([file]) == []


def test_a_layer_uses_only_what_earlier_layers_record() -> None:
    """What stands above decides, names that only look alike do not."""
    a, b, c, d = Rule("a:x", "up"), Rule("b:x", "a:x / up"), Rule("c:x", "a:xy"), Rule("d:x", "sum(b:x) + c:x")
    assert layers([a, b, c, d]) == [[a, c], [b], [d]]
    assert layers([]) == []


def test_rules_of_one_name_share_its_depth() -> None:
    """Two rules may record one name with different labels."""
    first, second = Rule("a:x", "up"), Rule("a:x", "b:x")
    base, user = Rule("b:x", "up"), Rule("c:x", "a:x")
    assert layers([base, first, second, user]) == [[base, first], [second], [user]]


def test_samples_add_up_and_series_are_counted_once() -> None:
    """The same series are written portion after portion."""
    assert Written(5, 100) + Written(7, 50) == Written(7, 150)


def test_a_series_that_ended_is_marked_where_it_did() -> None:
    """Else a rule that brought it no more would seem to bring it for another five minutes."""
    marked = recorded.with_ends([(0.0, 1.0), (60.0, 1.0), (240.0, 2.0)], 60.0, 600.0)

    assert [time for time, value in marked if math.isnan(value)] == [120.0, 300.0]
    assert [time for time, _ in marked] == [0.0, 60.0, 120.0, 240.0, 300.0]
    assert [time for time, value in recorded.with_ends([(540.0, 1.0)], 60.0, 600.0) if math.isnan(value)] == []
