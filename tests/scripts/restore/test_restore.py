"""`dash restore` of folders and dashboards: what it writes, what it leaves, what it says."""

from pathlib import Path

import pytest
from support.faults import Fault, Seen, proxied
from support.grafana.standin import Manager
from support.twosites import SECRET, Sites, bodies, sites
from support.workshop import board

from scripts import journal
from scripts.jsonvalue import Json

V2: Json = {
    "title": "Tabs",
    "elements": {},
    "layout": {"kind": "TabsLayout", "spec": {"tabs": []}},
    "tags": [],
    "variables": [],
    "annotations": [],
    "links": [],
    "cursorSync": "Off",
    "preload": False,
    "timeSettings": {"from": "now-1h", "to": "now"},
}
FILE = Manager(kind="classic-file-provisioning", ident="p")


def fill(both: Sites) -> None:
    """A tree of folders, dashboards in it and at the root."""
    both.source.add_folder("top", "Top")
    both.source.add_folder("a-below", "Below", parent="top")
    both.source.add_dashboard("one", board("One"), folder="a-below")
    both.source.add_dashboard("two", board("Two", "P", "Q", tags=["money"]), folder="top")
    both.source.add_dashboard("root", board("Root"))


def test_an_empty_grafana_becomes_equal_to_the_saved_one(any_kind: Sites) -> None:
    """The tree, places and contents come back; a second backup has the same objects; the second run writes nothing."""
    fill(any_kind)
    saved = any_kind.boards()

    said = any_kind.restore(saved)

    assert (said.code, said.last) == (0, "5 created"), said
    assert bodies(any_kind.boards("b")) == bodies(saved)
    any_kind.target.forget()
    again = any_kind.restore(saved)
    assert (again.code, again.last) == (0, "5 equal")
    assert any_kind.target.writes == []


def test_dashboards_stay_at_the_version_they_were_stored_at(both: Sites) -> None:
    """A v2 dashboard keeps its tabs."""
    both.source.add_dashboard("tabs", V2, version="v2beta1")
    saved = both.boards()

    assert both.restore(saved).code == 0
    assert both.target.spec("tabs")["layout"]["kind"] == "TabsLayout"
    assert bodies(both.boards("b")) == bodies(saved)


def test_what_differs_is_shown_panel_by_panel_and_left(any_kind: Sites) -> None:
    """Exit 0: nothing was asked for but what is missing; nothing is written."""
    fill(any_kind)
    saved = any_kind.boards()
    any_kind.restore(saved)
    any_kind.target.save_in_browser("two", lambda model: model["panels"][0].update(title="Edited"))
    any_kind.target.forget()

    said = any_kind.restore(saved)

    assert (said.code, said.last) == (0, "4 equal, 1 left as they are there")
    assert "renamed from Edited" in said.out
    assert "stays as it is there: --overwrite replaces it" in said.out
    assert any_kind.target.writes == []


def test_overwriting_keeps_a_copy_and_can_be_undone(any_kind: Sites) -> None:
    """--overwrite replaces what differs; `dash undo` brings back what was there, and takes away what was made."""
    fill(any_kind)
    saved = any_kind.boards()
    any_kind.restore(saved, "two")
    any_kind.target.save_in_browser("two", lambda model: model.update(title="Edited"))

    said = any_kind.restore(saved, "--overwrite", "--yes")
    assert (said.code, said.last) == (0, "3 created, 1 replaced, 1 equal"), said
    assert any_kind.target.spec("two")["title"] == "Two"

    undone = any_kind.dash("undo", "--env", "b", "--yes")
    assert undone.code == 0, undone
    assert any_kind.target.spec("two")["title"] == "Edited"
    assert set(any_kind.target.state.dashboards) == {"two"}
    assert set(any_kind.target.state.folders) == {"top"}


def test_overwriting_has_to_be_confirmed(both: Sites) -> None:
    """Without a terminal and without --yes it stops, with exit 2."""
    fill(both)
    saved = both.boards()
    both.restore(saved)
    both.target.save_in_browser("two", lambda model: model.update(title="Edited"))

    said = both.restore(saved, "--overwrite")

    assert said.code == 2
    assert "add --yes" in said.err
    assert both.target.spec("two")["title"] == "Edited"


