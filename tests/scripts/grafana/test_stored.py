"""At which version a dashboard is stored, whatever was written in whichever order before."""

import itertools
from collections.abc import Iterator

import pytest
from support.grafana.server import running
from support.grafana.standin import StandIn

from scripts.grafana import Client, capabilities, stored, versions
from scripts.grafana.capabilities import Capabilities
from scripts.jsonvalue import Json
from scripts.settings import Credentials, Environment

V0, V1, V2, V2ALPHA = "v0alpha1", "v1beta1", "v2beta1", "v2alpha1"
CLASSIC: Json = {"title": "A", "schemaVersion": 42, "panels": []}
TABS: Json = {
    "title": "A",
    "cursorSync": "Off",
    "annotations": [],
    "elements": {},
    "layout": {"kind": "TabsLayout", "spec": {"tabs": []}},
    "links": [],
    "preload": False,
    "tags": [],
    "timeSettings": {"from": "now-6h", "to": "now"},
    "variables": [],
}


class Site:
    """A Grafana with a client that writes at any version."""

    def __init__(self, grafana: StandIn) -> None:
        """Connect as admin."""
        self.grafana = grafana
        here = Environment(name="t", url=grafana.url, credentials=Credentials(user="admin", password_env="SECRET"))
        self.client = Client(here, read_only=False)
        self.can: Capabilities = capabilities.discover(self.client)

    def write(self, uid: str, version: str, number: int) -> None:
        """Write a dashboard at a version, whether it is there or not."""
        spec = TABS if version.startswith("v2") else CLASSIC
        body: Json = {"metadata": {"name": uid}, "spec": spec | {"title": f"{uid} {number}"}}
        self.client.write("PUT", f"{self.can.path(version)}/{uid}", body, {"fieldValidation": "Ignore"})


@pytest.fixture(params=["unified", "legacy"])
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Grafana 12.4 on either storage."""
    monkeypatch.setenv("SECRET", "admin")
    with running(request.param, service_accounts=False) as grafana:
        made = Site(grafana)
        with made.client:
            yield made


def test_each_dashboard_is_read_at_the_version_of_its_last_write(site: Site) -> None:
    """All sequences of three writes at three versions: the list and the single reading agree with the storage."""
    for number, order in enumerate(itertools.product((V0, V1, V2), repeat=3)):
        for step, version in enumerate(order):
            site.write(f"d{number}", version, step)
    site.write("alpha", V2ALPHA, 0)
    truth = {uid: one.now.version for uid, one in site.grafana.state.dashboards.items()}

    found = list(stored.everything(site.client, site.can))

    assert {one.name: one.version for one in found} == truth
    for one in found:
        assert not one.why
        assert ("layout" in one.item["spec"]) is one.version.startswith("v2")
        alone = stored.get(site.client, site.can, one.name)
        assert alone is not None
        assert (alone.version, alone.item["spec"]) == (one.version, one.item["spec"])


def test_a_fleet_that_was_saved_in_the_browser_takes_one_list(site: Site) -> None:
    """What Kubernetes notes of the last write spares the second list: bodies come in one request."""
    for number in range(30):
        site.grafana.add_dashboard(f"d{number}", CLASSIC)
        site.grafana.save_in_browser(f"d{number}", lambda model: model.update(title="saved"))
    site.grafana.forget()

    found = list(stored.everything(site.client, site.can))

    assert {one.version for one in found} == {V1}
    assert len(site.grafana.log) <= 2


def test_one_that_is_gone_meanwhile_is_not_there(site: Site) -> None:
    """Neither an error nor an old copy."""
    assert stored.get(site.client, site.can, "none") is None


def test_the_state_changes_with_each_change(site: Site) -> None:
    """On unified storage one request tells whether anything was written; elsewhere nothing is promised."""
    site.write("a", V0, 0)
    first = stored.state(site.client, site.can)
    assert stored.state(site.client, site.can) == first
    site.write("a", V0, 1)
    changed = stored.state(site.client, site.can)
    assert (changed != first) is site.grafana.state.mode.unified
    assert bool(first) is site.grafana.state.mode.unified


def test_each_version_of_a_history_is_read_as_it_was_saved(site: Site) -> None:
    """A dashboard that went from classic to tabs and back keeps its tabs in the versions that had them."""
    wrote = [V0, V2, V2, V1, V0, V1, V2]
    for step, version in enumerate(wrote):
        site.write("a", version, step)

    found = list(versions.whole(site.client, site.can, "a"))

    assert [one.api for one in reversed(found)] == wrote
    assert [one.spec["title"] for one in reversed(found)] == [f"a {step}" for step in range(len(wrote))]
    assert ["layout" in one.spec for one in reversed(found)] == [version == V2 for version in wrote]
