"""Teams, members and permissions of people who are not in the target."""

import pytest
from support.twosites import Sites


@pytest.fixture
def peopled(both: Sites) -> Sites:
    """A source with a user, who is in a team and may do something in a folder, as the team may."""
    ask = both.source.call
    body = {"login": "eve", "name": "Eve", "email": "eve@example.com", "password": "pw-12345"}
    user = ask("POST", "/api/admin/users", body)["id"]
    team = ask("POST", "/api/teams", {"name": "ops", "email": "ops@example.com"})["teamId"]
    ask("PUT", f"/api/teams/{team}/members", {"members": ["eve@example.com"], "admins": []})
    both.source.add_folder("team", "Team")
    rows = [{"role": "Viewer", "permission": 1}, {"userId": user, "permission": 2}, {"teamId": team, "permission": 4}]
    ask("POST", "/api/folders/team/permissions", {"items": rows})
    return both


def test_who_is_missing_is_named_and_the_rest_is_restored(peopled: Sites) -> None:
    """Exit 4: the folder, the team and the rows of those who are here; nobody gets more than they had."""
    saved = peopled.backup("a")

    kinds = ("folders", "folder-permissions", "members")
    said = peopled.restore(saved, *(f"--only={kind}" for kind in kinds))

    assert said.code == 4, said
    assert "user eve, team ops are not here" in said.out or "team ops, user eve are not here" in said.out
    assert "failed member eve (Eve)" in said.out
    rows = peopled.target.call("GET", "/api/folders/team/permissions")
    assert [(row.get("role"), row["permission"]) for row in rows] == [("Viewer", 1)]


def test_a_team_comes_back_without_the_member_who_is_missing(peopled: Sites) -> None:
    """Exit 4 with the login; once the user is there, the next run with --overwrite completes it."""
    saved = peopled.backup("a")

    said = peopled.restore(saved, "--only", "teams")
    assert (said.code, "eve is not here" in said.out) == (4, True), said

    assert peopled.restore(saved, "--only", "users").code == 0
    said = peopled.restore(saved, "--only", "teams", "--overwrite", "--yes")
    assert said.code == 0, said
    assert peopled.restore(saved, "--only", "teams").last == "1 equal"
