"""Every kind of object in a backup: what lasts is there, what does not is apart, and no secret is anywhere."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from support.grafana.server import running
from support.saving import Vault
from support.seeding import Seeder

from scripts.backup.model import KINDS, Saved
from scripts.backup.store.opening import open_backup
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

MAIN = "Main Org."
SECRETS = ("secret-pw", "secret-key", "127.0.0.1:9/hook", "pw-12345")
"""What the seed gives away only once."""


@dataclass(frozen=True)
class Whole:
    """A backup of one or more of everything."""

    vault: Vault
    mode: str
    objects: Mapping[tuple[str, str, str], Saved]

    def body(self, kind: str, name: str, org: str = MAIN) -> Json:
        """Read what is restored of an object."""
        return self.objects[kind, org, name].body

    def names(self, kind: str, org: str = MAIN) -> set[str]:
        """List the objects of a kind."""
        return {name for its, place, name in self.objects if (its, place) == (kind, org)}


@pytest.fixture(scope="module", params=["unified", "legacy"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Seed a Grafana, and save it once."""
    os.environ["SECRET"] = "admin"
    root = tmp_path_factory.mktemp("whole")
    with running(request.param, service_accounts=False) as grafana:
        Seeder(grafana.url).run()
        vault = Vault(root, grafana)
        vault.at(grafana.url)
        said = vault.backup("--history", "--snapshots")
        assert said.code == 0, said
        with open_backup(str(root / "b" / "t")) as backup:
            yield Whole(vault, request.param, {one.key: one for one in backup.objects()})
    os.environ.pop("SECRET")


def test_no_secret_is_in_any_file(whole: Whole) -> None:
    """Not a password, not a key, not a token: neither in an object nor in the manifest."""
    for file in whole.vault.backups[-1].rglob("*.json"):
        text = file.read_text()
        assert not [secret for secret in SECRETS if secret in text], file
        assert "[REDACTED]" not in text, file


def test_every_object_is_known_by_its_own_name(whole: Whole) -> None:
    """Kind, organisation and name tell each object from all others; the kinds are those of the model."""
    assert {kind for kind, _, _ in whole.objects} <= {kind.name for kind in KINDS}
    assert whole.vault.manifest["complete"] is True


def test_organisations_and_users(whole: Whole) -> None:
    """All of the server, without numbers and passwords."""
    assert whole.names("organisations", "") == {MAIN, "Second Org", "RT Org"}
    assert whole.body("users", "rt-server", "")["isAdmin"] is True
    assert whole.body("users", "rt-off", "")["isDisabled"] is True
    assert "id" not in whole.body("users", "admin", "")


def test_members_teams_and_service_accounts(whole: Whole) -> None:
    """Roles; who is in which team by login and email; accounts without the number of the organisation."""
    assert whole.body("members", "rt-viewer") == {
        "login": "rt-viewer",
        "email": "rt-viewer@example.com",
        "role": "Viewer",
    }
    assert whole.body("members", "rt-editor", "RT Org")["role"] == "Editor"
    assert whole.body("teams", "rt ops")["members"] == [
        {"login": "rt-editor", "email": "rt-editor@example.com", "admin": True},
        {"login": "rt-viewer", "email": "rt-viewer@example.com", "admin": False},
    ]
    assert {"ops", "rt ops", "rt dev", "rt a/b 🚀"} == whole.names("teams")
    account = whole.objects["service-accounts", MAIN, "rt-sa"]
    assert account.body == {"name": "rt-sa", "login": "rt-sa", "role": "Editor", "isDisabled": False}
    assert account.aside["tokens"] == 1


def test_folders_with_parents_and_descriptions(whole: Whole) -> None:
    """The tree; marks and labels of others where the storage keeps them."""
    inner = whole.body("folders", "rt-a-b")
    assert inner["metadata"]["annotations"] == {PREFIX + "folder": "rt-a"}
    assert inner["spec"] == {"title": "B", "description": "second"}
    marked = whole.body("folders", "rt-kf")["metadata"]
    assert marked["annotations"][PREFIX + "folder"] == "rt-a"
    if whole.mode == "unified":
        assert marked["labels"] == {"own": "l"}
        assert marked["annotations"][PREFIX + "managedBy"] == "kubectl"


