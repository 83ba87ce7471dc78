"""Who changed a dashboard is told from the mark of the last push and both sides, in every combination."""

from collections.abc import Mapping
from typing import Any

import pytest
from support.small import dashboard, panel

from scripts import status
from scripts.canonical import canonical, digest
from scripts.diff.compared import of_pair
from scripts.grafana.live import Live, from_legacy, from_object
from scripts.grafana.marks import MANAGER, OURS, PREFIX, TAG
from scripts.jsonvalue import Json
from scripts.sources import Source
from scripts.status import Pair, Status

FOLDER = "team"
FIRST, SECOND, THIRD = (canonical(dashboard(panel("A", expr), title=expr)) for expr in ("one", "two", "three"))
CHECKSUMS = {"first": digest(FIRST), "second": digest(SECOND), "third": digest(THIRD), "": None}
NOISY = {**FIRST, "schemaVersion": 41, "panels": [{**one, "pluginVersion": "12.4.0"} for one in FIRST["panels"]]}
"""The first one after a save without a change."""

MARK = {PREFIX + "managedBy": MANAGER, PREFIX + "managerId": OURS}


def live(spec: Json, *, folder: str = FOLDER, marked: bool = True, saved: bool = False, **more: str) -> Live:
    """Make a dashboard as a Grafana with annotations has it."""
    notes = {PREFIX + "folder": folder} | (MARK if marked else {}) | {PREFIX + key: one for key, one in more.items()}
    if saved:
        notes[PREFIX + "saved-from-ui"] = "Grafana v12.4.0 (x)"
    return from_object({"metadata": {"name": "u", "annotations": notes}, "spec": spec})


def judged(code: Json, there: Live | None, pushed: str) -> Pair:
    """Judge a dashboard of the code."""
    source = Source("u", "T", code, "dashboards/u.py", {})
    return status.of_code(source, code, there, FOLDER, lambda _: CHECKSUMS[pushed])


@pytest.mark.parametrize(
    ("code", "there", "pushed", "expected"),
    [
        (FIRST, None, "", Status.ONLY_CODE),
        (FIRST, live(FIRST), "first", Status.IN_SYNC),
        (FIRST, live(NOISY, saved=True), "first", Status.IN_SYNC),
        (SECOND, live(FIRST), "first", Status.CODE_AHEAD),
        (SECOND, live(NOISY, saved=True), "first", Status.CODE_AHEAD),
        (FIRST, live(SECOND, saved=True), "first", Status.EDITED),
        (FIRST, live(SECOND), "first", Status.EDITED),
        (SECOND, live(THIRD), "first", Status.BOTH),
        (SECOND, live(SECOND), "first", Status.IN_SYNC),
        (SECOND, live(FIRST), "", Status.BOTH),
        (FIRST, live(FIRST), "", Status.IN_SYNC),
        (FIRST, live(FIRST, marked=False), "", Status.IN_SYNC),
        (FIRST, live(SECOND, marked=False), "", Status.BOTH),
        (FIRST, live(FIRST, folder="away"), "first", Status.EDITED),
        (FIRST, live(SECOND, folder="away"), "first", Status.EDITED),
        (SECOND, live(FIRST, folder="away"), "first", Status.BOTH),
        (FIRST, live(FIRST, folder=""), "first", Status.EDITED),
        (FIRST, live(FIRST, managedBy="terraform", managerId="t"), "", Status.MANAGED),
        (FIRST, live(SECOND, managedBy="repo", managerId="r"), "", Status.MANAGED),
        (FIRST, live(SECOND, managedBy="plugin", managerId="p"), "", Status.MANAGED),
        (FIRST, live(SECOND, managedBy="kubectl", managerId="gcx"), "", Status.MANAGED),
        (FIRST, live(FIRST, managedBy="kubectl", managerId=""), "", Status.IN_SYNC),
        (FIRST, live(FIRST, managedBy="classic-file-provisioning", managerId="f"), "", Status.PROVISIONED),
    ],
)
def test_a_dashboard_of_the_code(code: Json, there: Live | None, pushed: str, expected: Status) -> None:
    """Both sides and what was pushed last; the folder is part of it."""
    assert judged(code, there, pushed).status is expected


@pytest.mark.parametrize(
    ("there", "pushed", "expected", "edited"),
    [
        (live(FIRST), "first", Status.ORPHAN, False),
        (live(NOISY), "first", Status.ORPHAN, False),
        (live(SECOND), "first", Status.ORPHAN, True),
        (live(FIRST), "", Status.ORPHAN, True),
        (live(FIRST, marked=False), "", Status.OTHERS, False),
        (live(FIRST, managedBy="terraform", managerId="t"), "", Status.MANAGED, False),
        (live(FIRST, managedBy="classic-file-provisioning", managerId="f"), "", Status.PROVISIONED, False),
    ],
)
def test_a_dashboard_that_is_only_in_grafana(there: Live, pushed: str, expected: Status, *, edited: bool) -> None:
    """Ours that is gone from the code, edited or not; and what is not ours in our folder."""
    pair = status.of_grafana(there, FOLDER, lambda _: CHECKSUMS[pushed])

    assert pair is not None
    assert (pair.status, pair.edited) == (expected, edited)


def test_other_folders_are_not_our_business() -> None:
    """Not even with our mark: another environment may live there."""
    assert status.of_grafana(live(FIRST, folder="away"), FOLDER, lambda _: None) is None


def test_what_was_pushed_is_asked_only_where_the_sides_differ() -> None:
    """On legacy storage it costs a request."""

    def base(live: Live) -> str | None:
        del live
        raise AssertionError("asked")

    source = Source("u", "T", FIRST, "f", {})
    assert status.of_code(source, FIRST, live(NOISY), FOLDER, base).status is Status.IN_SYNC


def test_the_tag_marks_where_annotations_do_not_survive() -> None:
    """It is no content, and no mark of ours on what another tool manages."""
    meta: Mapping[str, Any] = {"folderUid": FOLDER, "version": 3}
    ours = from_legacy({"meta": meta, "dashboard": {**FIRST, "uid": "u", "tags": [TAG]}})

    assert ours.marked
    assert judged(FIRST, ours, "first").status is Status.IN_SYNC


def test_a_dashboard_that_grafana_cannot_convert_is_never_compared() -> None:
    """v2 with tabs on 12.3: it is changed on both sides, and the reason is told."""
    item: Json = {
        "metadata": {"name": "u", "annotations": {PREFIX + "folder": FOLDER, **MARK}},
        "spec": {},
        "status": {"conversion": {"failed": True, "storedVersion": "v2beta1", "error": "tabs"}},
    }

    pair = judged(FIRST, from_object(item), "first")
    found = of_pair(pair, FOLDER)

    assert pair.status is Status.BOTH
    assert "tabs" in pair.why
    assert (found.drift, list(found.changes)) == (True, [])


@pytest.mark.parametrize(
    ("there", "drift", "said"),
    [
        (live(FIRST, managedBy="terraform", managerId="t"), False, []),
        (live(SECOND, managedBy="terraform", managerId="t"), True, ["title two -> one", "query A: two -> one"]),
        (live(FIRST, folder="away"), True, ["folder away -> team"]),
        (live(FIRST, folder=""), True, ["folder (root) -> team"]),
    ],
)
def test_drift_is_what_differs(there: Live, said: list[str], *, drift: bool) -> None:
    """Whoever manages it; the folder is told like any change."""
    found = of_pair(judged(FIRST, there, ""), FOLDER)

    assert (found.drift, [one.words for one in found.changes]) == (drift, said)
