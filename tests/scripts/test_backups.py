"""`dash backup list`, `show`, `verify` and `prune`, as a person uses them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.backups.made import ORG, saved, written
from support.workshop import Said
from support.workshop import dash as run

from scripts.backup.manifest import Count, Facts, Missing
from scripts.backup.store.opening import sink

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
LOST = Count(org=ORG, kind="dashboards", expected=2, saved=1, missing=[Missing(name="x", why="500 from Grafana")])


def backup(root: Path, days: int = 0, *counts: Count, environment: str = "prod") -> Path:
    """Make a backup of so many days ago."""
    facts = Facts(
        environment=environment, started="2026-11-28T12:00:00Z", finished="2026-11-28T12:00:05Z", counts=counts
    )
    time = NOON - timedelta(days=days)
    place, _ = written(sink(str(root / "backups"), environment, time), saved("a", days=days), facts=facts)
    return Path(place)


def dash(root: Path, *arguments: str) -> Said:
    """Run a subcommand."""
    return run(root, "backup", *arguments)


def test_list_tells_age_size_and_state(tmp_path: Path) -> None:
    """The oldest first; a damaged one is listed as what it is."""
    backup(tmp_path, 2)
    backup(tmp_path, 1, LOST)
    damaged = backup(tmp_path, 0) / "manifest.json"
    damaged.chmod(0o600)
    damaged.write_text("{")

    lines = [line for line in dash(tmp_path, "list").out.splitlines() if not line.startswith("    ")]
    assert [line.split()[-1] for line in lines] == ["complete", "missing", "damaged"]
    assert [row.get("complete") for row in json.loads(dash(tmp_path, "list", "--format", "json").out)] == [
        True,
        False,
        None,
    ]
    assert dash(tmp_path, "list", "--env", "other").out == ""


def test_show_names_what_is_missing(tmp_path: Path) -> None:
    """With its reason."""
    said = dash(tmp_path, "show", str(backup(tmp_path, 0, LOST)))

    assert "missing: x: 500 from Grafana" in said.out
    assert said.last.endswith("incomplete")


def test_a_good_backup_verifies(tmp_path: Path) -> None:
    """Exit 0, and the newest is meant when the environment is named."""
    backup(tmp_path)
    said = dash(tmp_path, "verify", "backups/prod")

    assert (said.code, said.last) == (0, "backups/prod/2026-11-28T12-00-00Z: 1 files, 0.0 MB, good")


def test_an_incomplete_one_never_verifies(tmp_path: Path) -> None:
    """Whole as its files are."""
    said = dash(tmp_path, "verify", str(backup(tmp_path, 0, LOST)))

    assert said.code == 1
    assert "missing: x: 500 from Grafana" in said.out


@pytest.mark.parametrize("at", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_a_flipped_bit_in_any_file_is_found(tmp_path: Path, at: float) -> None:
    """In an object, or in the manifest."""
    place = backup(tmp_path)
    for file in list(place.rglob("*.json")):
        raw = file.read_bytes()
        flipped = bytearray(raw)
        flipped[int(len(raw) * at)] ^= 1
        file.chmod(0o600)
        file.write_bytes(flipped)
        said = dash(tmp_path, "verify", str(place))
        assert said.code in (1, 5), (file, said)
        assert said.out.count("\n") + said.err.count("\n") <= 4
        file.write_bytes(raw)


def test_added_and_missing_files_are_found(tmp_path: Path) -> None:
    """Each by name."""
    place = backup(tmp_path)
    next(place.rglob("a.json")).rename(place / "b.json")
    said = dash(tmp_path, "verify", str(place))

    assert said.code == 1
    assert "a.json is gone" in said.out
    assert "damaged: b.json is in the backup, but not in its manifest" in said.out


def test_what_a_restore_would_break_is_told(tmp_path: Path) -> None:
    """Exit 0 without --strict: a Grafana may well hold a dashboard whose folder is gone."""
    complete = [
        Count(org=ORG, kind=kind, expected=0, saved=0) for kind in ("folders", "data-sources", "library-panels")
    ]
    counts = (Count(org=ORG, kind="dashboards", expected=1, saved=1), *complete)
    facts = Facts(environment="prod", started="2026-11-28T12:00:00Z", finished="2026-11-28T12:00:05Z", counts=counts)
    lost = saved("a", metadata={"annotations": {"grafana.app/folder": "gone"}}, spec={})
    written(sink(str(tmp_path / "backups"), "prod", NOON), lost, facts=facts)
    said = dash(tmp_path, "verify", "backups/prod")

    assert said.code == 0
    assert "a restore would break: dashboard a (Title a) needs folder gone, which is not in the backup" in said.out
    assert dash(tmp_path, "verify", "backups/prod", "--strict").code == 1


def test_prune_keeps_what_was_asked_for(tmp_path: Path) -> None:
    """A dry run removes nothing."""
    made = [backup(tmp_path, days) for days in range(4)]
    arguments = ("prune", "--env", "prod", "--keep-last", "2")

    assert dash(tmp_path, *arguments, "--dry-run").out.count("would remove") == 2
    assert all(place.exists() for place in made)
    said = dash(tmp_path, *arguments)
    assert said.code == 0
    assert [place.exists() for place in made] == [True, True, False, False]


def test_prune_leaves_what_it_cannot_read_and_other_environments(tmp_path: Path) -> None:
    """Nothing without a manifest of ours is removed."""
    old, other = backup(tmp_path, 9), backup(tmp_path, 9, environment="staging")
    backup(tmp_path, 0)
    (old / "manifest.json").chmod(0o600)
    (old / "manifest.json").write_text("mine")
    said = dash(tmp_path, "prune", "--env", "prod", "--keep-last", "1")

    assert old.exists()
    assert other.exists()
    assert "cannot be read, so it is left" in said.err


def test_an_empty_place_is_said_aside(tmp_path: Path) -> None:
    """A program gets an empty list, a person a word."""
    said = dash(tmp_path, "list")
    assert (said.code, said.out, said.err) == (0, "", "no backups below backups\n")
    assert json.loads(dash(tmp_path, "list", "--format", "json").out) == []


def test_show_and_verify_tell_machines_the_same_as_people(tmp_path: Path) -> None:
    """State, counts and reasons; the exit code of `verify` is that of the text."""
    place = str(backup(tmp_path, 0, LOST))

    shown = json.loads(dash(tmp_path, "show", place, "--format", "json").out)
    assert (shown["complete"], shown["environment"], shown["objects"]) == (False, "prod", 1)
    assert shown["counts"] == [{"org": ORG, "kind": "dashboards", "expected": 2, "saved": 1}]

    said = dash(tmp_path, "verify", place, "--format", "json")
    found = json.loads(said.out)
    assert (said.code, found["good"], found["missing"]) == (1, False, ["x: 500 from Grafana"])
    good = dash(tmp_path, "verify", str(backup(tmp_path, 1)), "--format", "json")
    assert (good.code, json.loads(good.out)["good"]) == (0, True)


def test_show_names_what_was_left_out_and_warns(tmp_path: Path) -> None:
    """Twenty of a sort; a person who wants all is told how."""
    left = [{"what": f"kind-{number:02}", "why": "--only names other kinds"} for number in range(23)]
    facts = Facts(
        environment="prod",
        started="2026-11-28T12:00:00Z",
        finished="2026-11-28T12:00:05Z",
        left_out=left,
        warnings=["somebody kept changing it"],
    )
    place, _ = written(sink(str(tmp_path / "backups"), "prod", NOON), saved("a"), facts=facts)
    said = dash(tmp_path, "show", place)

    assert said.out.count("left out: kind-") == 20
    assert "left out: 3 more: --format json shows all" in said.out
    assert "warning: somebody kept changing it" in said.out
    assert said.last.endswith("complete")


def test_prune_without_a_word_of_what_to_keep_is_refused(tmp_path: Path) -> None:
    """Exit 2: it would remove all."""
    place = backup(tmp_path, 3)
    said = dash(tmp_path, "prune", "--env", "prod")

    assert (said.code, "nothing says what to keep" in said.err) == (2, True)
    assert place.exists()