def test_permissions_by_names(whole: Whole) -> None:
    """Roles, teams, users and accounts by what they are called everywhere; an empty list is kept as such."""
    assert whole.body("folder-permissions", "rt-a") == {
        "items": [
            {"role": "Editor", "permission": 2},
            {"role": "Viewer", "permission": 1},
            {"serviceAccount": "rt-sa", "permission": 2},
            {"team": "rt ops", "permission": 2},
            {"user": "rt-viewer", "permission": 4},
        ]
    }
    assert whole.body("folder-permissions", "rt-locked") == {"items": []}
    assert {"team": "rt dev", "permission": 4} in whole.body("dashboard-permissions", "rt-d-v1")["items"]
    assert whole.names("folder-permissions") == whole.names("folders")
    assert whole.names("dashboard-permissions") == whole.names("dashboards")


def test_dashboards_at_their_versions(whole: Whole) -> None:
    """v0, v1, both v2; their history with messages."""
    versions = {name: whole.body("dashboards", name)["apiVersion"] for name in whole.names("dashboards")}
    assert versions["rt-d-v0"] == versions["rt-d-hist"] == "v0alpha1"
    assert versions["rt-d-v1"] == versions["rt-d-root1"] == "v1beta1"
    assert (versions["rt-d-v2"], versions["rt-d-v2a"]) == ("v2beta1", "v2alpha1")
    assert "layout" in whole.body("dashboards", "rt-d-v2a")["spec"]
    history = {name for name in whole.names("dashboard-versions") if name.startswith("rt-d-hist/")}
    assert history == {f"rt-d-hist/{number}" for number in range(1, 13)}
    assert whole.body("dashboard-versions", "rt-d-hist/12")["message"] == "m11"


def test_data_sources_with_names_of_secrets(whole: Whole) -> None:
    """User and mode of credentials, which the list lacks; that secrets are there, and which."""
    sealed = whole.body("data-sources", "rt-sec")
    assert sealed["basicAuthUser"] == "u"
    assert sealed["secureJsonFields"] == {"basicAuthPassword": True, "httpHeaderValue1": True}
    assert {"rt-prom", "RT-PROM"} <= whole.names("data-sources")
    assert not {"id", "orgId", "version"} & set(sealed)


def test_library_panels_where_they_are(whole: Whole) -> None:
    """A panel that was moved is in its new folder, whatever the list says; the root is the empty folder."""
    assert whole.body("library-panels", "rt-lp4")["folderUid"] == "rt-a-b"
    assert whole.body("library-panels", "rt-lp2")["folderUid"] == ""


def test_correlations_are_known_by_their_content(whole: Whole) -> None:
    """Their uid is made anew by each restore, so that it is not their name."""
    names = whole.names("correlations")
    assert len(names) == 2
    assert all(name.startswith(("rt-prom-", "rt-loki-")) for name in names)


def test_contact_points_with_those_that_have_no_integration(whole: Whole) -> None:
    """Each integration with its provenance and the names of its secrets; the default and an empty one too."""
    assert whole.body("contact-points", "rt empty receiver")["integrations"] == []
    assert "empty" in whole.names("contact-points")
    ops = {one["uid"]: one for one in whole.body("contact-points", "rt ops")["integrations"]}
    assert ops["rt-c1"]["secureFields"] == ["url"]
    assert ops["rt-c1"]["provenance"] == "api"
    assert ops["rt-c2"]["settings"] == {"url": "http://127.0.0.1:9/w", "username": "u"}
    assert whole.body("contact-points", "rt a/b 🚀")["integrations"][0]["provenance"] == ""


def test_policies_timings_and_templates_with_their_provenance(whole: Whole) -> None:
    """The whole tree; names with slashes and emoji."""
    tree = whole.body("notification-policies", "tree")
    assert (tree["receiver"], tree["provenance"]) == ("rt ops", "api")
    assert tree["routes"][0]["routes"][0]["receiver"] == "rt ops"
    assert whole.body("mute-timings", "rt weekend")["provenance"] == "api"
    assert whole.body("mute-timings", "rt hours/🚀")["provenance"] == ""
    assert "version" not in whole.body("templates", "rt/2")
    assert whole.objects["templates", MAIN, "rt/2"].aside["version"]


