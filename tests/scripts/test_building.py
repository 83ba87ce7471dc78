"""`dash build` writes the same bytes every time, names what is stale, and leaves nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PANEL = {"type": "stat", "title": "A", "id": 1, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 4}}
BOARD = {"uid": "one", "title": "One", "schemaVersion": 42, "panels": [PANEL]}
FOLDER = Path("provisioning/grafana/dashboards")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Be another team's project with two JSON sources."""
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards/one.json").write_text(json.dumps(BOARD))
    (tmp_path / "boards/two.json").write_text(json.dumps({**BOARD, "uid": "two", "title": "Two"}))
    (tmp_path / "dash.toml").write_text('[sources]\nfiles = ["boards/*.json"]\n')
    return tmp_path


def dash(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run dash in a folder, as a user."""
    line = [sys.executable, "-m", "scripts", *arguments]
    variables = {**os.environ, **environment}
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder, env=variables)


def files(folder: Path) -> dict[str, bytes]:
    """Read everything below provisioning/."""
    found = (path for path in (folder / "provisioning").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_every_run_writes_the_same_bytes(team: Path) -> None:
    """Neither the hash seed nor what lay there before changes a byte."""
    first = dash(team, "build", PYTHONHASHSEED="1")
    before = files(team)
    for path in before:
        (team / path).unlink()
    second = dash(team, "build", PYTHONHASHSEED="2")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert files(team) == before
    assert set(before) == {str(FOLDER / name) for name in ("one.json", "two.json", "provider.yml")}


def test_a_second_build_writes_nothing(team: Path) -> None:
    """What is right already keeps its time, so that a Grafana that watches the folder does not load it again."""
    dash(team, "build")
    second = dash(team, "build")

    assert second.stdout == ""
    assert "3 files, 0 changed" in second.stderr


def test_check_names_stale_missing_and_orphaned_files(team: Path) -> None:
    """Exit 1, a line each, and a diff; nothing is changed."""
    dash(team, "build")
    (team / FOLDER / "one.json").write_text("{}\n")
    (team / FOLDER / "two.json").unlink()
    (team / FOLDER / "old.json").write_text("{}\n")

    done = dash(team, "build", "--check")

    assert done.returncode == 1
    named = [line for line in done.stdout.splitlines() if line.split(":")[0] in ("stale", "missing", "orphaned")]
    assert named == [
        f"stale: {FOLDER}/one.json",
        f"missing: {FOLDER}/two.json",
        f"orphaned: {FOLDER}/old.json",
    ]
    assert '+  "title": "One",' in done.stdout
    assert (team / FOLDER / "one.json").read_text() == "{}\n"


def test_a_build_removes_orphans(team: Path) -> None:
    """A Grafana would go on showing a dashboard that nobody owns."""
    dash(team, "build")
    (team / "boards/two.json").unlink()

    done = dash(team, "build")

    assert f"removed {FOLDER}/two.json" in done.stdout
    assert dash(team, "build", "--check").returncode == 0


def test_a_build_never_removes_what_it_did_not_write(team: Path) -> None:
    """Somebody who saves an export into the folder keeps it; the check goes on naming it."""
    dash(team, "build")
    exported = team / FOLDER / "mine.json"
    exported.write_text(json.dumps({**BOARD, "uid": "mine"}))

    done = dash(team, "build")

    assert (done.returncode, done.stdout) == (0, "")
    assert f"{FOLDER}/mine.json was not written by dash build and has no source: it stays as it is" in done.stderr
    assert exported.exists()
    assert dash(team, "build", "--check").returncode == 1


def test_a_source_among_the_built_files_is_refused(team: Path) -> None:
    """Under its own name it would become an orphan of its own build."""
    dash(team, "build")
    (team / FOLDER / "extra.json").write_text(json.dumps({**BOARD, "uid": "three"}))
    (team / "dash.toml").write_text(f'[sources]\nfiles = ["{FOLDER}/extra.json"]\n')

    done = dash(team, "build")

    assert done.returncode == 2
    assert "extra.json is a source in the folder that dash build writes to" in done.stderr
    assert (team / FOLDER / "one.json").exists()


def test_all_files_are_written_or_none(team: Path) -> None:
    """A disk that refuses the last file leaves the first as it was."""
    dash(team, "build")
    before = files(team)
    for name in ("one", "two"):
        (team / f"boards/{name}.json").write_text(json.dumps({**BOARD, "uid": name, "title": f"New {name}"}))
    (team / FOLDER / "two.json").unlink()
    (team / FOLDER / "two.json").mkdir()

    done = dash(team, "build")

    assert done.returncode == 5
    assert files(team) == {path: raw for path, raw in before.items() if not path.endswith("two.json")}


def test_a_build_of_one_leaves_the_others_alone(team: Path) -> None:
    """Choosing a uid must not make the rest orphans."""
    dash(team, "build")
    (team / FOLDER / "two.json").write_text("mine\n")

    done = dash(team, "build", "one")

    assert done.returncode == 0
    assert (team / FOLDER / "two.json").read_text() == "mine\n"


def test_a_wrong_field_is_named_by_row_panel_and_field(team: Path) -> None:
    """Exit 2, and no file is written."""
    wrong = {**BOARD, "panels": [{**PANEL, "fieldConfig": {"defaults": {"unit": 7}}}]}
    (team / "boards/one.json").write_text(json.dumps(wrong))

    done = dash(team, "build")

    assert done.returncode == 2
    assert "boards/one.json: A / fieldConfig.defaults.unit: 7 is not of type 'string'" in done.stderr
    assert files(team) == {}


def test_a_file_where_a_folder_is_expected_is_one_line(team: Path) -> None:
    """Exit 5, the path, and no traceback."""
    (team / "provisioning").write_text("I am a file")

    done = dash(team, "build")

    assert done.returncode == 5
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_refuses_writing_is_one_line(team: Path) -> None:
    """The old files stay whole; what cannot be written is named."""
    dash(team, "build")
    target = team / FOLDER / "one.json"
    target.unlink()
    target.mkdir()

    done = dash(team, "build")

    assert done.returncode == 5
    assert f"{FOLDER}/one.json" in done.stderr
    assert not [path for path in (team / FOLDER).iterdir() if path.name.startswith(".")]


def test_our_own_files_are_what_the_sources_make(root: Path) -> None:
    """The committed files are the golden files."""
    done = dash(root, "build", "--check")

    assert (done.returncode, done.stdout) == (0, "")
