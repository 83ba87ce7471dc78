"""`dash push --prune`: what is deleted, what never, and what stops it."""

from support.grafana.provisioning import File
from support.grafana.standin import Manager
from support.workshop import FOLDER, Workshop, board

from scripts.grafana.marks import TAG


def test_what_is_gone_from_the_code_is_named_and_left(any_shop: Workshop) -> None:
    """Without --prune nothing is deleted, ever."""
    any_shop.push()
    any_shop.code("b", None)

    said = any_shop.push()

    assert said.code == 0
    assert "--prune deletes what is gone from the code" in said.out
    assert set(any_shop.titles) == {"a", "b"}


def test_prune_deletes_it_and_undo_brings_it_back(any_shop: Workshop) -> None:
    """After a copy of it went to the journal, and after a yes."""
    any_shop.push()
    any_shop.code("b", None)

    refused = any_shop.push("--prune")
    assert (refused.code, set(any_shop.titles)) == (2, {"a", "b"})
    assert "deletions have to be confirmed" in refused.err

    said = any_shop.push("--prune", "--yes")
    assert (said.code, said.last) == (0, "1 deleted, 1 in sync")
    assert set(any_shop.titles) == {"a"}

    assert any_shop.undo().code == 0
    assert any_shop.titles == {"a": "A", "b": "B"}
    any_shop.code("b", board("B"))
    assert any_shop.push().last == "2 in sync"


def test_other_peoples_dashboards_are_never_pruned(shop: Workshop) -> None:
    """Neither unmarked ones in our folder, nor ours elsewhere, nor those of files and other tools."""
    shop.push()
    shop.grafana.add_folder("elsewhere")
    ours = Manager(kind="kubectl", ident="dash", allows_edits=True)
    shop.grafana.add_dashboard("hand", board("By hand"), folder=FOLDER)
    shop.grafana.add_dashboard("far", board("Ours elsewhere"), folder="elsewhere", manager=ours)
    shop.grafana.add_dashboard(
        "tf", board("T", tags=[TAG]), folder=FOLDER, manager=Manager(kind="terraform", ident="x")
    )
    shop.grafana.add_dashboard("git", board("G"), folder=FOLDER, manager=Manager(kind="repo", ident="x"))
    shop.grafana.provision(File(spec=board("File"), uid="file", provider="p", path="/x/f.json", folder=FOLDER))
    shop.grafana.forget()

    said = shop.push("--prune", "--yes")

    assert said.code == 0
    assert set(shop.titles) == {"a", "b", "hand", "far", "tf", "git", "file"}
    assert shop.grafana.writes == []


def test_an_orphan_that_somebody_edited_is_refused(any_shop: Workshop) -> None:
    """Exit 4 and the ways on; --ours deletes it, --theirs leaves it."""
    any_shop.push()
    any_shop.code("b", None)
    any_shop.edit("b")

    said = any_shop.push("--prune", "--yes")

    assert said.code == 4
    assert "refused b: only in Grafana, ours, edited there" in said.out
    assert "dash push --env t --prune --ours b" in said.out
    assert any_shop.push("--prune", "--yes", "--theirs", "b").code == 0
    assert any_shop.titles["b"] == "Edited"
    assert any_shop.push("--prune", "--yes", "--ours", "b").last == "1 deleted, 1 in sync"


def test_a_copy_with_our_tag_is_not_ours(any_shop: Workshop) -> None:
    """Somebody saved a copy of a tagged dashboard: its history has no push, so it is not deleted."""
    any_shop.push()
    any_shop.grafana.add_dashboard("copy", board("My copy", tags=[TAG]), folder=FOLDER)

    said = any_shop.push("--prune", "--yes")

    assert said.code == 4
    assert "refused copy: only in Grafana, ours, edited there (nothing tells what was pushed last)" in said.out
    assert "copy" in any_shop.titles


def test_prune_limit_is_a_brake(shop: Workshop) -> None:
    """More than the limit: nothing at all is done, writes included."""
    shop.configure("prune_limit = 1")
    for uid in ("c", "d"):
        shop.code(uid, board(uid))
    shop.push()
    shop.code("c", None)
    shop.code("d", None)
    shop.code("a", board("A2"))
    shop.grafana.forget()

    said = shop.push("--prune", "--yes")

    assert said.code == 2
    assert "--prune would delete 2 dashboards, more than prune_limit = 1 of t: c, d" in said.err
    assert shop.grafana.writes == []


def test_prune_with_an_empty_source_is_refused(shop: Workshop) -> None:
    """A wrong glob does not delete everything."""
    shop.push()
    shop.code("a", None)
    shop.code("b", None)

    said = shop.push("--prune", "--yes")

    assert said.code == 2
    assert set(shop.titles) == {"a", "b"}


def test_prune_needs_a_folder_of_its_own(shop: Workshop) -> None:
    """At the root our mark does not tell one project from another."""
    text = (shop.root / "dash.toml").read_text().replace('uid = "team"', 'uid = ""')
    (shop.root / "dash.toml").write_text(text)
    shop.push()
    shop.code("b", None)

    said = shop.push("--prune", "--yes")

    assert said.code == 2
    assert "a folder of our own" in said.err
    assert set(shop.titles) == {"a", "b"}


def test_nothing_is_deleted_after_a_failed_write(shop: Workshop) -> None:
    """A write that is refused by the server leaves the orphan where it is; exit 4."""
    shop.push()
    shop.code("b", None)
    shop.code("new", board("N", tags=["x" * 60]))

    said = shop.push("--prune", "--yes")

    assert said.code in (4, 5)
    assert "b" in shop.titles
    assert "left b: nothing is deleted when something was not written" in said.out


def test_an_edit_between_plan_and_deletion_saves_the_dashboard(shop: Workshop) -> None:
    """The deletion is bound to the state that was compared."""
    from scripts.grafana import dashboards

    shop.push()
    shop.code("b", None)
    deleting = dashboards.delete

    def late(*arguments: object) -> None:
        shop.edit("b")
        deleting(*arguments)  # type: ignore[arg-type]  # passed through

    dashboards.delete = late  # type: ignore[assignment]  # the moment between reading and deleting, made long
    try:
        said = shop.push("--prune", "--yes")
    finally:
        dashboards.delete = deleting

    assert said.code == 4
    assert shop.titles["b"] == "Edited"
