"""Is every dashboard in the catalog, and is it what it says?"""

from pathlib import Path

import pytest
from support.boards import UIDS, board, panels, queries, spec

from dashboards import CATALOG

SHARED = {"__init__", "links"}
"""Modules that are no dashboards."""


def test_every_module_is_in_the_catalog(root: Path) -> None:
    """A dashboard that nobody lists is never built."""
    modules = {path.stem for path in (root / "dashboards").glob("*.py")} - SHARED

    assert {f"dashboards.{module}" for module in modules} == set(CATALOG.values())


def test_there_are_seven_dashboards_with_231_panels() -> None:
    """309 questions, and one that colours OpenAI's cost by its share of the budget."""
    assert len(UIDS) == 7
    assert sum(len(panels(uid)) for uid in UIDS) == 231
    assert sum(len(queries(uid)) for uid in UIDS) == 310


@pytest.mark.parametrize("uid", UIDS)
def test_a_dashboard_has_the_identity_under_which_it_is_listed(uid: str) -> None:
    """Bookmarks, links and silences hang on the uid; the module is named after it."""
    made = spec(uid)

    assert made["uid"] == uid
    assert CATALOG[uid] == f"dashboards.{uid.replace('-', '_')}"
    assert made["title"].startswith("Bot-Core / ")
    assert made["tags"][0] == "bot-core"
    assert made["description"].endswith("?"), "it names the one question that the dashboard answers"


@pytest.mark.parametrize("uid", UIDS)
def test_every_panel_and_row_knows_the_line_of_python_that_made_it(uid: str) -> None:
    """Diffs and findings name it; it is not in the JSON."""
    sources = board(uid).sources
    file = f"{CATALOG[uid].replace('.', '/')}.py"

    assert {panel["id"] for panel in panels(uid)} <= set(sources)
    assert all(file in line for line in sources.values())


@pytest.mark.parametrize("uid", UIDS)
def test_two_builds_are_equal(uid: str) -> None:
    """Nothing depends on what was built before."""
    board.cache_clear()
    first = spec(uid)
    spec.cache_clear()
    board.cache_clear()

    assert spec(uid) == first


@pytest.mark.parametrize(
    ("uid", "absent"),
    [
        ("trading-performance", {"instance"}),
        ("ai-analysis", {"instance", "service"}),
        ("business-metrics", {"instance", "service"}),
    ],
)
def test_a_filter_exists_only_where_something_obeys_it(uid: str, absent: set[str]) -> None:
    """A choice that changes nothing misleads."""
    names = {variable["name"] for variable in spec(uid)["templating"]["list"]}

    assert names.isdisjoint(absent)
    assert {"environment", "prometheus_datasource", "loki_datasource"} <= names
