"""From pairs and choices to steps: pure, without any server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.canonical import digest
from scripts.errors import ConfigurationError
from scripts.grafana.live import Live, from_object
from scripts.push import plan
from scripts.push.plan import Choices, Plan
from scripts.settings import Environment, Folder
from scripts.sources import Source
from scripts.status import Pair, Status
from scripts.survey import Survey

HERE = Environment(name="t", folder=Folder(uid="team", title="Team"), prune_limit=2)
SPEC = {"title": "A", "schemaVersion": 42}


def live(uid: str) -> Live:
    """Make a dashboard of Grafana."""
    notes = {"grafana.app/folder": "team", "example.com/owner": "ops"}
    return from_object({"metadata": {"name": uid, "resourceVersion": "7777777777", "annotations": notes}, "spec": SPEC})


def pair(uid: str, status: Status, *, edited: bool = False) -> Pair:
    """Make a pair of this status."""
    only_there = status in (Status.ORPHAN, Status.OTHERS)
    source = None if only_there else Source(uid, uid, SPEC, f"dashboards/{uid}.py", {})
    there = None if status is Status.ONLY_CODE else live(uid)
    wanted = None if only_there else SPEC
    return Pair(uid=uid, title=uid, status=status, source=source, wanted=wanted, live=there, edited=edited)


def made(*pairs: Pair, whole: bool = True, **choices: object) -> Plan:
    """Plan for these pairs; one dashboard of the code is always there."""
    seen = Survey(pairs=[pair("here", Status.IN_SYNC), *pairs], whole=whole, legacy=False)
    return plan.make(seen, HERE, Choices(**choices))  # type: ignore[arg-type]  # what a test chooses is checked by running


def uids(things: object) -> list[str]:
    """Reduce pairs or steps to their uids."""
    return [thing.uid for thing in things]  # type: ignore[attr-defined]  # both have one


@pytest.mark.parametrize(
    ("status", "part"),
    [
        (Status.ONLY_CODE, "writes"),
        (Status.CODE_AHEAD, "writes"),
        (Status.IN_SYNC, "in_sync"),
        (Status.EDITED, "refused"),
        (Status.BOTH, "refused"),
        (Status.PROVISIONED, "refused"),
        (Status.MANAGED, "refused"),
        (Status.ORPHAN, "orphans"),
        (Status.OTHERS, "others"),
    ],
)
def test_each_status_has_its_place(status: Status, part: str) -> None:
    """Without any choice, a dashboard goes into exactly one part of the plan."""
    found = made(pair("x", status))
    parts = {name: uids(getattr(found, name)) for name in found.__dataclass_fields__}

    assert [name for name, names in parts.items() if "x" in names] == [part]


@given(st.sets(st.sampled_from(list(Status))), st.sets(st.sampled_from(list(Status))), st.booleans())
def test_nothing_is_written_that_nobody_allowed(ours: set[Status], theirs: set[Status], prune: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever is chosen: files' and others' dashboards are never written, edits only with --ours, nothing twice."""
    pairs = [pair(status.name, status) for status in Status]
    overwrite = frozenset(one.name for one in ours)
    leave = frozenset(one.name for one in theirs - ours)

    found = made(*pairs, ours=overwrite, theirs=leave, prune=prune)
    written = uids(found.steps)

    assert len(written) == len(set(written))
    assert not {"PROVISIONED", "MANAGED", "OTHERS", "IN_SYNC"} & set(written)
    for status in ("EDITED", "BOTH"):
        assert (status in written) == (status in overwrite)
    assert not set(written) & leave
    assert ("ORPHAN" in written) == (prune and "ORPHAN" not in leave)


def test_a_write_is_bound_to_what_was_compared() -> None:
    """Content, checksum, mark and the state it replaces."""
    (step,) = made(pair("x", Status.CODE_AHEAD)).writes

    assert (step.action, step.spec, step.wanted, step.folder, step.ours) == ("update", SPEC, digest(SPEC), "team", True)
    assert step.live is not None
    assert step.notes["grafana.app/sourcePath"] == "dashboards/x.py"
    assert step.notes["grafana.app/sourceChecksum"] == digest(SPEC)
    assert step.notes["example.com/owner"] == "ops"


def test_an_overwritten_edit_is_not_called_ours() -> None:
    """So that an undo does not put our mark on somebody's work."""
    (step,) = made(pair("x", Status.EDITED), ours=frozenset({"x"})).writes

    assert not step.ours


def test_prune_takes_orphans_but_no_edited_ones() -> None:
    """An orphan that somebody edited needs --ours."""
    pairs = [pair("old", Status.ORPHAN), pair("edited", Status.ORPHAN, edited=True)]

    found = made(*pairs, prune=True)
    assert (uids(found.deletions), uids(found.refused)) == (["old"], ["edited"])

    found = made(*pairs, prune=True, ours=frozenset({"edited"}))
    assert (uids(found.deletions), uids(found.refused)) == (["old", "edited"], [])


def test_the_limit_counts_deletions() -> None:
    """Exactly as many are fine, one more is not."""
    assert len(made(*(pair(uid, Status.ORPHAN) for uid in "ab"), prune=True).deletions) == 2
    with pytest.raises(ConfigurationError, match="delete 3 dashboards"):
        made(*(pair(uid, Status.ORPHAN) for uid in "abc"), prune=True)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"ours": frozenset({"x"}), "theirs": frozenset({"x"})}, "both name x"),
        ({"theirs": frozenset({"nope"})}, "nope is neither in the code nor ours"),
        ({"prune": True, "whole": False}, "takes no uids"),
    ],
)
def test_choices_that_make_no_sense(choices: dict[str, object], words: str) -> None:
    """Refused before anything is planned."""
    with pytest.raises(ConfigurationError, match=words):
        made(pair("x", Status.EDITED), **choices)  # type: ignore[arg-type]  # as above
