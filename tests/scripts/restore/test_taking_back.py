"""`dash undo` after a restore: what somebody did since stays, and what stays is named."""

from pathlib import Path

import pytest
from support.faults import answering, proxied
from support.twosites import Sites
from support.workshop import board

from scripts.grafana import patience
from scripts.restore.kinds import folders


def fill(both: Sites) -> Path:
    """Two dashboards in a folder, restored to the target; tells the backup."""
    both.source.add_folder("team", "Team")
    both.source.add_dashboard("one", board("One"), folder="team")
    both.source.add_dashboard("two", board("Two"))
    saved = both.boards()
    assert both.restore(saved).code == 0
    return saved


def test_what_was_changed_since_stays_and_so_does_its_folder(both: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 4: each with its reason; what somebody deleted already is nothing to talk about."""
    monkeypatch.setattr(folders, "PATIENCE", 0.0)
    fill(both)
    both.target.save_in_browser("one", lambda model: model.update(title="Mine"))
    both.target.call("DELETE", "/api/dashboards/uid/two")

    said = both.dash("undo", "--env", "b", "--yes")

    assert said.code == 4, said
    told = said.out + said.err
    assert "one" in told
    assert "it was changed since" in told
    assert both.target.spec("one")["title"] == "Mine"
    assert "team" in both.target.state.folders


def test_what_was_replaced_and_then_deleted_is_not_made_again(both: Sites) -> None:
    """Whoever deleted it meant it: "it is gone since"."""
    saved = fill(both)
    both.target.save_in_browser("two", lambda model: model.update(title="Before"))
    assert both.restore(saved, "--overwrite", "--yes").last == "1 replaced, 2 equal"
    both.target.call("DELETE", "/api/dashboards/uid/two")

    said = both.dash("undo", "--env", "b", "--yes")

    assert (said.code, "it is gone since" in said.out + said.err) == (4, True), said
    assert "two" not in both.target.state.dashboards


def test_what_grafana_refuses_to_take_back_is_named_and_can_be_tried_again(
    both: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4 with Grafana's error; a second undo takes it back."""
    monkeypatch.setattr(patience, "BASE", 0.0)
    both.source.call("POST", "/api/teams", {"name": "ops", "email": ""})
    both.source.call("POST", "/api/teams", {"name": "dev", "email": ""})
    saved = both.backup("a", "--only", "teams")
    with proxied(both.target.url) as proxy:
        both.configure(url=proxy.url)
        assert both.restore(saved).last == "2 created"
        proxy.forget(lambda seen: answering(500) if seen.method == "DELETE" else None)
        said = both.dash("undo", "--env", "b", "--yes")
        assert said.code == 4, said
        assert "500" in said.out + said.err
        assert len(both.target.call("GET", "/api/teams/search")["teams"]) == 2
        proxy.forget()
        assert both.dash("undo", "--env", "b", "--yes").code == 0
    assert both.target.call("GET", "/api/teams/search")["teams"] == []


def test_an_organisation_stays_with_its_members_where_something_in_it_was_changed(both: Sites) -> None:
    """Nobody could get at the change without them; the rest is taken back."""
    ask = both.source.call
    number = ask("POST", "/api/orgs", {"name": "Second"})["orgId"]
    ask("POST", "/api/folders", {"uid": "theirs", "title": "Theirs"}, org=number)
    ask("POST", "/api/folders", {"uid": "other", "title": "Other"}, org=number)
    assert both.restore(both.backup("a", "--only", "organisations", "--only", "members", "--only", "folders")).code == 0
    rows = both.target.call("GET", "/api/orgs")
    there = next(row["id"] for row in rows if row["name"] == "Second")
    folder = both.target.call("GET", "/api/folders/theirs", org=there)
    both.target.call("PUT", "/api/folders/theirs", {"title": "Mine", "version": folder["version"]}, org=there)

    said = both.dash("undo", "--env", "b", "--yes")

    assert said.code == 4, said
    assert "something in it was changed since" in said.out + said.err
    assert both.target.call("GET", "/api/folders/theirs", org=there)["title"] == "Mine"
    assert [row["uid"] for row in both.target.call("GET", "/api/folders", org=there)] == ["theirs"]
