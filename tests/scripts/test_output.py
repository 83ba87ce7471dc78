"""Files are written whole or not at all."""

import resource
import signal
import stat
from pathlib import Path

import pytest

from scripts.errors import DashError
from scripts.output import write_whole


def test_a_file_gets_its_text_and_mode(tmp_path: Path) -> None:
    """The folder is made, and the permissions are those asked for."""
    write_whole(tmp_path / "a/b.json", "{}\n", 0o600)

    assert (tmp_path / "a/b.json").read_text() == "{}\n"
    assert stat.S_IMODE((tmp_path / "a/b.json").stat().st_mode) == 0o600


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    """The message says which path cannot be written, and nothing is left behind."""
    (tmp_path / "a").write_text("I am a file")

    with pytest.raises(DashError, match=r"a/b\.json: cannot be written"):
        write_whole(tmp_path / "a/b.json", "{}")

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_leaves_the_old_text(tmp_path: Path) -> None:
    """What was there before stays whole, and no temporary file is left."""
    target = tmp_path / "board.json"
    target.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DashError, match="cannot be written"):
            write_whole(target, "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)

    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["board.json"]
