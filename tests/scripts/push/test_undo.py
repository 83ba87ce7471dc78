"""`dash undo` and `dash history`: what comes back, what is refused, what is told."""

import json

import pytest
from support.workshop import FOLDER, Workshop, board


def test_undo_of_a_creation_deletes(any_shop: Workshop) -> None:
    """What was not there before is gone again; the journal tells both."""
    any_shop.push()

    said = any_shop.undo()

    assert said.code == 0
    assert any_shop.titles == {}
    first, second = any_shop.pushes
    assert (first.undone, second.header.undoes) == (frozenset({"a", "b"}), first.header.id)


def test_undo_of_an_update_puts_back_what_was_there(any_shop: Workshop) -> None:
    """Content, tags and mark: the next push sees the code ahead, as it did before."""
    any_shop.push()
    any_shop.code("a", board("A2"))
    any_shop.push()

    assert any_shop.undo().code == 0

    assert any_shop.titles["a"] == "A"
    assert "~ a  A2\n    code ahead" in any_shop.push("--dry-run").out


def test_pushes_are_undone_from_the_last_to_the_first(any_shop: Workshop) -> None:
    """Each undo takes the newest push that is still there."""
    any_shop.push()
    any_shop.code("a", board("A2"))
    any_shop.push()

    assert any_shop.undo().code == 0
    assert any_shop.undo().code == 0
    assert any_shop.titles == {}
    said = any_shop.undo()
    assert (said.code, "no push that is not undone" in said.err) == (2, True)


def test_an_edit_since_the_push_is_not_taken_back(any_shop: Workshop) -> None:
    """Refused with exit 4; the other dashboards go back."""
    any_shop.push()
    for uid in "ab":
        any_shop.code(uid, board(f"{uid.upper()}2"))
    any_shop.push()
    any_shop.edit("a")

    said = any_shop.undo()

    assert said.code == 4
    assert "refused a: it was edited since" in said.out
    assert any_shop.titles == {"a": "Edited", "b": "B"}


def test_what_was_deleted_since_is_not_brought_back(shop: Workshop) -> None:
    """Somebody deleted it on purpose."""
    shop.push()
    shop.code("a", board("A2"))
    shop.push()
    del shop.grafana.state.dashboards["a"]

    said = shop.undo()

    assert said.code == 4
    assert "refused a: it is gone since" in said.out


def test_a_dashboard_made_anew_is_another(shop: Workshop) -> None:
    """Deleted and made again with the same content: not ours to delete."""
    shop.push("a")
    spec, notes = shop.grafana.spec("a"), shop.grafana.annotations("a")
    del shop.grafana.state.dashboards["a"]
    shop.grafana.add_dashboard("a", spec, folder=FOLDER, annotations=notes)

    said = shop.undo()

    assert said.code == 4
    assert "it was deleted and made anew since" in said.out


def test_one_dashboard_of_a_push(any_shop: Workshop) -> None:
    """--only takes one back; the rest can be taken back later."""
    any_shop.push()

    assert any_shop.undo("--only", "a").code == 0
    assert any_shop.titles == {"b": "B"}
    assert any_shop.undo("--only", "a").code == 2
    assert any_shop.undo().code == 0
    assert any_shop.titles == {}


def test_a_dry_run_only_tells(shop: Workshop) -> None:
    """Nothing is sent but reading."""
    shop.push()
    shop.grafana.forget()

    said = shop.undo("--dry-run")

    assert said.code == 0
    assert "- a" in said.out
    assert shop.grafana.writes == []
    assert len(shop.pushes) == 1


def test_deletions_are_confirmed(shop: Workshop) -> None:
    """As in a push: without a terminal and without --yes it stops."""
    shop.push()

    said = shop.dash("undo", "--env", "t")

    assert said.code == 2
    assert "deletions have to be confirmed" in said.err
    assert set(shop.titles) == {"a", "b"}


def test_an_undo_is_named_by_the_beginning_of_its_id(shop: Workshop) -> None:
    """Any push can be taken back, not only the last."""
    shop.push("a")
    first = shop.pushes[0].header.id
    shop.push("b")

    assert shop.undo(first[:-1]).code == 0
    assert set(shop.titles) == {"b"}


def test_the_journal_of_another_grafana_is_refused(shop: Workshop) -> None:
    """The environment points somewhere else now: nothing is touched there."""
    shop.push()
    shop.configure(url=shop.grafana.url.replace("127.0.0.1", "localhost"))

    said = shop.undo()

    assert said.code == 2
    assert "went to http://127.0.0.1" in said.err
    assert set(shop.titles) == {"a", "b"}


def test_an_undone_edit_is_an_edit_again(shop: Workshop) -> None:
    """After undo of --ours the browser's mark is back, and a push is refused as before."""
    shop.push()
    shop.edit("a")
    shop.push("--ours", "a")

    shop.undo()

    assert "grafana.app/saved-from-ui" in shop.grafana.annotations("a")
    assert shop.push().code == 4


def test_history_lists_pushes_and_undos(shop: Workshop) -> None:
    """One line each, the newest last; the same as JSON."""
    shop.push()
    shop.code("a", board("A2"))
    shop.push()
    shop.undo()

    lines = shop.dash("history", "--env", "t").out.splitlines()
    assert [line.split(": ", 1)[1] for line in lines] == ["2 created", "1 updated  (undone)", "1 updated"]
    assert f"undo of {shop.pushes[1].header.id}" in lines[2]

    document = json.loads(shop.dash("history", "--env", "t", "--format", "json").out)
    assert [one["kind"] for one in document] == ["push", "push", "undo"]
    assert document[1]["dashboards"] == [
        {"uid": "a", "title": "A2", "action": "update", "outcome": "done", "why": None, "undone": True}
    ]


def test_an_empty_history_says_so(shop: Workshop) -> None:
    """On stderr: the result is empty."""
    said = shop.dash("history", "--env", "t")

    assert (said.code, said.out) == (0, "")
    assert "no push to t in the journal" in said.err


def test_undo_names_what_a_push_did_not_write(shop: Workshop) -> None:
    """And what it did, for whoever mistyped."""
    shop.push()

    said = shop.undo("--only", "c")

    assert said.code == 2
    assert "wrote no c, or it was taken back already" in said.err
    assert "it wrote a, b" in said.err


def test_undo_of_what_is_back_already_writes_nothing(shop: Workshop) -> None:
    """Somebody was quicker, in the browser."""
    shop.push("a")
    del shop.grafana.state.dashboards["a"]
    shop.grafana.forget()

    said = shop.undo()

    assert said.code == 0
    assert "a  is already as it was before" in said.out
    assert shop.grafana.writes == []


def test_undo_asks_where_a_push_would_ask_and_takes_no_for_an_answer(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of deletions; nothing is written, exit 2."""
    shop.push("a")
    asked: list[str] = []

    def refuse(question: str, *_: str, yes: bool) -> bool:
        asked.append(question)
        return yes

    monkeypatch.setattr("scripts.undoing.confirm", refuse)

    said = shop.dash("undo", "--env", "t")

    assert asked == ["Take 1 back, deleting a, in t?"]
    assert (said.code, said.err) == (2, "nothing is written\n")
    assert set(shop.titles) == {"a"}
