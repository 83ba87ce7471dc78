"""A backup in a folder: there whole or not at all, shared with the one before, believed only as far as it is proven."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.backups.made import FACTS, made, saved

from scripts.backup import names
from scripts.backup.manifest import BadBackup, Count, Facts, Missing
from scripts.backup.manifest_file import sealed
from scripts.backup.store.files import FolderSource
from scripts.backup.store.folder import FolderSink
from scripts.backup.store.opening import open_backup, sink
from scripts.backup.store.reading import Backup
from scripts.backup.store.writing import Writing, encoded
from scripts.errors import DashError


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    """Kind, organisation, name, title, body and aside survive, whatever the names."""
    objects = [
        saved("a", x=1),
        saved("A", x=2),
        saved("../../etc/passwd", x=3),
        saved("ö/🙂" * 90, x=4),
        saved("", x=5),
    ]

    with open_backup(str(made(tmp_path / "b", *objects))) as backup:
        assert sorted(backup.objects(), key=lambda one: one.name) == sorted(objects, key=lambda one: one.name)
        assert backup.strangers() == []


@given(st.lists(st.text(), max_size=8, unique=True))
@settings(max_examples=60, deadline=None)
def test_every_name_has_a_path_of_its_own(listed: list[str]) -> None:
    """No two names share a file, also where the disk ignores case, and none leaves the backup."""
    taken: set[str] = set()
    for name in listed:
        path = names.path("dashboards", "o", name)
        if names.alike(path) in taken:
            path = names.twin(path, name)
        assert names.alike(path) not in taken
        assert ".." not in path.split("/")
        assert path.count("/") == 3
        assert max(len(part.encode()) for part in path.split("/")) < 200
        taken.add(names.alike(path))


def test_nothing_is_visible_before_the_end(tmp_path: Path) -> None:
    """An unfinished backup leaves no folder that could be taken for one."""
    with Writing(FolderSink(tmp_path / "b")) as writing:
        writing.add(saved())
        assert not (tmp_path / "b").exists()
    assert list(tmp_path.iterdir()) == []


def test_an_object_can_be_replaced_and_taken_back(tmp_path: Path) -> None:
    """What changed or vanished while the backup was made is in it as it was last."""
    with Writing(FolderSink(tmp_path / "b")) as writing:
        writing.add(saved("a", x=1))
        writing.add(saved("a", x=2))
        writing.add(saved("b"))
        writing.drop("dashboards", "Main Org.", "b")
        assert writing.count("dashboards", "Main Org.") == 1
        writing.finish(FACTS)

    with open_backup(str(tmp_path / "b")) as backup:
        assert [one.body for one in backup.objects()] == [{"x": 2}]
        assert backup.strangers() == []


def test_unchanged_files_are_shared_with_the_backup_before(tmp_path: Path) -> None:
    """A second backup costs the disk only what changed, and a damaged file is written anew."""
    first, second = tmp_path / "t" / "2026-01-01T00-00-00Z", tmp_path / "t" / "2026-01-02T00-00-00Z"
    made(first, saved("a", x=1), saved("b", x=1), saved("c", x=1))
    damaged = next(first.rglob("c.json"))
    damaged.chmod(0o600)
    damaged.write_text("{}")
    with Writing(sink(str(tmp_path), "t")) as writing:
        for one in (saved("a", x=1), saved("b", x=2), saved("c", x=1)):
            writing.add(one)
        writing.finish(FACTS)
        second = Path(writing.place)

    links = {file.name: file.stat().st_nlink for file in second.rglob("*.json")}
    assert links == {"a.json": 2, "b.json": 1, "c.json": 1, "manifest.json": 1}
    with open_backup(str(tmp_path / "t")) as backup:
        assert backup.where == str(second)
        assert len(list(backup.objects())) == 3


def test_files_cannot_be_edited_through_a_shared_link(tmp_path: Path) -> None:
    """They are read-only, and private."""
    file = next(made(tmp_path / "b", saved()).rglob("a.json"))

    assert file.stat().st_mode & 0o777 == 0o400
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700


def test_completeness_is_counted(tmp_path: Path) -> None:
    """A backup with a missing object says so, and is read back so."""
    lost = Count(org="o", kind="dashboards", expected=2, saved=1, missing=[Missing(name="x", why="500")])
    facts = Facts(environment="t", started=FACTS.started, finished=FACTS.finished, counts=[lost])

    with open_backup(str(made(tmp_path / "b", saved(), facts=facts))) as backup:
        assert not backup.manifest.complete
        assert backup.manifest.facts.counts == [lost]


def _flip(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(raw)


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """No object is read that is not what was written."""
    _flip(next(made(tmp_path / "b", saved("a", text="x" * 50)).rglob("a.json")))

    with open_backup(str(tmp_path / "b")) as backup, pytest.raises(BadBackup, match="not what was written"):
        list(backup.objects())


def test_links_and_strangers_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link in a backup leads nowhere, and a file that was added is named."""
    place = made(tmp_path / "b", saved("a"))
    secret = tmp_path / "secret"
    secret.write_text("{}")
    file = next(place.rglob("a.json"))
    file.unlink()
    file.symlink_to(secret)
    (place / "more.json").write_text("{}")

    with Backup(FolderSource(place)) as backup:
        with pytest.raises(BadBackup, match="symbolic link"):
            list(backup.objects())
        assert backup.strangers() == ["more.json"]


