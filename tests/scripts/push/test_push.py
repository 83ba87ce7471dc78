"""`dash push` against every kind of Grafana: what it writes, what it refuses, what it says."""

import re

import pytest
import requests
from support.grafana.provisioning import File
from support.grafana.standin import Manager
from support.workshop import FOLDER, Workshop, board

from scripts.grafana.marks import TAG


def test_the_first_push_makes_folder_and_dashboards(any_shop: Workshop) -> None:
    """Everything is there, in our folder, and the second push writes nothing at all."""
    said = any_shop.push()

    assert (said.code, said.last) == (0, "2 created")
    assert any_shop.titles == {"a": "A", "b": "B"}
    assert {stored.now.folder for stored in any_shop.grafana.state.dashboards.values()} == {FOLDER}
    assert any_shop.grafana.state.folders[FOLDER].now.title == "Team"

    any_shop.grafana.forget()
    again = any_shop.push()
    assert (again.code, again.last) == (0, "2 in sync")
    assert any_shop.grafana.writes == []


def test_only_what_differs_is_written(any_shop: Workshop) -> None:
    """One dashboard changed: one write and one more version of it, none of the other."""
    any_shop.push()
    before = {uid: any_shop.grafana.revisions(uid) for uid in "ab"}
    any_shop.code("a", board("A", "One", "Two"))
    any_shop.grafana.forget()

    said = any_shop.push()

    assert (said.code, said.last) == (0, "1 updated, 1 in sync")
    assert len(any_shop.grafana.writes) == 1
    assert {uid: any_shop.grafana.revisions(uid) - before[uid] for uid in "ab"} == {"a": 1, "b": 0}


def test_an_unchanged_save_in_the_browser_is_no_difference(any_shop: Workshop) -> None:
    """Somebody opens a dashboard and saves it: nothing to push, nothing refused."""
    any_shop.push()
    any_shop.grafana.save_in_browser("a")

    said = any_shop.push()

    assert (said.code, said.last) == (0, "2 in sync")


def test_an_edit_in_grafana_is_never_overwritten(any_shop: Workshop) -> None:
    """Refused with exit 4 and the three ways on; the other dashboards are pushed all the same."""
    any_shop.push()
    any_shop.edit("a")
    any_shop.code("b", board("B2"))

    said = any_shop.push()

    assert (said.code, said.last) == (4, "1 updated, 1 refused")
    assert any_shop.titles == {"a": "Edited", "b": "B2"}
    assert "refused a: edited in Grafana" in said.out
    for way in ("dash push --env t --theirs a", "dash push --env t --ours a", "dash adopt --env t a"):
        assert way in said.out


def test_changes_on_both_sides_are_refused(any_shop: Workshop) -> None:
    """The code moved on and so did Grafana: nobody is overwritten."""
    any_shop.push()
    any_shop.edit("a")
    any_shop.code("a", board("A2"))

    said = any_shop.push()

    assert said.code == 4
    assert "refused a: changed on both sides" in said.out
    assert any_shop.titles["a"] == "Edited"


def test_ours_overwrites_and_keeps_a_copy(any_shop: Workshop) -> None:
    """--ours brings the code's version; the edit is in the journal, and undo brings it back."""
    any_shop.push()
    any_shop.edit("a")

    said = any_shop.push("--ours", "a")

    assert (said.code, said.last) == (0, "1 updated, 1 in sync")
    assert any_shop.titles["a"] == "A"
    assert any_shop.undo().code == 0
    assert any_shop.titles["a"] == "Edited"
    assert "edited in Grafana" in any_shop.push("--dry-run").out


def test_theirs_leaves_it_alone(any_shop: Workshop) -> None:
    """--theirs is not refused, and nothing is written."""
    any_shop.push()
    any_shop.edit("a")
    any_shop.grafana.forget()

    said = any_shop.push("--theirs", "a")

    assert (said.code, said.last) == (0, "1 in sync, 1 kept")
    assert any_shop.grafana.writes == []


