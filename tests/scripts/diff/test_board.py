"""Two dashboards are compared as a person would: nothing where nothing is to be seen, and each edit as itself."""

import copy
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import boards
from support.edits import EDITS, edited
from support.noise import rewritten
from support.small import dashboard, panel, row
from support.strategies import DASHBOARDS

from scripts.canonical import canonical, digest
from scripts.diff import Changes, Kind, Weight, between, compare
from scripts.jsonvalue import Json

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def built(uid: str) -> Json:
    """Build a dashboard as it would be pushed; do not change it."""
    return canonical(boards.spec(uid))


def told(changes: Changes) -> list[tuple[str, str, str]]:
    """List kind, place and words."""
    return [(str(one.kind), one.place, one.words) for one in changes]


@pytest.mark.parametrize("uid", boards.UIDS)
def test_a_dashboard_is_equal_to_itself_written_otherwise(uid: str) -> None:
    """Another order of keys and panels, nulls and versions are no difference."""
    spec = built(uid)

    assert not compare(spec, rewritten(spec, Random(7)), full=True)


@SLOW
@given(DASHBOARDS, DASHBOARDS)
def test_there_is_a_difference_exactly_where_the_checksums_differ(one: Json, other: Json) -> None:
    """What `dash status` calls different can always be shown, and nothing else is shown."""
    assert not compare(one, one)
    for full in (False, True):
        assert bool(compare(one, other, full=full)) == (digest(one) != digest(other))


@SLOW
@given(st.sampled_from(boards.UIDS), st.sampled_from(sorted(EDITS)), st.randoms(use_true_random=False))
def test_no_edit_is_lost(uid: str, name: str, random: Random) -> None:
    """Each edit of a person shows up, in words and with a line of Python or the dashboard's file."""
    spec = built(uid)
    done, changed = edited(spec, random, name)

    found = compare(spec, changed, boards.board(uid).sources, file="dashboards/x.py")

    assert bool(found) == bool(done)
    assert all(one.words and "\n" not in one.words and one.line for one in found)


@settings(SLOW, max_examples=20)
@given(st.sampled_from(boards.UIDS), st.randoms(use_true_random=False))
def test_turning_the_sides_turns_every_change(uid: str, random: Random) -> None:
    """What one way adds the other removes."""
    spec = built(uid)
    _, changed = edited(spec, random)
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}

    there, back = between(spec, changed, full=True), between(changed, spec, full=True)

    assert sorted(turned.get(one.kind, one.kind) for one in there) == sorted(one.kind for one in back)


@pytest.mark.parametrize("uid", boards.UIDS)
def test_an_inserted_panel_is_one_change(uid: str) -> None:
    """That everything below it moves down is no news; `full` tells it."""
    spec = built(uid)
    changed = copy.deepcopy(spec)
    first = next(one for one in changed["panels"] if one["type"] != "row")
    for one in changed["panels"]:
        if one["gridPos"]["y"] >= first["gridPos"]["y"]:
            one["gridPos"]["y"] += 4
        for inside in one.get("panels", []):
            inside["gridPos"]["y"] += 4
    new = {**panel("Brand new"), "gridPos": {"x": 0, "y": first["gridPos"]["y"], "w": 24, "h": 4}}
    changed["panels"].append(new)

    (one,) = compare(changed, spec)

    assert (one.kind, one.panel, one.row) == (Kind.ADDED, "Brand new", changed["panels"][0]["title"])
    assert one.new["targets"][0]["expr"] == new["targets"][0]["expr"]
    assert len(compare(changed, spec, full=True)) > 1


def test_a_panel_that_was_only_renamed_is_a_rename() -> None:
    """Its id follows from its title and changes with it."""
    live, code = dashboard(panel("Errors", "errors")), dashboard(panel("Failures", "errors"))

    assert told(compare(code, live)) == [("renamed", "Failures", "renamed from Errors")]


def test_a_renamed_and_changed_panel_is_recognised() -> None:
    """High likeness is enough; the change is told beside the rename."""
    query = "sum by (service) (rate(http_requests_total{environment='prod'}[5m]))"
    live = dashboard(panel("Requests", query), panel("Other", "other"))
    code = dashboard(panel("Traffic", query.replace("5m", "1m"), interval="30s"), panel("Other", "other"))

    found = compare(code, live)

    assert [one.kind for one in found] == [Kind.RENAMED, Kind.CHANGED, Kind.CHANGED]
    assert {one.panel for one in found} == {"Traffic"}


def test_two_panels_with_nothing_in_common_are_no_rename() -> None:
    """One came, one went."""
    found = compare(dashboard(panel("New", "a_b_c")), dashboard(panel("Old", "sum(rate(q[5m])) / 12")))

    assert {one.kind for one in found} == {Kind.ADDED, Kind.REMOVED}