def test_a_folder_in_place_of_a_file_is_damage(tmp_path: Path) -> None:
    """It is named like every other damage, and does not end the check of the rest."""
    file = next(made(tmp_path / "b", saved("a")).rglob("a.json"))
    file.unlink()
    file.mkdir()

    with open_backup(str(tmp_path / "b")) as backup, pytest.raises(BadBackup, match=r"a\.json is no plain file"):
        list(backup.objects())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda document: document.update(schema=2), "newer dash"),
        (lambda document: document.update(format="grafana-backup"), "not one of dash"),
        (lambda document: document.pop("counts"), "damaged: .*counts"),
        (lambda document: document.update(identity="me"), "damaged: identity"),
        (lambda document: document["files"][0].update(path="../x"), "outside of the backup"),
        (lambda document: document["files"][0].update(path="/etc/passwd"), "outside of the backup"),
        (lambda document: document["files"][0].pop("sha256"), "damaged: .*sha256"),
        (lambda document: document["files"][1].update(size="1"), "damaged: size"),
        (lambda document: document["files"][1].update(more=1), "damaged"),
        (lambda document: document["files"].append(document["files"][0]), "twice"),
        (lambda document: document["files"][0].update(kind="horses"), "does not know: horses"),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused(tmp_path: Path, change: object, said: str) -> None:
    """In one line, whatever was done to it."""
    file = made(tmp_path / "b", saved("a"), saved("b")) / "manifest.json"
    document = json.loads(file.read_text())
    change(document)  # type: ignore[operator]
    file.chmod(0o600)
    del document["sha256"]
    file.write_bytes(sealed(json.dumps(document).encode().removesuffix(b"}")))

    with pytest.raises(BadBackup, match=said) as caught:
        open_backup(str(tmp_path / "b"))
    assert "\n" not in caught.value.message


@given(st.floats(0, 0.999))
@settings(max_examples=30, deadline=None)
def test_a_manifest_cut_anywhere_is_refused(tmp_path_factory: pytest.TempPathFactory, part: float) -> None:
    """A truncated manifest never passes for a whole one."""
    file = made(tmp_path_factory.mktemp("cut") / "b", saved()) / "manifest.json"
    raw = file.read_bytes().rstrip()
    file.chmod(0o600)
    file.write_bytes(raw[: int(len(raw) * part)])

    with pytest.raises(BadBackup):
        open_backup(str(file.parent))


def test_a_place_that_is_taken_or_closed_is_said(tmp_path: Path) -> None:
    """Nothing that is there is overwritten, and the message names the place."""
    made(tmp_path / "b")
    with pytest.raises(DashError, match="is there already"):
        FolderSink(tmp_path / "b")

    (tmp_path / "file").write_text("")
    with pytest.raises(DashError, match="cannot be written"):
        FolderSink(tmp_path / "file" / "b")


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), _nested),
    st.floats(allow_nan=False, allow_infinity=False),
)
@settings(max_examples=150, deadline=None)
def test_both_json_libraries_write_the_same_text(value: object, number: float) -> None:
    """Also what one of them cannot write: huge numbers, half a surrogate pair; only exponents look different."""
    body = {"b": value, "a": {"\ud800" if value is None else "x": value}}
    plain = json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True) + "\n"

    assert encoded(body) == plain.encode("utf-8", "surrogatepass")
    assert json.loads(encoded({"x": number})) == {"x": number}


def test_what_a_killed_backup_left_is_removed_the_next_day(tmp_path: Path) -> None:
    """Not before: it may still be written to; and nothing else that looks like it."""
    left, young = (tmp_path / "t" / f".2026-11-2{day}T03-00-00Z.partial" for day in (7, 8))
    for one in (left, young):
        (one / "orgs").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "t" / ".link.partial"
    link.symlink_to(tmp_path / "elsewhere")
    os.utime(left, (0, 0))

    sink(str(tmp_path), "t").abort()

    assert not left.exists()
    assert young.exists()
    assert link.is_symlink()
    assert (tmp_path / "elsewhere").exists()


def test_a_locale_that_cannot_name_a_file_is_not_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup is good: where LC_ALL is not UTF-8, the reader is at fault, and no other backup is asked for."""
    made(tmp_path / "b", saved("ü"))

    def unnameable(*_: object) -> bytes:
        raise UnicodeEncodeError("ascii", "ü.json", 0, 1, "ordinal not in range(128)")

    with open_backup(str(tmp_path / "b")) as backup:
        monkeypatch.setattr(backup, "content", unnameable)
        with pytest.raises(UnicodeEncodeError):
            list(backup.objects())