def test_a_dashboard_that_dash_never_pushed_is_not_taken_over(any_shop: Workshop) -> None:
    """A hand-made dashboard with the uid of ours is refused until somebody says --ours."""
    any_shop.grafana.add_folder(FOLDER)
    any_shop.grafana.add_dashboard("a", board("By hand"), folder=FOLDER)

    said = any_shop.push()

    assert said.code == 4
    assert "changed on both sides (it has no mark of dash)" in said.out
    assert any_shop.titles["a"] == "By hand"
    assert any_shop.push("--ours", "a").code == 0
    assert any_shop.titles["a"] == "A"
    assert any_shop.push().last == "2 in sync"


def test_a_dashboard_that_somebody_moved_is_an_edit(any_shop: Workshop) -> None:
    """The folder belongs to what is compared."""
    any_shop.push()
    any_shop.grafana.add_folder("elsewhere")
    any_shop.grafana.add_dashboard("c", board("C"), folder="elsewhere")
    any_shop.code("c", board("C"))

    said = any_shop.push()

    assert said.code == 4
    assert "refused c: edited in Grafana (it lies in elsewhere, not in team)" in said.out


def test_a_provisioned_dashboard_is_refused_by_name(any_shop: Workshop) -> None:
    """Even --ours does not write over a file's dashboard, which a plain PUT would."""
    any_shop.grafana.add_folder(FOLDER)
    file = File(spec=board("File"), uid="a", provider="p", path="/x/a.json", folder=FOLDER)
    any_shop.grafana.provision(file)

    said = any_shop.push("--ours", "a")

    assert said.code == 4
    assert "refused a: from a provisioning file" in said.out
    assert any_shop.titles["a"] == "File"


@pytest.mark.parametrize("kind", ["terraform", "repo", "plugin", "kubectl"])
def test_a_dashboard_of_another_manager_is_refused_by_name(shop: Workshop, kind: str) -> None:
    """Terraform, Git Sync, plugins and other tools: named, and nothing is sent."""
    shop.grafana.add_folder(FOLDER)
    shop.grafana.add_dashboard("a", board("Theirs"), folder=FOLDER, manager=Manager(kind=kind, ident="them"))
    shop.grafana.forget()

    said = shop.push("--ours", "a")

    assert said.code == 4
    assert "refused a: managed by someone else" in said.out
    assert "(them)" in said.out
    assert shop.titles["a"] == "Theirs"
    assert shop.grafana.state.git_writes == []


def test_the_mark_tells_the_file_and_the_checksum(shop: Workshop) -> None:
    """On unified storage by annotations, and the message carries the checksum."""
    shop.configure("locked = true")
    shop.push()

    notes = shop.grafana.annotations("a")

    assert notes["grafana.app/managedBy"] == "kubectl"
    assert notes["grafana.app/managerId"] == "dash"
    assert notes["grafana.app/managerAllowsEdits"] == "false"
    assert notes["grafana.app/sourcePath"] == "boards/a.json"
    assert notes["grafana.app/message"] == f"dash sha256:{notes['grafana.app/sourceChecksum']}"
    assert TAG not in shop.grafana.spec("a").get("tags", [])
    with pytest.raises(PermissionError):
        shop.edit("a")


@pytest.mark.parametrize("mode", ["legacy", "v12.3", "v11", "v10"])
def test_the_mark_is_a_tag_where_annotations_do_not_survive(
    tmp_path_factory: pytest.TempPathFactory, mode: str
) -> None:
    """The tag is no content: it makes no difference and the code does not need it."""
    from support.workshop import workshop

    with workshop(tmp_path_factory.mktemp("x") / "project", mode) as made:
        made.push()

        assert made.grafana.spec("a")["tags"] == [TAG]
        assert made.push().last == "2 in sync"


