"""A backup that cannot be believed: one clear line, the exit code of the table, nothing written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.twosites import Sites
from support.workshop import board

Damage = Callable[[Path], object]


def manifest(change: Callable[[dict[str, object]], object]) -> Damage:
    """Change the manifest, as somebody with an editor would."""

    def damage(backup: Path) -> None:
        file = backup / "manifest.json"
        file.chmod(0o600)
        document = json.loads(file.read_text())
        change(document)
        file.write_text(json.dumps(document))

    return damage


def truncated(backup: Path) -> None:
    """Cut the manifest in half."""
    file = backup / "manifest.json"
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def board_file(backup: Path) -> Path:
    """Find the file of a dashboard."""
    file = next(backup.rglob("dashboards/one.json"))
    file.chmod(0o600)
    return file


def linked(backup: Path) -> None:
    """Put a symbolic link where a file was."""
    file = board_file(backup)
    file.unlink()
    file.symlink_to("/etc/hostname")


DAMAGES: dict[str, Damage] = {
    "truncated": truncated,
    "newer": manifest(lambda document: document.update(schema=99)),
    "of another tool": manifest(lambda document: document.update(format="something")),
    "a file is gone": lambda backup: board_file(backup).unlink(),
    "a bit is flipped": lambda backup: board_file(backup).write_text(
        board_file(backup).read_text().replace("One", "Onf")
    ),
    "a link": linked,
    "no manifest": lambda backup: (backup / "manifest.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_backup_writes_nothing(both: Sites, damage: Damage) -> None:
    """Exit 5; one line and a hint; the target is as it was."""
    both.source.add_dashboard("one", board("One"))
    saved = both.boards()
    damage(saved)

    said = both.restore(saved)

    assert said.code == 5, said
    assert len(said.err.splitlines()) == 2, said.err
    assert both.target.state.dashboards == {}


def test_a_backup_that_is_not_there_is_a_slip_of_the_pen(both: Sites) -> None:
    """Exit 2, with the command that lists what there is."""
    said = both.restore(both.root / "backups" / "nowhere")

    assert (said.code, "dash backup list" in said.err) == (2, True)


def test_an_archive_is_restored_like_its_folder(both: Sites) -> None:
    """One file, as `dash backup --output FILE` writes it; cut short it is refused."""
    both.source.add_dashboard("one", board("One"))
    file = both.root / "all.tar.gz"
    assert both.dash("backup", "--env", "a", "--output", str(file)).code == 0

    cut = both.root / "cut.tar.gz"
    cut.write_bytes(file.read_bytes()[:-50])
    assert both.restore(cut).code == 5
    assert both.target.state.dashboards == {}
    assert both.restore(file).code == 0
    assert set(both.target.state.dashboards) == {"one"}


def test_odd_names_come_back(both: Sites) -> None:
    """Titles with slashes, emoji, 300 letters; uids that differ only in case."""
    for uid, title in (("a", "a/b 🚀"), ("A", "x" * 300), ("b", "..")):
        both.source.add_dashboard(uid, board(title))
    saved = both.boards()

    assert both.restore(saved).code == 0
    assert {uid: both.target.spec(uid)["title"] for uid in ("a", "A", "b")} == {
        "a": "a/b 🚀",
        "A": "x" * 300,
        "b": "..",
    }


def test_a_twin_by_case_is_refused(both: Sites) -> None:
    """Some databases take both for one; what the backup itself has twice is restored."""
    both.source.add_folder("Team")
    saved = both.boards()
    both.target.add_folder("team")

    said = both.restore(saved)

    assert (said.code, "team is there, which differs only in case" in said.out) == (4, True)
