"""`dash diff --against`: a folder, a file, an older commit; no server is asked."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.workshop import Said, Workshop, board

from scripts.grafana.marks import TAG
from scripts.jsonvalue import Json

FORMS: Mapping[str, Callable[[Json], Json]] = {
    "bare": lambda spec: spec,
    "answer of the API": lambda spec: {"dashboard": {**spec, "id": 7, "version": 3}, "meta": {"folderUid": "team"}},
    "Kubernetes object": lambda spec: {
        "apiVersion": "dashboard.grafana.app/v0alpha1",
        "metadata": {"name": spec["uid"]},
        "spec": {key: value for key, value in spec.items() if key != "uid"},
    },
}


def against(shop: Workshop, name: str, *arguments: str) -> Said:
    """Run `dash diff --against`, and make sure that no server was asked."""
    shop.grafana.forget()
    said = shop.dash("diff", "--env", "t", "--against", name, *arguments)
    assert shop.grafana.log == []
    return said


def written(path: Path, document: Json) -> str:
    """Write a file, and name it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document))
    return str(path)


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_of_any_form(shop: Workshop, form: str) -> None:
    """Files of a backup, of an export, of an API; other files lie beside them."""
    folder = shop.root / "backup"
    written(folder / "x" / "a.json", FORMS[form]({**board("A"), "uid": "a"}))
    written(folder / "b.json", FORMS[form]({**board("B", "Other"), "uid": "b"}))
    written(folder / "manifest.json", {"version": 1})
    (folder / "notes.json").write_text("no JSON")

    said = against(shop, str(folder))

    assert said.code == 1
    assert said.last == "2 dashboards: 1 in sync, 1 different"
    assert "~ b  B\n    different: 1 panel renamed" in said.out


def test_what_only_the_folder_has_is_told_if_it_was_ours(shop: Workshop) -> None:
    """A backup holds the dashboards of others too."""
    folder = shop.root / "backup"
    for uid in "ab":
        written(folder / f"{uid}.json", {**board(uid.upper()), "uid": uid})
    written(folder / "ours.json", {**board("Ours", tags=["x", TAG]), "uid": "ours"})
    written(folder / "others.json", {**board("Others"), "uid": "others"})

    said = against(shop, str(folder))

    assert said.code == 1
    assert "- ours  Ours\n    gone from the code: 1 panel\n" in said.out
    assert "Others" not in said.out


def test_our_tag_is_no_difference(shop: Workshop) -> None:
    """Where annotations do not survive, it is our mark."""
    file = written(shop.root / "a-old.json", {**board("A", tags=[TAG]), "uid": "a"})

    assert against(shop, file).code == 0


def test_a_file_is_compared_with_the_dashboard_of_its_uid(shop: Workshop) -> None:
    """Or with the one that is named; the others are not told."""
    file = written(shop.root / "a-old.json", {**board("A", "Old"), "uid": "a"})
    stranger = written(shop.root / "stranger.json", {**board("A"), "uid": "stranger"})
    nobody = written(shop.root / "nobody.json", board("A"))

    assert against(shop, file).last == "1 dashboard: 1 different"
    assert against(shop, stranger, "a").code == 0
    assert against(shop, nobody, "a").code == 0
    for name, uid in ((stranger, "the uid stranger"), (nobody, "no uid")):
        said = against(shop, name)
        assert said.code == 2
        assert uid in said.err
        assert "dash diff UID --against" in said.err


def test_an_old_dashboard_is_brought_up_to_date_first(shop: Workshop) -> None:
    """A Grafana 4 file has rows instead of a grid."""
    old = {"uid": "a", "title": "A", "schemaVersion": 14, "rows": [{"height": 250, "panels": [_graph()]}]}

    said = against(shop, written(shop.root / "old.json", old))

    assert said.code == 1
    assert "query A" in said.out


def _graph() -> Json:
    return {"id": 1, "type": "graph", "title": "One", "span": 12, "targets": [{"refId": "A", "expr": "down"}]}


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"{", 2, "not JSON"),
        (b"[]", 2, "not a dashboard"),
        (b'{"panels": 5}', 2, "no list of panels"),
        (b"\xff\xfe{}", 2, "not UTF-8"),
        (b"[" * 100_000, 2, "nested too deeply"),
        (b'{"apiVersion": "dashboard.grafana.app/v2beta1", "metadata": {}, "spec": {}}', 2, "v2 model"),
        (None, 2, "No such file"),
    ],
)
def test_a_file_that_is_no_dashboard_is_one_line(shop: Workshop, content: bytes | None, code: int, words: str) -> None:
    """With its name."""
    file = shop.root / "strange.json"
    if content is not None:
        file.write_bytes(content)

    said = against(shop, str(file))

    assert said.code == code
    assert words in said.err
    assert "strange.json" in said.err


def test_an_empty_folder_is_a_mistake(shop: Workshop) -> None:
    """Else a typing error would call everything new."""
    (shop.root / "empty").mkdir()

    assert against(shop, str(shop.root / "empty")).code == 2


def git(shop: Workshop, *arguments: str) -> None:
    """Run git in the project."""
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=shop.root, check=True, capture_output=True)


def test_an_older_commit(shop: Workshop) -> None:
    """Its built files, whatever lies on the disk now; what is gone since is told."""
    shop.code("c", board("C"))
    git(shop, "init", "-q")
    shop.dash("build")
    git(shop, "add", ".")
    git(shop, "commit", "-q", "-m", "Build")
    assert against(shop, "git:HEAD").code == 0

    shop.code("a", board("A", "One", "Two"))
    shop.code("c", None)
    shop.dash("build")
    said = against(shop, "git:HEAD")

    assert said.code == 1
    assert "  + Two" in said.out
    assert "- c  C\n    gone from the code" in said.out
    assert said.last == "3 dashboards: 1 different, 1 in sync, 1 gone from the code"


def test_a_commit_that_is_not_there(shop: Workshop) -> None:
    """Nor a way to smuggle an option into git; and a commit without built files."""
    git(shop, "init", "-q")
    git(shop, "commit", "-q", "--allow-empty", "-m", "Nothing")

    for name in ("git:nowhere", "git:--output=x", "git:"):
        said = against(shop, name)
        assert said.code == 2
        assert "knows no commit" in said.err
    assert "has no built dashboards" in against(shop, "git:HEAD").err
