"""`dash build --watch` sees each source that is saved, made or removed, and survives an editor's habits."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

import pytest

from scripts import settings
from scripts.watching import _again, times

ROOT = Path(__file__).parents[2]
TOML = '[sources]\nfiles = ["boards/*.json"]\n'


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Be a project with one JSON source."""
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards/one.json").write_text("{}")
    (tmp_path / "dash.toml").write_text(TOML)
    return tmp_path


def watched(root: Path) -> set[str]:
    """Name what is watched."""
    return {path.name for path in times(settings.load(root))}


def test_sources_and_settings_are_watched(team: Path) -> None:
    """A new source and a removed one are seen, the built files are not."""
    assert watched(team) == {"dash.toml", "one.json"}

    (team / "boards/two.json").write_text("{}")
    (team / "boards/one.json").unlink()

    assert watched(team) == {"dash.toml", "two.json"}


def test_our_own_modules_are_watched(root: Path) -> None:
    """Dashboards, and the panels, queries and numbers that they are made of."""
    assert {"api_performance.py", "expression.py", "http.py"} <= watched(root)


def test_a_file_that_vanishes_meanwhile_is_no_failure(team: Path) -> None:
    """An editor that saves by replacing leaves a moment without the file: a link to nothing stands for it."""
    (team / "boards/gone.json").symlink_to(team / "nowhere")

    assert "one.json" in watched(team)


def pour(stream: IO[str], said: Queue[str]) -> None:
    """Hand over each line as it comes."""
    for line in stream:
        said.put(line)


@contextmanager
def watching(root: Path) -> Iterator[tuple[subprocess.Popen[str], Queue[str]]]:
    """Run `dash build --watch` in a project, and hand over what it says as it says it."""
    command = [sys.executable, "-m", "scripts", "build", "--watch"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.STDOUT, stdout=pipe, text=True) as run:
        said: Queue[str] = Queue()
        Thread(target=pour, args=(run.stdout, said), daemon=True).start()
        try:
            yield run, said
        finally:
            run.kill()


def until(said: Queue[str], words: str) -> None:
    """Wait for a line with these words."""
    heard: list[str] = []
    while not heard or words not in heard[-1]:
        try:
            heard.append(said.get(timeout=60))
        except Empty:
            pytest.fail(f"{words!r} was not said, but {heard}")


def test_each_save_is_built_mistakes_are_said_and_ctrl_c_ends_it(team: Path) -> None:
    """The whole day of an author: a mistake, its correction, and Ctrl-C, which is no failure's traceback."""
    good = {"uid": "one", "title": "One", "schemaVersion": 42, "panels": []}
    built = team / "provisioning/grafana/dashboards/one.json"
    (team / "dash.toml").write_text('[sources]\ncatalog = ""\nfiles = ["boards/*.json"]\n')

    with watching(team) as (run, said):
        until(said, "Watching for saved sources")
        until(said, "boards/one.json: not a dashboard")
        (team / "boards/one.json").write_text(json.dumps(good))
        until(said, "one.json")
        while not built.is_file():
            until(said, "")
        run.send_signal(signal.SIGINT)

        assert run.wait(60) == 130

    rest = [said.get() for _ in range(said.qsize())]
    assert "Traceback" not in "".join(rest)
    assert json.loads(built.read_text())["title"] == "One"


def test_a_broken_dash_toml_is_said_by_the_build_and_the_old_one_stays(team: Path) -> None:
    """While its author is still typing, what was watched is watched on."""
    before = settings.load(team)
    (team / "dash.toml").write_text("[sources\n")
    assert _again(before) is before

    (team / "dash.toml").write_text('[sources]\nfiles = ["other/*.json"]\n')
    assert list(_again(before).sources.files) == ["other/*.json"]