def test_annotations_of_others_survive_a_push(shop: Workshop) -> None:
    """What another tool noted on the dashboard is kept."""
    shop.grafana.add_folder(FOLDER)
    shop.grafana.add_dashboard("a", board("Old"), folder=FOLDER, annotations={"example.com/owner": "ops"})

    assert shop.push("--ours", "a").code == 0

    assert shop.grafana.annotations("a")["example.com/owner"] == "ops"


def test_a_dry_run_writes_nothing(any_shop: Workshop) -> None:
    """It tells what would be done, and neither Grafana nor the journal know of it."""
    said = any_shop.push("--dry-run")

    assert (said.code, said.last) == (0, "2 to be written (dry run)")
    assert any_shop.grafana.writes == []
    assert any_shop.pushes == []
    assert any_shop.titles == {}


def test_a_dry_run_has_the_exit_code_of_the_push(shop: Workshop) -> None:
    """What would be refused is refused."""
    shop.push()
    shop.edit("a")

    assert shop.push("--dry-run").code == 4


def test_only_the_dashboards_that_are_named(any_shop: Workshop) -> None:
    """The others are not even read."""
    said = any_shop.push("a")

    assert (said.code, said.last) == (0, "1 created")
    assert any_shop.titles == {"a": "A"}


def test_values_of_the_environment_are_pushed(shop: Workshop) -> None:
    """Links and data sources of dash.toml arrive, and make no difference afterwards."""
    variables = [
        {"name": "runbooks", "type": "constant", "query": "docs", "hide": 2},
        {"name": "ds", "type": "datasource", "query": "prometheus"},
    ]
    shop.code("a", board("A", templating={"list": variables}))
    shop.configure(
        sections='[environments.t.links]\nrunbooks = "https://wiki"\n[environments.t.datasources]\nprometheus = "prom"'
    )

    shop.push()

    constant, source = shop.grafana.spec("a")["templating"]["list"]
    assert constant["query"] == "https://wiki"
    assert source["current"]["value"] == "prom"
    assert shop.push().last == "2 in sync"


def test_the_root_can_be_the_folder(any_shop: Workshop) -> None:
    """No folder is made, and viewers may see the dashboards."""
    any_shop.configure()
    text = (any_shop.root / "dash.toml").read_text().replace('uid = "team"', 'uid = ""')
    (any_shop.root / "dash.toml").write_text(text)

    assert any_shop.push().last == "2 created"
    assert any_shop.push().last == "2 in sync"
    assert any_shop.grafana.state.folders == {}
    assert any(grant for grant in any_shop.grafana.state.dashboards["a"].grants)


def test_a_folder_of_another_manager_is_refused(shop: Workshop) -> None:
    """Nothing is put into a folder that a repository owns."""
    shop.grafana.add_folder(FOLDER, manager=Manager(kind="repo", ident="git"))

    said = shop.push()

    assert said.code == 4
    assert "folder team is managed by repo" in said.err
    assert shop.titles == {}


def test_what_the_dashboards_need_is_checked_before_the_first_write(shop: Workshop) -> None:
    """A missing data source is named with the panels it would break; exit 1, nothing written."""
    spec = board("A")
    spec["panels"][0]["datasource"] = {"type": "loki", "uid": "logs"}
    shop.code("a", spec)

    said = shop.push()

    assert (said.code, said.last) == (1, "2 not written")
    assert "data source logs is missing: needed by a: panel One" in said.out
    assert shop.titles == {}
    assert shop.push("--ignore-missing").code == 0
    assert set(shop.titles) == {"a", "b"}


def test_annotate_marks_the_deployment(shop: Workshop) -> None:
    """One annotation with the tag that the dashboards show, and none when nothing was pushed."""
    shop.push("--annotate")
    shop.push("--annotate")

    (mark,) = shop.grafana.state.annotations
    assert mark["tags"] == ["deployment"]
    assert mark["text"] == "dash push: a, b"


