"""A dashboard in one environment."""

from typing import Any

from scripts.canonical import canonical
from scripts.settings import Environment, Links
from scripts.target import adapted

SPEC: dict[str, Any] = {
    "title": "T",
    "panels": [],
    "templating": {
        "list": [
            {"name": "runbooks", "type": "constant", "query": "docs", "current": {"text": "docs", "value": "docs"}},
            {"name": "ds", "type": "datasource", "query": "prometheus", "current": {"text": "a", "value": "a"}},
            {"name": "logs", "type": "datasource", "query": "loki", "current": {"text": "b", "value": "b"}},
            {"name": "alertmanager", "type": "query", "query": "x"},
        ]
    },
}


def test_without_values_nothing_changes() -> None:
    """The very same object, for an environment that says nothing."""
    assert adapted(SPEC, Environment(name="p")) is SPEC


def test_links_and_data_sources_of_the_environment_are_put_in() -> None:
    """Constant variables by name, data source variables by type; others of the same name are left alone."""
    there = Environment(
        name="p", links=Links(runbooks="https://wiki", alertmanager="https://am"), datasources={"prometheus": "p1"}
    )

    runbooks, source, logs, alertmanager = adapted(SPEC, there)["templating"]["list"]

    assert (runbooks["query"], runbooks["current"]) == (
        "https://wiki",
        {"text": "https://wiki", "value": "https://wiki"},
    )
    assert source["current"] == {"text": "p1", "value": "p1"}
    assert (logs, alertmanager) == (SPEC["templating"]["list"][2], SPEC["templating"]["list"][3])


def test_the_result_is_canonical_and_the_original_untouched() -> None:
    """A push sends it as it is; the next environment starts from the same."""
    there = Environment(name="p", links=Links(runbooks="https://wiki"), datasources={"prometheus": "p1"})
    spec = canonical(SPEC)

    made = adapted(spec, there)

    assert canonical(made) == made
    assert spec == canonical(SPEC)
