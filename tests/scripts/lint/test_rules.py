"""Does each rule find what it says it finds, and nothing else? The cases stand in `cases/<rule id>.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.jsonvalue import Json
from scripts.lint import rules as folder
from scripts.lint import world
from scripts.lint.board import Board
from scripts.lint.context import Context, Known
from scripts.lint.docs import markdown
from scripts.lint.finding import Severity
from scripts.lint.rules import Rule, rules
from scripts.settings import Settings

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[3]
SOURCES = {
    "list": [
        {
            "type": "datasource",
            "query": "prometheus",
            "name": "prometheus_datasource",
            "label": "Prometheus data source",
        },
        {"type": "datasource", "query": "loki", "name": "loki_datasource", "label": "Loki data source"},
    ]
}


@cache
def context() -> Context:
    """Know this project's contract and rules, one other dashboard and one runbook."""
    ours = world.context(Settings(root=ROOT), ())
    return Context(
        contract=ours.contract,
        units=ours.units,
        recorded=ours.recorded,
        decimal_jobs=ours.decimal_jobs,
        dashboards={"other": Known(frozenset({1, 2}), frozenset({"service"}))},
        runbooks=frozenset({"HIGH_CPU_RUNBOOK.md"}),
        log_label=ours.log_label,
    )


def cases(kind: str) -> list[Any]:
    """List the good or the bad cases of every rule."""
    found = []
    for rule in rules():
        path = CASES / f"{rule.id}.yaml"
        document = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        found += [pytest.param(rule, case, id=f"{rule.id}: {name}") for name, case in document.get(kind, {}).items()]
    return found


def judged(rule: Rule, dashboard: Json) -> list[str]:
    """Judge a dashboard that has two data source variables unless it says otherwise."""
    spec = {"title": "Case", "uid": "case", "templating": SOURCES, **dashboard}
    return [problem.message for problem in rule.check(Board(spec, context()))]


@pytest.mark.parametrize(("rule", "dashboard"), cases("good"))
def test_a_good_dashboard_is_left_alone(rule: Rule, dashboard: Json) -> None:
    """What the rule allows is no finding."""
    assert judged(rule, dashboard) == []


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_a_bad_dashboard_is_found_once_for_each_mistake(rule: Rule, case: Json) -> None:
    """Each mistake is one finding, in words that name it."""
    says = case["says"] if isinstance(case["says"], list) else [case["says"]]
    found = judged(rule, case["dashboard"])

    assert len(found) == len(says), found
    for expected, message in zip(says, found, strict=True):
        assert expected in message


def test_every_rule_has_one_file_one_set_of_cases_and_one_entry_in_the_docs() -> None:
    """A rule cannot be added without cases for good and bad and its page, and none of them outlives it."""
    files = {path.stem for path in Path(str(folder.__file__)).parent.glob("[a-z]*.py")}
    entries = [line.removeprefix("## ") for line in markdown().splitlines() if line.startswith("## ")]
    documents = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES.glob("*")}

    assert files == {rule.module for rule in rules()}
    assert {rule.id for rule in rules()} == set(documents)
    assert all(document["good"] and document["bad"] for document in documents.values())
    assert sorted(entries) == sorted(["Exceptions", "All rules", *documents])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_says_why_shows_the_mistake_and_then_the_right_way(rule: Rule) -> None:
    """The docstring has a sentence, a reason, a bad and a good example, in this order."""
    marks = ["**Why**: ", "**Anti-pattern**", "**Best practice**"]
    places = [rule.text.find(mark) for mark in marks]

    assert -1 not in places
    assert places == sorted(places)
    assert rule.summary.endswith(".")
    assert rule.fix.endswith((".", "."))
    assert rule.severity in Severity
    assert rule.module == rule.id.removesuffix("-rule").replace("-", "_")


def test_the_page_of_the_rules_is_what_their_docstrings_say() -> None:
    """docs/lint-rules.md was made after the last change."""
    assert (ROOT / "docs/lint-rules.md").read_text(encoding="utf-8") == markdown()
