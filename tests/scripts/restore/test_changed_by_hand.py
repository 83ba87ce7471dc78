"""What somebody changed of people, playlists, panels and addresses: replaced with --overwrite, put back by the undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.seeding import Seeder
from support.twosites import Sites, bodies, sites

from scripts.jsonvalue import Json

BOARD = "/api/dashboards/uid"
SHOW: Json = {
    "uid": "show",
    "name": "Show",
    "interval": "1m",
    "items": [{"type": "dashboard_by_uid", "value": "one"}],
}
PLAYED: Json = {"name": "Changed", "interval": "9m", "items": [{"type": "dashboard_by_tag", "value": "other"}]}


@pytest.fixture
def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Sites, Path]]:
    """A Grafana that has one of everything from a backup."""
    monkeypatch.setenv("DASH_SECRET_RT_C1_URL", "http://127.0.0.1:9/hook")
    monkeypatch.setenv("DASH_SECRET_RT_C4_INTEGRATIONKEY", "secret-key")
    with sites(tmp_path / "project") as both:
        Seeder(both.source.url).run()
        saved = both.backup()
        assert both.restore(saved).code == 0
        yield both, saved


def people(both: Sites) -> None:
    """Change users, the members of a team, a role in the first organisation, and a service account."""
    ask = both.target.call
    users = {row["login"]: row["id"] for row in ask("GET", "/api/users?perpage=1000")}
    ask(
        "PUT",
        f"/api/users/{users['rt-viewer']}",
        {"login": "rt-viewer", "email": "rt-viewer@example.com", "name": "Changed"},
    )
    ask("PUT", f"/api/admin/users/{users['rt-server']}/permissions", {"isGrafanaAdmin": False})
    ask("POST", f"/api/admin/users/{users['rt-off']}/enable")
    ask("PATCH", f"/api/org/users/{users['rt-editor']}", {"role": "Viewer"})
    teams = {row["name"]: row["id"] for row in ask("GET", "/api/teams/search?perpage=1000")["teams"]}
    ask("PUT", f"/api/teams/{teams['rt ops']}", {"name": "rt ops", "email": "changed@example.com"})
    ask("PUT", f"/api/teams/{teams['rt dev']}/members", {"members": ["rt-admin@example.com"], "admins": []})
    accounts = ask("GET", "/api/serviceaccounts/search?perpage=1000")["serviceAccounts"]
    account = next(row["id"] for row in accounts if row["name"] == "rt-sa")
    ask("PATCH", f"/api/serviceaccounts/{account}", {"name": "rt-sa", "role": "Viewer"})


def content(both: Sites) -> None:
    """Change playlists, public dashboards, library panels, data sources, folders and the choice of Alertmanagers."""
    ask = both.target.call
    ask("PUT", "/api/playlists/rt-pl", PLAYED)
    ask("PATCH", f"{BOARD}/rt-d-v0/public-dashboards/rt-pub", {"isEnabled": False})
    ask("DELETE", f"{BOARD}/rt-d-v1/public-dashboards/rt-pub2")
    ask(
        "POST",
        f"{BOARD}/rt-d-v1/public-dashboards",
        {"uid": "other", "accessToken": "2123456789abcdef0123456789abcdef", "isEnabled": True, "share": "public"},
    )
    panel = {"kind": 1, "model": {"type": "stat", "title": "Changed"}, "version": 1}
    ask("PATCH", "/api/library-elements/rt-lp2", {**panel, "name": "Changed", "folderUid": ""})
    moved = ask("GET", "/api/library-elements/rt-lp4")["result"]
    ask("DELETE", "/api/library-elements/rt-lp4")
    ask(
        "POST",
        "/api/library-elements",
        {"uid": "rt-lp4", "folderUid": "rt-x", **{key: moved[key] for key in ("name", "kind", "model")}},
    )
    source = ask("GET", "/api/datasources/uid/rt-loki")
    ask("PUT", "/api/datasources/uid/rt-loki", {**source, "url": "http://127.0.0.1:8"})
    folder = ask("GET", "/api/folders/rt-x")
    ask("PUT", "/api/folders/rt-x", {"title": "Changed", "version": folder["version"]})
    ask("POST", "/api/v1/ngalert/admin_config", {"alertmanagersChoice": "all"})


def integrations(both: Sites) -> None:
    """Give a contact point one integration more, and take one away."""
    ask = both.target.call
    ask(
        "POST",
        "/api/v1/provisioning/contact-points",
        {"uid": "rt-more", "name": "rt ops", "type": "email", "settings": {"addresses": "more@example.com"}},
    )
    ask("DELETE", "/api/v1/provisioning/contact-points/rt-c3")


CHANGED = {
    "alerting-settings",
    "contact-points",
    "data-sources",
    "folders",
    "library-panels",
    "members",
    "playlists",
    "public-dashboards",
    "service-accounts",
    "teams",
    "users",
}


def test_what_was_changed_of_every_kind_is_replaced_and_put_back(restored: tuple[Sites, Path]) -> None:
    """Left without the flag; with it equal to the backup; after the undo as it was changed."""
    both, saved = restored
    for change in (people, content, integrations):
        change(both)
    mangled = bodies(both.backup("b"))

    shown = both.report(saved, "--dry-run")
    assert {one["kind"] for one in shown["objects"] if one["action"] == "leave"} == CHANGED

    said = both.restore(saved, "--overwrite", "--yes")
    assert said.code == 0, said
    assert {one["action"] for one in both.report(saved, "--dry-run")["objects"]} == {"equal"}

    undone = both.dash("undo", "--env", "b", "--yes")
    assert undone.code == 0, undone
    assert bodies(both.backup("b")) == mangled


def test_stars_that_are_missing_are_set_and_only_those_are_taken_away(restored: tuple[Sites, Path]) -> None:
    """Without --overwrite, for a star more does no harm; the undo leaves those that were there before."""
    both, saved = restored
    ask = both.target.call
    ask("DELETE", "/api/user/stars/dashboard/uid/rt-d-v0")
    ask("POST", "/api/user/stars/dashboard/uid/rt-d-root1")
    before = set(ask("GET", "/api/user/stars"))

    said = both.restore(saved)
    assert (said.code, "1 completed" in said.last) == (0, True), said
    assert set(ask("GET", "/api/user/stars")) == before | {"rt-d-v0"}

    assert both.dash("undo", "--env", "b", "--yes").code == 0
    assert set(ask("GET", "/api/user/stars")) == before


@pytest.mark.parametrize("mode", ["unified", "legacy", "v11", "v10"])
def test_a_playlist_is_made_replaced_put_back_and_taken_away(tmp_path: Path, mode: str) -> None:
    """By `/apis`, and by the old API where there is no other."""
    with sites(tmp_path / "project", mode, mode) as both:
        ask = both.target.call
        both.source.call("POST", "/api/playlists", SHOW)
        saved = both.backup("a", "--only", "playlists")
        assert both.restore(saved).last == "1 created"
        ask("PUT", "/api/playlists/show", PLAYED)

        said = both.restore(saved, "--overwrite", "--yes")
        assert (said.code, said.last) == (0, "1 replaced"), said
        assert bodies(both.backup("b", "--only", "playlists")) == bodies(saved)
        assert both.dash("undo", "--env", "b", "--yes").code == 0
        assert ask("GET", "/api/playlists/show")["name"] == "Changed"

        ask("DELETE", "/api/playlists/show")
        assert both.restore(saved).last == "1 created"
        assert both.dash("undo", "--env", "b", "--yes").code == 0
        assert ask("GET", "/api/playlists") == []


def test_a_playlist_without_items_is_named_where_grafana_keeps_none(tmp_path: Path) -> None:
    """Storage mode 0 refuses it, in a creation and in a change: exit 4 with Grafana's words, and the old one stays."""
    with sites(tmp_path / "project", "unified", "legacy") as both:
        both.source.call("POST", "/api/playlists", SHOW | {"items": []})
        saved = both.backup("a", "--only", "playlists")

        said = both.restore(saved)
        assert (said.code, "500 no element on slice when insert" in said.out) == (4, True), said
        assert both.target.call("GET", "/api/playlists") == []

        both.target.call("POST", "/api/playlists", SHOW)
        said = both.restore(saved, "--overwrite", "--yes")
        assert (said.code, said.last) == (4, "1 different"), said
        assert both.target.call("GET", "/api/playlists/show")["items"] == SHOW["items"]
