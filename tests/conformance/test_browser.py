"""Does a save in the tests' browser do what a save in a real one was recorded to do?"""

import json
from pathlib import Path

import pytest
from support.grafana.browser import as_saved
from support.grafana.migration import migrate
from support.grafana.server import running
from support.grafana.standin import Manager

from scripts.jsonvalue import Json

HOME = Path(__file__).parents[1] / "recordings" / "ui-save"
SOURCE: Json = {"type": "prometheus", "uid": "prometheus"}
IDENTITY = {"id", "uid", "version"}


def recording(name: str) -> Json:
    """A recorded pair."""
    found: Json = json.loads((HOME / f"{name}.json").read_text())
    return found


def content(spec: Json) -> Json:
    """A model without what is metadata."""
    return {key: value for key, value in spec.items() if key not in IDENTITY}


def test_v1beta1_stores_what_the_real_server_stored() -> None:
    """A dashboard of the Foundation SDK, sent by POST v1beta1."""
    pair = recording("server-v1beta1")
    assert migrate(content(pair["sent"]), SOURCE) == pair["stored"]


def test_the_browser_sends_what_the_real_one_sent() -> None:
    """The same dashboard, opened and saved without a change."""
    pair = recording("browser")
    opened = migrate(content(pair["pushed"]), SOURCE)
    assert as_saved(opened, "12.4.0") == content(pair["browser_request"]["body"]["spec"])


def test_after_a_save_the_server_has_what_the_real_one_had() -> None:
    """Model, annotations and the version at which it is stored."""
    pair = recording("browser")
    stored = pair["stored"]
    with running("unified") as grafana:
        grafana.add_datasource("prometheus")
        grafana.add_dashboard("uiprobe", pair["pushed"])
        grafana.save_in_browser("uiprobe")
        assert grafana.spec("uiprobe") == stored["spec"]
        assert grafana.annotations("uiprobe").keys() == stored["metadata"]["annotations"].keys()
        assert grafana.state.dashboards["uiprobe"].now.status == stored["status"]


def test_a_change_in_the_browser_is_a_new_generation_of_the_dashboard() -> None:
    """The manager's marks stay, the sign of the browser comes."""
    with running("unified") as grafana:
        manager = Manager(kind="kubectl", ident="dash", allows_edits=True)
        grafana.add_dashboard("mine", {"title": "before"}, manager=manager)
        grafana.save_in_browser("mine", lambda model: model.update(title="after"))
        notes = grafana.annotations("mine")
        assert grafana.spec("mine")["title"] == "after"
        assert notes["grafana.app/managerId"] == "dash"
        assert notes["grafana.app/saved-from-ui"].startswith("Grafana v12.4.0")


def test_a_locked_dashboard_has_no_save_in_the_browser() -> None:
    """Its manager does not allow edits."""
    with running("unified") as grafana:
        grafana.add_dashboard("locked", {"title": "locked"}, manager=Manager(kind="terraform", ident="t"))
        with pytest.raises(PermissionError, match="provisioned from another source"):
            grafana.save_in_browser("locked")
        assert grafana.revisions("locked") == 1


@pytest.mark.parametrize("mode", ["legacy", "v12.3", "v11", "v10"])
def test_legacy_storage_counts_a_version_and_keeps_no_sign(mode: str) -> None:
    """There only the content tells of the edit."""
    with running(mode) as grafana:
        grafana.add_dashboard("mine", {"title": "before"})
        grafana.save_in_browser("mine", lambda model: model.update(title="after"))
        assert grafana.state.dashboards["mine"].now.generation == 2
        assert grafana.spec("mine")["title"] == "after"
        assert "grafana.app/saved-from-ui" not in grafana.annotations("mine")
