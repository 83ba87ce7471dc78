"""`dash backup diff`: two backups, or a backup and a Grafana, in the words of `dash diff`."""

import json
from pathlib import Path

import pytest
from support.backups.made import made, saved
from support.workshop import board, dash, workshop

from scripts.backup.manifest import Count, Facts
from scripts.backup.model import Saved
from scripts.jsonvalue import Json

COUNTS = [Count(org="Main Org.", kind=kind, expected=0, saved=0) for kind in ("dashboards", "folders")]
FACTS = Facts(environment="t", started="2026-11-28T16:00:00Z", finished="2026-11-28T16:00:01Z", counts=COUNTS)


def dashboard(name: str, spec: Json) -> Saved:
    """Make a saved dashboard."""
    return saved(name, apiVersion="v1beta1", metadata={"name": name}, spec=spec)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Make two backups with one object of each sort of difference."""
    wider = board("B", "One")
    wider["panels"][0]["title"] = "Other"
    folder = saved("f", kind="folders", metadata={"name": "f"}, spec={"title": "F", "description": ""})
    moved = saved("f", kind="folders", metadata={"name": "f"}, spec={"title": "F", "description": "ours"})
    old = (dashboard("a", board("A")), dashboard("b", board("B", "One")), folder, dashboard("same", board("S")))
    new = (dashboard("b", wider), dashboard("c", board("C")), moved, dashboard("same", board("S")))
    made(tmp_path / "old", *old, facts=FACTS)
    made(tmp_path / "new", *new, facts=FACTS)
    return tmp_path


def test_each_difference_is_named(two: Path) -> None:
    """Dashboards by panel, the rest by place; exit 1."""
    said = dash(two, "backup", "diff", "old", "new")

    assert said.code == 1
    assert said.out.splitlines() == [
        "old -> new:",
        "~ Main Org.: folder f (Title f)",
        '    spec.description "" -> "ours"',
        "- Main Org.: dashboard a (Title a)",
        "~ Main Org.: dashboard b (Title b)",
        "    Other: renamed from One",
        "+ Main Org.: dashboard c (Title c)",
        "1 added, 1 removed, 2 changed",
    ]


def test_equal_backups_have_no_difference(two: Path) -> None:
    """Exit 0."""
    said = dash(two, "backup", "diff", "old", "old")

    assert (said.code, said.last) == (0, "no difference")


def test_json_is_for_machines(two: Path) -> None:
    """All of it, with the organisation and the kind."""
    found = json.loads(dash(two, "backup", "diff", "old", "new", "--format", "json").out)

    assert [one["sort"] for one in found["differences"]] == ["changed", "removed", "changed", "added"]


def test_a_second_side_is_needed(two: Path) -> None:
    """One, not both."""
    assert dash(two, "backup", "diff", "old").code == 2
    assert dash(two, "backup", "diff", "old", "new", "--env", "local").code == 2


def test_a_backup_is_compared_with_the_grafana_it_is_of(tmp_path: Path) -> None:
    """Nothing differs right after it was made; then what was edited is named."""
    with workshop(tmp_path / "project") as shop:
        shop.push()
        assert shop.dash("backup", "--env", "t", "--only", "folders", "--only", "dashboards").code == 0
        assert shop.dash("backup", "diff", "backups/t", "--env", "t").last == "no difference"

        shop.edit("a", "Mine")
        said = shop.dash("backup", "diff", "backups/t", "--env", "t")

    assert said.code == 1
    assert "title A -> Mine" in said.out
