"""Does every named question of every module make a query that its server can read?"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import promql_parser
import pytest

import panels.queries
from panels.queries import scope
from panels.queries.expr import AUTO, RANGE, RATE_INTERVAL, Expr, Recorded, Where
from scripts.lint import logql

WINDOWS = {RATE_INTERVAL: "4m", RANGE: "1h", AUTO: "1m"}
"""What Grafana puts in."""

ARGUMENTS = {"window": "7d", "name": "ServiceDown"}
"""Samples for parameters that are no scope, by name."""


def modules() -> Iterator[Any]:
    """Import every module of questions."""
    for found in pkgutil.iter_modules(panels.queries.__path__):
        if found.name not in ("expr", "scope"):
            yield importlib.import_module(f"panels.queries.{found.name}")


def questions() -> Iterator[Any]:
    """Find the public functions that answer with queries."""
    for module in modules():
        for name, thing in vars(module).items():
            own = inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
            if own and "where" in inspect.signature(thing).parameters:
                yield pytest.param(thing, id=f"{module.__name__.rpartition('.')[2]}.{name}")


QUESTIONS = list(questions())


def answers(question: Callable[..., Any], where: Where) -> tuple[Expr, ...]:
    """Ask a question with sample arguments."""
    parameters = inspect.signature(question).parameters
    given = {name: ARGUMENTS.get(name, where) for name in parameters}
    answer = question(**given)
    return answer if isinstance(answer, tuple) else (answer,)


def judge(query: Expr) -> None:
    """Let the parser of its language read a query."""
    text = query.text
    for variable, value in WINDOWS.items():
        text = text.replace(variable, value)
    if query.language == "logql":
        logql.parse(text)
    else:
        promql_parser.parse(text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_a_query(question: Callable[..., Any]) -> None:
    """Variables filled in, promql-parser and our LogQL parser accept it, for all and for the chosen environments."""
    everywhere = [] if question.__module__.endswith("logs") else [scope.EVERYWHERE]  # Loki refuses to read all streams
    for where in (scope.ENVIRONMENT, *everywhere):
        for query in answers(question, where):
            judge(query)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_keeps_to_what_the_reader_chose(question: Callable[..., Any]) -> None:
    """Each of its queries filters by the scope it was given."""
    for query in answers(question, scope.ENVIRONMENT):
        assert 'environment=~"$environment"' in query.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_what_it_answers(question: Callable[..., Any]) -> None:
    """A docstring a question, in words."""
    assert question.__doc__
    assert question.__doc__.strip().endswith(".")


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_of_several_series_has_a_name(question: Callable[..., Any]) -> None:
    """Series that differ by a label are named by it; only the streams of logs have no legend."""
    for query in answers(question, scope.ENVIRONMENT):
        lines = query.language == "logql" and logql.parse(query.text.replace(AUTO, "1m")) == "log"
        assert query.legend or not query.labels or lines or "ALERTS" in query.text, query.text


def test_every_rule_is_a_query() -> None:
    """What is recorded is asked by the same module, so it is parsed here too."""
    recorded = [thing for module in modules() for thing in vars(module).values() if isinstance(thing, Recorded)]

    assert len(recorded) > 80
    for rule in recorded:
        judge(rule.rule)
        judge(rule)
