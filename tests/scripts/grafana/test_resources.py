"""Each resource on every kind of Grafana: dashboards, versions, folders, library panels, data sources, identity."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from support.grafana.server import running
from support.grafana.standin import StandIn

from scripts.errors import AuthError
from scripts.grafana import (
    Client,
    annotations,
    capabilities,
    dashboards,
    datasources,
    folders,
    identity,
    library,
    marks,
    versions,
)
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotFound, VersionConflict
from scripts.grafana.marks import Mark
from scripts.settings import Credentials, Environment

SPEC = {"title": "A", "schemaVersion": 42, "panels": []}


class Site:
    """A Grafana with a client that writes."""

    def __init__(self, grafana: StandIn) -> None:
        """Connect as admin."""
        self.grafana = grafana
        here = Environment(name="t", url=grafana.url, credentials=Credentials(user="admin", password_env="SECRET"))
        self.client = Client(here, read_only=False)
        self.can: Capabilities = capabilities.discover(self.client)

    def make(self, uid: str, checksum: str = "1") -> None:
        """Push a dashboard."""
        dashboards.create(self.client, self.can, uid, SPEC, notes(checksum))


def notes(checksum: str) -> dict[str, str]:
    """Make the annotations of a push."""
    return marks.annotations(Mark(source="a.py", checksum=checksum), "team")


@pytest.fixture(params=["unified", "legacy", "v12.3", "v11", "v10"])
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Be each kind of Grafana, with our folder."""
    monkeypatch.setenv("SECRET", "admin")
    with running(request.param, service_accounts=False) as grafana:
        grafana.add_folder("team", "Team")
        made = Site(grafana)
        with made.client:
            yield made


def test_capabilities_are_asked_for_in_two_requests(site: Site) -> None:
    """Version, API, plugins and data sources; 12 is read in bulk, 10 and 11 are not."""
    assert len(site.grafana.log) == 2
    assert site.can.version == site.grafana.state.mode.version
    assert site.can.bulk is site.can.version.startswith("12")
    assert site.can.namespace == "default"
    assert "timeseries" in site.can.plugins


def test_a_dashboard_lives_from_creation_to_deletion(site: Site) -> None:
    """Made, read, changed under its version, refused under an old one, deleted."""
    client, can = site.client, site.can
    site.make("a")
    first = dashboards.get(client, can, "a")
    assert first is not None
    assert (first.title, first.folder) == ("A", "team")
    with pytest.raises(VersionConflict):
        site.make("a")

    dashboards.update(client, can, first, {**SPEC, "title": "B"}, notes("2"))
    with pytest.raises(VersionConflict):
        dashboards.update(client, can, first, {**SPEC, "title": "C"}, notes("3"))
    second = dashboards.get(client, can, "a")
    assert second is not None
    assert second.title == "B"

    dashboards.delete(client, can, second)
    assert dashboards.get(client, can, "a") is None
    with pytest.raises(NotFound):
        dashboards.delete(client, can, second)


def test_everything_is_read(site: Site) -> None:
    """All dashboards, in few requests where the server lists them."""
    for number in range(25):
        site.grafana.add_dashboard(f"d{number}", {**SPEC, "title": str(number)}, folder="team")
    site.grafana.forget()

    found = list(dashboards.everything(site.client, site.can))

    assert sorted(live.uid for live in found) == sorted(f"d{number}" for number in range(25))
    assert len(site.grafana.log) == (1 if site.can.bulk else 26)


def test_the_storage_is_known_with_and_without_a_dashboard(site: Site) -> None:
    """Before the first write, so that our mark takes the right form at once."""
    legacy = site.grafana.state.mode.name != "unified"
    before = dashboards.is_legacy(site.client, site.can)
    site.make("a")

    assert dashboards.is_legacy(site.client, site.can) is legacy
    assert before in (legacy, None)
    assert before is not False or not legacy


def test_the_history_tells_our_pushes(site: Site) -> None:
    """Newest first, with the checksums, also of the first version, which lists call "Initial save"."""
    site.make("a", "1")
    live = dashboards.get(site.client, site.can, "a")
    assert live is not None
    dashboards.update(site.client, site.can, live, {**SPEC, "title": "B"}, notes("2"))
    site.grafana.save_in_browser("a", lambda model: model.update(title="C"))

    history = versions.history(site.client, site.can, "a")

    assert [version.number for version in history] == [3, 2, 1]
    assert [version.checksum for version in history] == ["", "2", "1"]


def test_a_folder_is_made_once(site: Site) -> None:
    """One that is there is left as it is, whatever its title."""
    assert folders.create(site.client, "new", "New")
    assert not folders.create(site.client, "new", "Other")
    assert not folders.create(site.client, "team", "Other")

    found = folders.get(site.client, "team")
    assert found is not None
    assert (found.title, found.writable, found.parents) == ("Team", True, ())
    assert folders.get(site.client, "nope") is None
    assert any(row.get("role") == "Viewer" for row in folders.permissions(site.client, "team"))


def test_data_sources_and_their_health(site: Site) -> None:
    """What is wrong is said in one line."""
    site.grafana.add_datasource("p", url="http://127.0.0.1:9")

    (found,) = datasources.everything(site.client)

    assert (found.uid, found.type) == ("p", "prometheus")
    assert "connection refused" in datasources.health(site.client, "p")
    assert datasources.health(site.client, "nope")


def test_who_we_are(site: Site) -> None:
    """Account, organisation, permissions."""
    who = identity.whoami(site.client)

    assert (who.login, who.org_id, who.server_admin) == ("admin", 1, True)
    assert identity.permissions(site.client)["dashboards:read"]
    assert identity.health(site.client)["database"] == "ok"


def test_an_annotation_is_posted(site: Site) -> None:
    """At its time, with the tag that the dashboards show."""
    annotations.post(site.client, "v1", datetime(2026, 11, 23, tzinfo=UTC))

    (made,) = site.grafana.state.annotations
    assert (made["text"], made["tags"], made["time"]) == ("v1", ["deployment"], 1795392000000)


def test_library_panels_are_listed_page_by_page(site: Site) -> None:
    """More than a page of them."""
    for number in range(library.PAGE + 1):
        body = {"uid": f"l{number}", "name": f"L{number}", "kind": 1, "model": {"type": "text"}, "folderUid": "team"}
        site.client.write("POST", "/api/library-elements", body)

    assert len({panel.uid for panel in library.everything(site.client)}) == library.PAGE + 1


@pytest.mark.parametrize("org", [7])
def test_another_organisation_is_refused_before_anything_is_read(
    site: Site, monkeypatch: pytest.MonkeyPatch, org: int
) -> None:
    """The server would answer for an organisation that is not there."""
    monkeypatch.setenv("SECRET", "admin")
    here = Environment(
        name="t", url=site.grafana.url, org_id=org, credentials=Credentials(user="admin", password_env="SECRET")
    )

    with Client(here) as client, pytest.raises(AuthError, match="organisation 7"):
        capabilities.discover(client)
