"""Logs carry the environment that metrics carry, and the rest of the shippers' files is left alone."""

import shutil
from dataclasses import replace
from pathlib import Path

from scripts.settings import Settings, Sources
from scripts.settings.model import Scraping
from scripts.stack.shipperfiles import FILES, texts


def test_the_environment_is_that_of_the_metrics(root: Path, tmp_path: Path) -> None:
    """In both files, and nothing else changes; a second build changes nothing more."""
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True)
        shutil.copy(root / path, tmp_path / path)
    wanted = Settings(root=tmp_path, prometheus=Scraping(environment=r"staging\1"))
    for path, text in texts(wanted).items():
        before = (root / path).read_text().splitlines()
        changed = [new for old, new in zip(before, text.splitlines(), strict=True) if old != new]
        assert [line.strip().rstrip(",").replace('"', "").replace(" =", ":") for line in changed] == [
            r"environment: staging\1"
        ]
        (tmp_path / path).write_text(text)
    assert texts(wanted) == {path: (tmp_path / path).read_text() for path in FILES}


def test_what_is_committed_fits_the_default(root: Path) -> None:
    """A fresh checkout is in sync."""
    assert texts(Settings(root=root)) == {path: (root / path).read_text() for path in FILES}


def test_a_project_without_the_files_gets_none(tmp_path: Path) -> None:
    """Nor one with a catalog of its own."""
    assert texts(Settings(root=tmp_path)) == {}


def test_another_catalog_ships_no_logs_of_ours(root: Path) -> None:
    """Its files are its own."""
    assert texts(replace(Settings(root=root), sources=Sources(catalog="theirs:CATALOG"))) == {}
