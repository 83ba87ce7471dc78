"""A backup in an object store, on a real S3 server: equal objects once, the manifest last, secrets never shown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from support.backups.made import saved, written
from support.backups.s3 import bucket

from scripts.backup.manifest import BadBackup
from scripts.backup.store import remote
from scripts.backup.store.opening import open_backup, places, sink
from scripts.errors import ConfigurationError, DashError, Unreachable

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """Run an S3 server."""
    with bucket() as url:
        yield url


@pytest.fixture
def url(store: str, request: pytest.FixtureRequest) -> str:
    """Choose a place of its own for each test."""
    return f"{store}/{request.node.name}"


def names(url: str) -> list[str]:
    """List what lies in the store."""
    system, path = remote.file_system(url)
    return sorted(name.removeprefix(f"{path}/") for name in system.find(path))


def test_what_was_saved_is_read_back(url: str) -> None:
    """By the URL of the backup, and by that of the environment, where the newest is taken."""
    first, _ = written(sink(url, "prod", NOON), saved("a", x=1), saved("ö/🙂", x=2))
    second, _ = written(sink(url, "prod", NOON + timedelta(days=1)), saved("a", x=3))

    with open_backup(first) as backup:
        assert {one.name: one.body for one in backup.objects()} == {"a": {"x": 1}, "ö/🙂": {"x": 2}}
    with open_backup(f"{url}/prod") as backup:
        assert backup.where == second
    assert [place.where for place in places(url)] == [first, second]


def test_equal_objects_are_stored_once(url: str) -> None:
    """A second backup costs its manifest and what changed."""
    written(sink(url, "prod", NOON), saved("a", x=1), saved("b", x=1))
    before = names(url)
    written(sink(url, "prod", NOON + timedelta(days=1)), saved("a", x=1), saved("b", x=2))

    assert len(names(url)) - len(before) == 2


def test_an_unfinished_one_is_never_taken_for_a_backup(url: str) -> None:
    """Its objects are there, its manifest is not."""
    unfinished = sink(url, "prod", NOON)
    unfinished.put("orgs/o/dashboards/a.json", b"{}", "0" * 64)

    assert places(url) == []
    with pytest.raises(ConfigurationError, match="no finished backup"):
        open_backup(f"{url}/prod")
    with pytest.raises(BadBackup, match=r"no manifest\.json"):
        open_backup(f"{url}/prod/2026-11-28T12-00-00Z")
    unfinished.abort()
    assert not [name for name in names(url) if name.endswith(remote.UNFINISHED)]


def test_objects_that_vanish_meanwhile_stop_it(url: str) -> None:
    """A backup whose objects somebody clears away is never finished."""
    half = sink(url, "prod", NOON)
    half.put("orgs/o/dashboards/a.json", b"{}", "0" * 64)
    system, path = remote.file_system(url)
    system.rm_file(remote.blob_path(f"{path}/prod", "0" * 64))

    with pytest.raises(DashError, match="cleared away"):
        half.commit(b"{}")
    assert places(url) == []


def test_a_changed_object_is_noticed(url: str) -> None:
    """Its name is its hash."""
    place, manifest = written(sink(url, "prod", NOON), saved("a", text="x" * 30))
    system, path = remote.file_system(url)
    blob = remote.blob_path(f"{path}/prod", manifest.entries[0].sha256)
    system.pipe_file(blob, system.cat_file(blob).replace(b"xxx", b"yyy"))

    with open_backup(place) as backup, pytest.raises(BadBackup, match="not what was written"):
        list(backup.objects())


def test_what_cannot_be_reached_is_one_line_without_a_secret(store: str) -> None:
    """A bucket that is not there, a scheme that nobody knows, a package that is not installed."""
    del store
    with pytest.raises((Unreachable, ConfigurationError)) as caught:
        sink("s3://user:pass-word@nowhere/x", "prod", NOON)
    assert "pass-word" not in caught.value.message + caught.value.hint
    assert "\n" not in caught.value.message
    with pytest.raises(ConfigurationError, match="nosuch://x/y"):
        sink("nosuch://x/y", "prod", NOON)