def test_a_panel_that_moved_to_another_row_is_a_move() -> None:
    """It is neither added nor removed."""
    live = dashboard(row("One"), panel("A"), panel("B"), row("Second"), panel("C"))
    code = dashboard(row("One"), panel("A"), row("Second"), panel("B"), panel("C"))

    assert told(compare(code, live)) == [("moved", "Second / B", "moved here from row One")]


def test_a_renamed_row_keeps_its_panels() -> None:
    """One rename, no moves."""
    live, code = dashboard(row("Load"), panel("A"), panel("B")), dashboard(row("Traffic"), panel("A"), panel("B"))

    assert told(compare(code, live)) == [("renamed", "row Traffic", "renamed from Load")]


def test_a_row_put_above_panels_is_one_change() -> None:
    """The panels below it did not move."""
    live = dashboard(row("One"), panel("A"), panel("B"), panel("C"))
    code = dashboard(row("One"), panel("A"), row("Second"), panel("B"), panel("C"))

    assert told(compare(code, live)) == [("added", "row Second", "row added above 2 panels of other rows")]
    assert told(compare(live, code)) == [("removed", "row Second", "row removed, 2 panels of it are kept")]


def test_twins_are_told_apart() -> None:
    """Of two panels with one title the second is `#2`; the equal ones are partners whatever their order."""
    live = dashboard(panel("Rate", "a"), panel("Rate", "b", id=5))
    code = dashboard(panel("Rate", "a"), panel("Rate", "b", id=5, interval="1m"))

    assert [(one.panel, one.words) for one in compare(code, live)] == [("Rate #2", "minimum interval none -> 1m")]


def test_a_folded_row_is_one_change() -> None:
    """Its panels are where they were."""
    live, code = dashboard(row("One"), panel("A")), dashboard(row("One", panel("A")))

    assert told(compare(code, live)) == [("changed", "row One", "collapsed off -> on")]


def test_lines_are_those_of_the_code() -> None:
    """A panel by its id, a removed panel and the dashboard's own settings by the file."""
    code = dashboard(panel("A", interval="1m"), tags=["new"])
    live = dashboard(panel("A"), panel("Gone", "gone"))
    sources = {code["panels"][0]["id"]: "dashboards/x.py:41"}

    found = compare(code, live, sources, file="dashboards/x.py")

    assert {one.panel: one.line for one in found} == {
        "A": "dashboards/x.py:41",
        "Gone": "dashboards/x.py",
        "": "dashboards/x.py",
    }


def test_settings_of_the_dashboard_are_told() -> None:
    """Title, tags, time, links, annotations and variables, and the order of variables."""
    live = dashboard(
        title="Old",
        tags=["a"],
        links=[{"title": "Docs", "type": "link", "url": "https://a"}],
        templating={"list": [_variable("env"), _variable("service")]},
        annotations={"list": [{"name": "Deploys", "enable": True, "expr": "x"}]},
    )
    code = dashboard(
        title="New",
        tags=["a", "b"],
        links=[{"title": "Docs", "type": "link", "url": "https://b"}],
        templating={"list": [_variable("service"), _variable("env", label="Environment")]},
        annotations={"list": [{"name": "Deploys", "enable": False, "expr": "x"}]},
    )

    assert [one.words for one in compare(code, live)] == [
        "title Old -> New",
        "tags a -> a, b",
        "link Docs: url https://a -> https://b",
        "variable env: label none -> Environment",
        "variables in another order: service, env",
        "annotation Deploys: enable on -> off",
    ]


def _variable(name: str, **more: str) -> Json:
    return {"name": name, "type": "custom", "query": "a,b", **more}


def test_a_query_that_is_kept_twice_is_told_once() -> None:
    """A variable of Prometheus has it in `query` and in `definition`; `full` tells both."""

    def asking(query: str) -> Json:
        one = {"name": "job", "type": "query", "query": {"query": query, "refId": "A"}, "definition": query}
        return dashboard(templating={"list": [one]})

    assert len(compare(asking("label_values(up, job)"), asking("label_values(up, instance)"))) == 1
    assert len(compare(asking("label_values(up, job)"), asking("label_values(up, instance)"), full=True)) == 2


def test_many_panels_that_are_all_new_take_no_time() -> None:
    """Likeness is not measured for thousands of pairs: every panel came or went."""
    code = dashboard(*(panel(f"New {n}", f"new_{n}", id=1000 + n) for n in range(150)))
    live = dashboard(*(panel(f"Old {n}", f"sum(old[{n}m])", id=1 + n) for n in range(150)))

    assert len(compare(code, live)) == 300


def test_weights_tell_content_from_look_and_layout() -> None:
    """Only content may wake somebody."""
    live = dashboard(panel("A"), panel("B"))
    code = dashboard(
        panel("B"),
        panel("A", options={"legend": {"placement": "right"}, "tooltip": {"mode": "multi"}}, interval="1m"),
    )

    found = {one.path: one.weight for one in compare(code, live)}

    assert found == {"interval": Weight.CONTENT, "look": Weight.LOOK, "layout": Weight.LAYOUT}
