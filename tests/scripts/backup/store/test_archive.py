"""A backup as one file: whole or not at all, the same bytes for the same objects, and harmless to unpack."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from support.backups.made import made, saved, written

from scripts.backup.manifest import BadBackup
from scripts.backup.store.archive import ArchiveSink
from scripts.backup.store.opening import open_backup
from scripts.errors import ConfigurationError, DashError

OBJECTS = (saved("a", x=1), saved("ö/🙂" * 90, x=2), saved("A", x=3))


@pytest.mark.parametrize("name", ["b.tar.gz", "b.tgz", "b.tar.zst"])
def test_what_was_saved_is_read_back(tmp_path: Path, name: str) -> None:
    """Both compressions hold all objects; nothing else is left beside the file."""
    place, _ = written(ArchiveSink(tmp_path / name), *OBJECTS)

    with open_backup(place) as backup:
        assert sorted(one.name for one in backup.objects()) == sorted(one.name for one in OBJECTS)
        assert backup.strangers() == []
        assert backup.where == place
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_equal_objects_make_equal_files(tmp_path: Path) -> None:
    """Neither times nor owners nor the order of reading are in it."""
    first, _ = written(ArchiveSink(tmp_path / "1" / "b.tar.gz"), *OBJECTS)
    second, _ = written(ArchiveSink(tmp_path / "2" / "b.tar.gz"), *reversed(OBJECTS))

    assert Path(first).read_bytes() == Path(second).read_bytes()


def test_an_unfinished_one_leaves_nothing(tmp_path: Path) -> None:
    """An error in between takes the waiting objects away."""
    sink = ArchiveSink(tmp_path / "b.tar.gz")
    sink.put("orgs/o/dashboards/a.json", b"{}", "")
    sink.abort()

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    """Nothing is overwritten."""
    (tmp_path / "b.tar.gz").write_text("mine")

    with pytest.raises(DashError, match="is there already"):
        ArchiveSink(tmp_path / "b.tar.gz")
    assert (tmp_path / "b.tar.gz").read_text() == "mine"


@pytest.mark.parametrize("name", ["b.tar.gz", "b.tar.zst"])
@pytest.mark.parametrize("part", [0, 0.2, 0.5, 0.9, 0.999])
def test_an_archive_cut_anywhere_is_refused(tmp_path: Path, name: str, part: float) -> None:
    """In one line, and what was unpacked is gone."""
    place = Path(written(ArchiveSink(tmp_path / name), *OBJECTS)[0])
    raw = place.read_bytes()
    place.write_bytes(raw[: int(len(raw) * part)])

    with pytest.raises(BadBackup) as caught:
        open_backup(str(place))
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", ["b.tar.gz", "b.tar.zst"])
def test_a_flipped_bit_anywhere_is_noticed(tmp_path: Path, name: str) -> None:
    """By the archive's own checks, or by the hash of the object."""
    place = Path(written(ArchiveSink(tmp_path / name), *OBJECTS)[0])
    raw = place.read_bytes()
    for at in range(12, len(raw), max(1, len(raw) // 40)):
        place.write_bytes(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :])
        try:
            with open_backup(str(place)) as backup:
                assert sorted(one.name for one in backup.objects()) == sorted(one.name for one in OBJECTS)
        except BadBackup:
            continue


def packed(place: Path, *members: tuple[tarfile.TarInfo, bytes]) -> str:
    """Make an archive that dash would not make."""
    with tarfile.open(place, "w:gz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return str(place)


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """Make a member of any kind."""
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (member("b/../../x"), "climbs out"),
        (member("/etc/cron.d/x"), "climbs out"),
        (member("b/x", tarfile.SYMTYPE, "/etc/passwd"), "no plain file"),
        (member("b/x", tarfile.LNKTYPE, "b/manifest.json"), "no plain file"),
        (member("b/x", tarfile.FIFOTYPE), "no plain file"),
        (member("b/x", tarfile.CHRTYPE), "no plain file"),
    ],
)
def test_members_that_do_harm_are_refused(tmp_path: Path, bad: tarfile.TarInfo, said: str) -> None:
    """Nothing is written outside, no link and no device is made."""
    with pytest.raises(BadBackup, match=said):
        open_backup(packed(tmp_path / "b.tar.gz", (bad, b"")))
    assert [file.name for file in tmp_path.iterdir()] == ["b.tar.gz"]


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    """A megabyte that unpacks to far more than JSON could is not unpacked to the end."""
    place = tmp_path / "b.tar.gz"
    with gzip.open(place, "wb", compresslevel=1) as stream, tarfile.open(fileobj=stream, mode="w|"):
        head = member("b/x.json")
        head.size = 700 * 1024 * 1024
        stream.write(head.tobuf())
    with pytest.raises(BadBackup, match="far more"):
        open_backup(str(place))


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    """A text, an empty archive and a folder without manifest are each told in a line."""
    (tmp_path / "text.tar.gz").write_text("hello")
    with pytest.raises(BadBackup, match="no archive"):
        open_backup(str(tmp_path / "text.tar.gz"))
    with pytest.raises(BadBackup, match=r"no manifest\.json"):
        open_backup(packed(tmp_path / "empty.tar.gz"))
    with pytest.raises(BadBackup, match=r"no manifest\.json"):
        open_backup(str(tmp_path))
    with pytest.raises(ConfigurationError, match="no such backup"):
        open_backup(str(tmp_path / "nowhere"))


def test_a_folder_packed_by_hand_is_read_too(tmp_path: Path) -> None:
    """`tar czf` of a backup's folder is as good as ours."""
    folder = made(tmp_path / "2026-01-01T00-00-00Z", *OBJECTS)
    with tarfile.open(tmp_path / "by-hand.tar.gz", "w:gz") as tar:
        tar.add(folder, "anything")

    with open_backup(str(tmp_path / "by-hand.tar.gz")) as backup:
        assert len(list(backup.objects())) == len(OBJECTS)
