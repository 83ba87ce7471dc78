"""The project is found from the working directory upward."""

from pathlib import Path

import pytest

from scripts.errors import ConfigurationError
from scripts.project import root


def test_the_nearest_dash_toml_wins(tmp_path: Path) -> None:
    """Another team's folder inside ours is a project of its own."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "team/boards").mkdir(parents=True)
    (tmp_path / "team/dash.toml").touch()

    assert root(tmp_path / "team/boards") == tmp_path / "team"


def test_without_dash_toml_the_project_file_counts(tmp_path: Path) -> None:
    """This repository needs no dash.toml."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "docs").mkdir()

    assert root(tmp_path / "docs") == tmp_path


def test_outside_of_any_project_the_error_says_where_one_stood() -> None:
    """From the root of the disk upward there is nothing."""
    with pytest.raises(ConfigurationError, match="/ is in no project"):
        root(Path("/"))
