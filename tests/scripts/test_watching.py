"""`dash build --watch` sees each source that is saved, made or removed, and survives an editor's habits."""

from pathlib import Path

import pytest

from scripts import settings
from scripts.watching import times

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
