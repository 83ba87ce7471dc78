"""Does `.lint` excuse what it names, with a reason, and nothing else?"""

from pathlib import Path

import pytest

from scripts.errors import ConfigurationError
from scripts.lint.exceptions import load, parse
from scripts.lint.finding import Finding, Place, Severity

TEXT = """\
exclusions:
  target-job-rule:
    reason: by service
  panel-units-rule:
    reason: for all entries
    entries:
      - dashboard: One
      - dashboard: Two
        panel: P
        targetIdx: 1
        reason: its own
"""


def finding(rule: str, dashboard: str = "", panel: str = "", index: int | None = None) -> Finding:
    """Make a finding at a place."""
    place = Place(dashboard=dashboard, panel=panel, index=index)
    return Finding(rule=rule, severity=Severity.ERROR, place=place, message="m")


@pytest.mark.parametrize(
    ("found", "excused"),
    [
        (finding("target-job-rule", "Any", "Any", 0), True),
        (finding("target-instance-rule", "Any"), False),
        (finding("panel-units-rule", "One", "Any"), True),
        (finding("panel-units-rule", "Two", "P", 1), True),
        (finding("panel-units-rule", "Two", "P", 0), False),
        (finding("panel-units-rule", "Two", "Q", 1), False),
        (finding("panel-units-rule", "One and more"), False),
    ],
)
def test_an_exception_matches_full_titles_and_what_it_leaves_out(found: Finding, *, excused: bool) -> None:
    """Rule, dashboard, panel and query must be the same where they are given."""
    assert parse(TEXT).excuse(found) is excused


def test_reasons_and_lines_are_kept() -> None:
    """An entry's own reason comes before that of its rule."""
    entries = parse(TEXT).entries

    assert [entry.reason for entry in entries] == ["by service", "for all entries", "its own"]
    assert [entry.source for entry in entries] == [".lint:2", ".lint:7", ".lint:9"]
    assert [str(entry) for entry in entries] == ["every dashboard", "One", "Two / P / query 1"]


def test_only_what_excused_nothing_is_unused() -> None:
    """An exception is of use from its first match on."""
    exceptions = parse(TEXT)
    exceptions.excuse(finding("target-job-rule"))

    assert [entry.dashboard for entry in exceptions.unused()] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exclusions:\n  target-job-rule:\n", "target-job-rule has no reason"),
        ("exclusions:\n  target-job-rule: {reason: '  '}\n", "has no reason"),
        (
            "exclusions:\n  panel-units-rule:\n    entries: [{dashboard: A}]\n",
            "panel-units-rule: entry 1 has no reason",
        ),
        ("exclusions:\n  panel-unit-rule: {reason: r}\n", "there is no rule 'panel-unit-rule'"),
        ("exclusion: {}\n", "unknown key 'exclusion'"),
        ("exclusions:\n  panel-units-rule: {reason: r, panel: x}\n", "unknown key 'panel'"),
        ("exclusions:\n  panel-units-rule: {entries: [{reason: r, title: x}]}\n", "unknown key 'title'"),
        ("exclusions:\n  panel-units-rule: {entries: x, reason: r}\n", "entries must be a list"),
        ("exclusions:\n  panel-units-rule: {entries: [x], reason: r}\n", "entry 1 must be a table"),
        ("exclusions: [x]\n", "exclusions must be a table"),
        ("- x\n", "the file must be a table"),
        ("exclusions:\n  a: [\n", ".lint:3: this is no YAML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(text: str, message: str) -> None:
    """Without a reason there is no exception, and a misspelt rule excuses nothing."""
    with pytest.raises(ConfigurationError) as caught:
        parse(text)

    assert message in caught.value.message


def test_a_misspelt_rule_is_answered_with_the_nearest() -> None:
    """The hint names it."""
    with pytest.raises(ConfigurationError) as caught:
        parse("exclusions:\n  panel-unit-rule: {reason: r}\n")

    assert caught.value.hint == "did you mean panel-units-rule?"


@pytest.mark.parametrize("text", ["", "# nothing\n", "exclusions:\n"])
def test_an_empty_file_excuses_nothing(text: str) -> None:
    """So does no file at all."""
    assert parse(text).entries == ()


def test_a_project_without_the_file_has_no_exceptions(tmp_path: Path) -> None:
    """The file is not needed."""
    assert load(tmp_path).entries == ()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A folder or bytes in its place are no crash."""
    (tmp_path / ".lint").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / ".lint").rmdir()
    (tmp_path / ".lint").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path)