def test_a_protected_environment_asks_first(both: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where nothing is overwritten."""
    fill(both)
    saved = both.boards()
    both.configure("protected = true")
    monkeypatch.setenv(SECRET, "correct horse battery")  # one that everybody knows is refused
    both.target.state.accounts.passwords["admin"] = "correct horse battery"

    assert both.restore(saved).code == 2
    assert both.restore(saved, "--yes").code == 0


def test_a_dry_run_cannot_write(both: Sites) -> None:
    """It says what would be done, and sends nothing that could change anything."""
    fill(both)
    saved = both.boards()
    both.target.forget()

    said = both.restore(saved, "--dry-run")

    assert (said.code, said.last) == (0, "5 to be created (dry run)")
    assert both.target.writes == []
    assert journal.pushes(both.root, "b") == []


def test_one_dashboard_brings_its_folders_along(both: Sites) -> None:
    """The folders around it are made where they are missing, and nothing else."""
    fill(both)
    saved = both.boards()

    said = both.restore(saved, "one")

    assert (said.code, said.last) == (0, "3 created")
    assert set(both.target.state.folders) == {"top", "a-below"}
    assert set(both.target.state.dashboards) == {"one"}


def test_needed_folders_that_are_there_are_not_touched(both: Sites) -> None:
    """A folder that has another title here is only a place."""
    fill(both)
    saved = both.boards()
    both.target.add_folder("top", "My own title")

    said = both.restore(saved, "--overwrite", "--yes", "two")

    assert (said.code, said.last) == (0, "1 created")
    assert both.target.state.folders["top"].now.spec["title"] == "My own title"


def test_a_folder_and_a_tag_choose_dashboards(both: Sites) -> None:
    """--folder takes all that is below it, --tag what carries it, both what is both."""
    fill(both)
    saved = both.boards()

    def chosen(*arguments: str) -> set[str]:
        return {one["name"] for one in both.report(saved, "--dry-run", *arguments)["objects"]}

    assert chosen("--folder", "top") == {"top", "a-below", "one", "two"}
    assert chosen("--folder", "a-below") == {"top", "a-below", "one"}
    assert chosen("--tag", "money") == {"top", "two"}
    assert chosen("--folder", "a-below", "--tag", "money") == set()
    assert chosen("--only", "folders") == {"top", "a-below"}


def test_into_another_folder(both: Sites) -> None:
    """The tree hangs below the folder; a single dashboard lies right in it."""
    fill(both)
    saved = both.boards()
    both.target.add_folder("new", "New")

    assert both.restore(saved, "--into-folder", "new").code == 0
    places = {uid: stored.now.folder for uid, stored in both.target.state.dashboards.items()}
    assert places == {"one": "a-below", "two": "top", "root": "new"}
    assert both.target.state.folders["top"].now.folder == "new"


def test_what_is_missing_around_an_object_is_refused_before_anything_is_written(both: Sites) -> None:
    """A dashboard without its folder is refused and named, with exit 4; the rest is restored."""
    fill(both)
    saved = both.boards()

    said = both.restore(saved, "--only", "dashboards")

    assert (said.code, said.last) == (4, "1 created, 2 refused")
    assert "refused dashboard one (One): its folder a-below is neither here nor restored" in said.out
    assert set(both.target.state.dashboards) == {"root"}


def test_what_a_file_owned_is_left_to_it(both: Sites) -> None:
    """A copy with the mark would be deleted at the next reload; --include-provisioned restores it without the mark."""
    both.source.add_dashboard("filed", board("Filed"), manager=FILE)
    saved = both.boards()

    said = both.restore(saved)
    assert (said.code, said.last) == (0, "1 skipped")
    assert "in the source it belongs to a provisioning file" in said.out

    assert both.restore(saved, "--include-provisioned").last == "1 created"
    assert "grafana.app/managedBy" not in both.target.annotations("filed")
    assert both.restore(saved, "--include-provisioned").last == "1 equal"


def test_what_a_file_of_the_target_owns_is_never_written(both: Sites) -> None:
    """Not even with --overwrite."""
    both.source.add_dashboard("filed", board("Ours"))
    saved = both.boards()
    both.target.add_dashboard("filed", board("Theirs"), manager=FILE)

    said = both.restore(saved, "--overwrite", "--yes")

    assert "it belongs to a provisioning file of the target" in said.out
    assert both.target.spec("filed")["title"] == "Theirs"


def test_a_name_that_the_backup_does_not_have_is_refused(both: Sites) -> None:
    """Exit 2: a typing error restores nothing, rather than less than was meant."""
    fill(both)
    saved = both.boards()

    for arguments in (["nobody"], ["--folder", "Top"], ["--org", "Other"], ["--only", "dashboard"]):
        said = both.restore(saved, *arguments)
        assert said.code == 2, said
        assert both.target.state.dashboards == {}
    assert "did you mean its uid, top?" in both.restore(saved, "--folder", "Top").err


def test_earlier_versions_are_played_again(any_kind: Sites) -> None:
    """With --history a dashboard that is made has its versions, oldest first, and ends as it was saved."""
    any_kind.source.add_dashboard("one", board("First"))
    any_kind.source.save_in_browser("one", lambda model: model.update(title="Second"))
    any_kind.source.save_in_browser("one", lambda model: model.update(title="Third"))
    saved = any_kind.backup("a", "--history", "--only", "dashboards", "--only", "dashboard-versions")

    assert any_kind.restore(saved, "--history").code == 0
    titles = [revision.spec["title"] for revision in any_kind.target.state.dashboards["one"].revisions]
    assert titles == ["First", "Second", "Third"]
    assert any_kind.restore(saved, "--history").last == "1 equal"


def test_somebody_who_is_faster_is_not_overwritten(both: Sites) -> None:
    """A save between the plan and the write: refused with exit 4, and the save stays."""
    fill(both)
    saved = both.boards()
    both.restore(saved)
    both.target.save_in_browser("two", lambda model: model.update(title="Edited"))

    def overtake(seen: Seen) -> Fault | None:
        if not seen.writes or both.target.spec("two")["title"] != "Edited":
            return None
        return Fault(name="overtaken", act=lambda: both.target.save_in_browser("two", faster))

    def faster(model: Json) -> None:
        model.update(title="Faster")

    with proxied(both.target.url) as proxy:
        both.configure(url=proxy.url)
        proxy.forget(overtake)
        said = both.restore(saved, "--overwrite", "--yes")

    assert said.code == 4, said
    assert "different dashboard two (Two)" in said.out
    assert both.target.spec("two")["title"] == "Faster"


def test_nothing_is_written_without_a_journal(both: Sites) -> None:
    """A file where its folder should be, or a full disk: exit 5."""
    fill(both)
    saved = both.boards()
    (both.root / ".dash").write_text("")
    both.target.forget()

    assert both.restore(saved).code == 5
    assert both.target.writes == []


def test_a_folder_gets_its_title_and_place_back(any_kind: Sites) -> None:
    """With --overwrite, on every kind of Grafana."""
    fill(any_kind)
    saved = any_kind.boards()
    any_kind.target.add_folder("top", "Another title")
    any_kind.target.add_folder("a-below", "Below")

    said = any_kind.restore(saved, "--overwrite", "--yes", "--only", "folders")

    assert (said.code, said.last) == (0, "2 replaced"), said
    assert any_kind.target.state.folders["top"].now.spec["title"] == "Top"
    assert any_kind.target.state.folders["a-below"].now.folder == "top"


def test_an_older_grafana_takes_classic_dashboards(tmp_path: Path) -> None:
    """From 12.4 to 11: what is stored as v1 comes back as it looks; what is v2 is refused and named."""
    with sites(tmp_path / "project", "unified", "v11") as both:
        both.source.add_dashboard("one", board("One"))
        both.source.save_in_browser("one", lambda model: model.update(title="In v1"))
        both.source.add_dashboard("tabs", V2, version="v2beta1")
        saved = both.boards()

        said = both.restore(saved)

        assert (said.code, said.last) == (4, "1 created, 1 refused"), said
        assert "it is stored as v2beta1, which this Grafana" in said.out
        assert both.target.spec("one")["title"] == "In v1"
        assert both.restore(saved).last == "1 equal, 1 refused"


def test_a_folder_that_is_not_there_cannot_take_anything(both: Sites) -> None:
    """Exit 2, before anything is compared."""
    fill(both)

    said = both.restore(both.boards(), "--into-folder", "nowhere")

    assert (said.code, "has no folder nowhere" in said.err) == (2, True)
