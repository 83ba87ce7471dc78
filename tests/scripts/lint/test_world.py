"""Does the project know its metrics, recorded series, dashboards and runbooks?"""

from pathlib import Path

import pytest

from scripts.lint import world
from scripts.lint.context import Known, UnknownSeries
from scripts.settings import Settings, Sources
from scripts.sources import Source

SPEC = {
    "templating": {"list": [{"name": "service"}]},
    "panels": [{"type": "row", "id": 1, "panels": [{"type": "stat", "id": 2}], "collapsed": True}],
}


def test_our_own_dashboards_are_judged_by_contract_rules_dashboards_and_runbooks(tmp_path: Path) -> None:
    """All that links and queries may name is known."""
    (tmp_path / "docs/runbooks").mkdir(parents=True)
    (tmp_path / "docs/runbooks/HIGH_CPU_RUNBOOK.md").write_text("# High CPU\n")

    ours = world.context(Settings(root=tmp_path), [Source("one", "One", SPEC, "one.py", {})])

    assert ours.dashboards == {"one": Known(frozenset({1, 2}), frozenset({"service"}))}
    assert ours.runbooks == frozenset({"HIGH_CPU_RUNBOOK.md"})
    assert ours.unit("up") == "0/1"
    assert ours.contract is not None
    assert "job" in ours.contract("up").labels
    with pytest.raises(UnknownSeries, match="the nearest name is http_requests_total"):
        ours.contract("http_request_total")


def test_another_team_is_not_judged_by_our_metrics(tmp_path: Path) -> None:
    """Its links are checked, its metrics are its own."""
    theirs = world.context(Settings(root=tmp_path, sources=Sources(catalog="")), ())

    assert (theirs.contract, theirs.recorded, theirs.runbooks) == (None, None, None)
    assert theirs.dashboards == {}


def test_recorded_series_have_the_labels_that_their_names_promise() -> None:
    """`mode:positions_open:sum` has a mode; a series that other rules read is known too."""
    recorded = world.recorded()

    assert recorded["mode:positions_open:sum"] is not None
    assert "mode" in recorded["mode:positions_open:sum"]
    assert None not in recorded.values()
    for name, labels in recorded.items():
        promised = [label for label in name.split(":")[0].split("_") if label in {"mode", "service", "model", "symbol"}]
        assert set(promised) <= set(labels or ()), name
