"""Is each type of variable written as a save in Grafana 12.4 writes it?"""

import pytest

from scripts.canonical import comparable
from scripts.canonical.variables import INTERVALS, intervals, variable
from scripts.jsonvalue import Json


def saved(kind: str, **rest: object) -> Json:
    """Save a variable; return it without name and type."""
    made = variable({"type": kind, "name": "v", **rest})
    return {key: value for key, value in made.items() if key not in ("type", "name")}


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("datasource", {"query": "loki"}, {"query": "loki", "options": [], "refresh": 1}),
        (
            "query",
            {"query": "label_values(up, job)", "refresh": 2, "datasource": {}},
            {"query": "label_values(up, job)", "refresh": 2, "options": [], "regexApplyTo": "value"},
        ),
        ("query", {"query": "x", "refresh": 0}, {"query": "x", "refresh": 0, "regexApplyTo": "value"}),
        ("custom", {"query": "a,b"}, {"query": "a,b", "valuesFormat": "csv"}),
        ("constant", {"query": "x", "hide": 0, "options": []}, {"query": "x", "hide": 2, "skipUrlSync": True}),
        ("interval", {"query": "1m,5m,1m"}, {"query": "1m,5m", "refresh": 2}),
        ("textbox", {"query": "x", "includeAll": False}, {"query": "x"}),
        ("adhoc", {"filters": [], "current": {}}, {"filters": [], "baseFilters": []}),
        ("switch", {"options": [{"text": "1", "value": "1"}]}, {"options": [{"text": "1", "value": "1"}]}),
    ],
)
def test_a_variable_gets_what_its_type_needs(kind: str, given: Json, expected: Json) -> None:
    """Defaults by type; nothing else is added."""
    assert saved(kind, **given) == expected


def test_usual_values_are_not_written() -> None:
    """Not hidden, in the address, one value, unsorted and without label is what a variable is anyway."""
    unsaid = {"hide": 0, "skipUrlSync": False, "label": "", "multi": False, "sort": 0, "allValue": ""}
    assert saved("custom", query="a", **unsaid) == {"query": "a", "valuesFormat": "csv"}
    assert saved("groupby", **unsaid) == {}


def test_a_choice_is_compared_by_its_value() -> None:
    """How it is written, alone or as a list, with or without text, makes no difference; another value does."""

    def chosen(current: Json) -> Json:
        variables = [{"type": "custom", "name": "v", "query": "a,b", "current": current}]
        return comparable({"panels": [], "templating": {"list": variables}})

    alone = chosen({"text": "a", "value": "a", "selected": True})
    assert chosen({"text": ["a"], "value": ["a"]}) == alone
    assert chosen({"text": "b", "value": "b"}) != alone
    assert chosen({}) == chosen({"text": "", "value": ""})


def test_a_null_in_a_choice_takes_the_choice_away() -> None:
    """Grafana does the same."""
    assert "value" not in saved("query", query="x", current={"text": "a", "value": ["a", None]})["current"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"query": "1m, 5m"}, ["1m", "5m"]),
        ({"query": "'1 day',2h,$__auto_interval_x"}, ["1 day", "2h", "__auto_interval_x"]),
        ({"options": [{"value": "10m"}, {"text": "1h"}]}, ["10m", "1h"]),
        ({}, INTERVALS.split(",")),
        ({"query": ",,"}, INTERVALS.split(",")),
    ],
)
def test_an_interval_offers_each_value_once(given: Json, expected: list[str]) -> None:
    """From its query, else from its options, else what Grafana offers."""
    assert intervals(given) == expected