def test_rule_groups_with_interval_order_provenance_and_editor(whole: Whole) -> None:
    """What three APIs say of a group, each a part of it; an imported one has its original."""
    first = whole.body("rule-groups", "rt-a/g1")
    assert (first["interval"], [rule["uid"] for rule in first["rules"]]) == (120, ["rt-r1", "rt-r2", "rt-r3"])
    assert [rule["provenance"] for rule in whole.body("rule-groups", "rt-a/mixed")["rules"]] == ["api", ""]
    assert whole.body("rule-groups", "rt-a/rec")["rules"][0]["record"]["metric"] == "rt_metric"
    assert whole.body("rule-groups", "rt-x/browser")["rules"][0]["editor_settings"] == {
        "simplified_notifications_section": True,
        "simplified_query_and_expressions_section": True,
    }
    assert "rt-a-b-c-d/a/b 🚀" in whole.names("rule-groups")
    imported = next(name for name in whole.names("rule-groups") if name.endswith("/imp"))
    assert whole.body("rule-groups", imported)["prometheus"] == {
        "namespace": "rt-imported",
        "datasource": "rt-prom",
        "group": {"name": "imp", "interval": "1m", "rules": [{"alert": "Imp", "expr": "up == 0", "for": "1m"}]},
    }
    assert not {"id", "orgID", "updated"} & set(first["rules"][0])


def test_silences_and_the_choice_of_alertmanagers(whole: Whole) -> None:
    """Those that have not ended."""
    found = [whole.body("silences", name) for name in whole.names("silences")]
    assert {one["comment"] for one in found} >= {"active", "pending"}
    assert whole.body("alerting-settings", "choice") == {"alertmanagersChoice": "internal"}


def test_annotations_by_day(whole: Whole) -> None:
    """Those of people and programs, with panel, region and data."""
    day = whole.body("annotations", "2023-11-14")["annotations"]
    assert len(day) == 4
    assert {"time", "timeEnd", "dashboardUID", "panelId", "tags", "text", "data"} in [set(one) for one in day]


def test_an_organisation_of_its_own_has_its_own_objects(whole: Whole) -> None:
    """The same uids in another organisation are other objects."""
    assert whole.body("folders", "rt-a", "RT Org")["spec"]["title"] == "same uid as in org 1"
    assert whole.body("dashboards", "rt-d-v1", "RT Org")["spec"]["title"] == "same uid, org 2"
    assert whole.names("rule-groups", "RT Org") == {"rt-a/g1"}


def test_playlists_by_their_names(whole: Whole) -> None:
    """Those of either API, with their items."""
    assert whole.body("playlists", "rt-pl")["spec"]["items"] == [
        {"type": "dashboard_by_uid", "value": "rt-d-v1"},
        {"type": "dashboard_by_tag", "value": "rt"},
    ]
    assert len(whole.names("playlists")) == 2


def test_public_dashboards_keep_their_address(whole: Whole) -> None:
    """What the list leaves out too: share, annotations, choice of time."""
    assert whole.body("public-dashboards", "rt-d-v0") == {
        "uid": "rt-pub",
        "dashboardUid": "rt-d-v0",
        "accessToken": "0123456789abcdef0123456789abcdef",
        "isEnabled": True,
        "annotationsEnabled": True,
        "timeSelectionEnabled": True,
        "share": "public",
    }


def test_snapshots_with_their_data(whole: Whole) -> None:
    """By their keys."""
    assert whole.names("snapshots") == {"rtkey1234567890", "rtkey2"}
    assert whole.body("snapshots", "rtkey2")["dashboard"]["title"] == "snap2"


def test_preferences_and_stars(whole: Whole) -> None:
    """Of the organisation, of a team, our own; only dashboards that are there are starred."""
    assert whole.body("preferences", "organisation")["preferences"]["homeDashboardUID"] == "rt-d-v0"
    assert whole.body("preferences", "team rt ops")["preferences"]["theme"] == "light"
    assert whole.body("preferences", "own")["preferences"]["theme"] == "dark"
    assert whole.body("stars", "own") == {"dashboards": ["rt-d-root2", "rt-d-v0", "rt-d-v2"]}


def test_the_manifest_says_what_no_backup_can_hold(whole: Whole) -> None:
    """By name and with the reason: passwords, tokens, secrets, authors and times, what belongs to others."""
    left = {one["what"]: one["why"] for one in whole.vault.manifest["left_out"]}
    assert {"passwords of users", "tokens of service accounts", "secrets of data sources"} <= set(left)
    assert all(left.values())
