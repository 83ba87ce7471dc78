"""A backup is removed whole, nothing else with it, and an object store loses only what no backup names."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.backups.made import saved, written
from support.backups.s3 import bucket

from scripts.backup.manifest import BadBackup
from scripts.backup.store import remote, removing
from scripts.backup.store.opening import Place, open_backup, places, sink

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """Run an S3 server."""
    with bucket() as url:
        yield url


def test_a_folder_is_removed_and_what_it_shared_stays(tmp_path: Path) -> None:
    """The files of the other backup are links to the same content."""
    for day in range(2):
        written(sink(str(tmp_path), "t", NOON + timedelta(days=day)), saved("a", x=1))
    old, new = places(str(tmp_path))
    removing.remove(old)

    assert [path.name for path in (tmp_path / "t").iterdir()] == [Path(new.where).name]
    with open_backup(new.where) as backup:
        assert [one.body for one in backup.objects()] == [{"x": 1}]


def test_what_has_no_manifest_of_ours_is_not_touched(tmp_path: Path) -> None:
    """Whatever its name."""
    folder = tmp_path / "t" / "2026-01-01T00-00-00Z"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")

    with pytest.raises(BadBackup):
        removing.remove(Place(where=str(folder), environment="t", time=NOON))
    assert (folder / "manifest.json").exists()


def blobs(url: str) -> int:
    """Count the objects of the environment t."""
    system, path = remote.file_system(url)
    return len(remote.blobs(system, f"{path}/t"))


def test_an_object_store_is_cleared_of_what_nobody_names(store: str) -> None:
    """Shared objects stay."""
    url = f"{store}/clear"
    written(sink(url, "t", NOON), saved("a", x=1), saved("b", x=2))
    written(sink(url, "t", NOON + timedelta(days=1)), saved("a", x=3), saved("b", x=2))
    removing.remove(places(url)[0])

    assert removing.clear(url, "t") == 1
    assert blobs(url) == 2
    with open_backup(f"{url}/t") as backup:
        assert len(list(backup.objects())) == 2


def test_nothing_is_cleared_while_a_backup_is_being_made(store: str) -> None:
    """Its objects are not named yet; after a day it is taken for dead."""
    url = f"{store}/busy"
    written(sink(url, "t", NOON), saved("a", x=1))
    running = sink(url, "t", NOON + timedelta(days=1))
    running.put("orgs/o/dashboards/n.json", b"{}", "0" * 64)

    assert removing.clear(url, "t", NOON + timedelta(days=1, hours=1)) == 0
    assert removing.clear(url, "t", NOON + timedelta(days=3)) == 1
    running.abort()


def test_nothing_is_cleared_where_a_manifest_cannot_be_read(store: str) -> None:
    """Its objects are not known."""
    url = f"{store}/damaged"
    place, _ = written(sink(url, "t", NOON), saved("a", x=1))
    system, path = remote.file_system(place)
    system.pipe_file(f"{path}/manifest.json", b"{")

    with pytest.raises(BadBackup):
        removing.clear(url, "t")
    assert blobs(url) == 1