def test_a_protected_environment_asks(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal and without --yes nothing is written, and the hint says what to add."""
    shop.configure("protected = true")
    monkeypatch.setenv("SECRET", "correct horse battery")
    shop.grafana.state.accounts.passwords["admin"] = "correct horse battery"

    said = shop.push()

    assert said.code == 2
    assert "t is protected, and nobody is there to be asked" in said.err
    assert "--yes" in said.err
    assert shop.titles == {}
    assert shop.push("--yes").last == "2 created"


def test_a_protected_environment_refuses_a_password_that_everybody_knows(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grafana's default, or the one of .env.example: nothing is written. What only reads still reads."""
    shop.configure("protected = true")
    assert shop.push("--dry-run").code == 0
    for known in ("admin", "change-me"):
        monkeypatch.setenv("SECRET", known)
        shop.grafana.state.accounts.passwords["admin"] = known
        said = shop.push("--yes")
        assert said.code == 2
        assert "t is protected, but everybody knows its password ($SECRET)" in said.err
        assert known not in said.err
    assert shop.titles == {}


def test_in_sync_nobody_is_asked(shop: Workshop) -> None:
    """A protected environment with nothing to do is exit 0."""
    shop.push()
    shop.configure("protected = true")

    assert shop.push().code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--ours", "nope"), "nope is neither in the code nor ours in Grafana"),
        (("--ours", "a", "--theirs", "a"), "--ours and --theirs both name a"),
        (("--prune", "a"), "--prune looks at everything"),
        (("nope",), "no dashboard has the uid nope"),
    ],
)
def test_choices_that_make_no_sense_are_refused(shop: Workshop, arguments: tuple[str, ...], words: str) -> None:
    """Exit 2, one line, nothing written."""
    said = shop.push(*arguments)

    assert said.code == 2
    assert words in said.err
    assert shop.titles == {}


def test_locking_an_environment_locks_what_was_pushed_before(shop: Workshop) -> None:
    """Setting `locked` is a change of its own, told by diff, pushed once, and taken back the same way."""
    shop.push()
    shop.configure("locked = true")
    told = shop.dash("diff", "--env", "t")

    assert told.code == 1
    assert "the browser may save it, and shall not" in told.out
    assert shop.push().last == "2 updated"
    assert shop.push().last == "2 in sync"
    shop.configure()
    assert shop.push().last == "2 updated"
    assert shop.push().last == "2 in sync"


def test_a_newer_canonical_form_takes_no_push_for_an_edit(shop: Workshop) -> None:
    """The checksum that an older dash wrote is another one; the history tells that nobody has changed it since."""
    shop.push()
    for revision in shop.grafana.state.dashboards["a"].revisions:
        revision.rendered.clear()
        revision.message = re.sub(r"\b[0-9a-f]{64}\b", "0" * 64, revision.message)
        for key, value in revision.annotations.items():
            revision.annotations[key] = re.sub(r"\b[0-9a-f]{64}\b", "0" * 64, value)
    shop.code("a", board("A", "One", "Two"))

    assert shop.push().last == "1 updated, 1 in sync"

    shop.edit("a")
    shop.code("a", board("A", "Three"))
    assert shop.push().code == 4


def test_an_edit_that_kept_our_message_is_an_edit(shop: Workshop) -> None:
    """`kubectl edit` sends back all annotations, our message too: the version of the edit is not taken for our push."""
    shop.push()
    path = f"{shop.grafana.url}/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards/a"
    found = requests.get(path, auth=("admin", "admin"), timeout=10).json()
    found["spec"]["title"] = "Edited"
    requests.put(path, json=found, auth=("admin", "admin"), timeout=10).raise_for_status()

    said = shop.push()

    assert (said.code, said.last) == (4, "1 in sync, 1 refused")
    assert shop.titles["a"] == "Edited"
