"""A backup of every kind of Grafana: complete, as stored, the same again, and honest about what it could not read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.saving import Vault, vault

from scripts.grafana.marks import PREFIX


@pytest.fixture(params=["unified", "legacy", "v12.3", "v11", "v10"])
def everywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """Each kind of Grafana."""
    with vault(tmp_path, request.param) as made:
        yield made


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Vault]:
    """A Grafana 12.4 on unified storage."""
    with vault(tmp_path) as made:
        yield made


def test_all_is_saved_as_it_is_stored(everywhere: Vault) -> None:
    """Folders with their parents, dashboards at their version; exit 0, and nothing but reading."""
    said = everywhere.backup("--only", "folders", "--only", "dashboards")

    assert said.code == 0, said
    assert everywhere.manifest["complete"] is True
    folders, boards = everywhere.saved("folders"), everywhere.saved("dashboards")
    assert folders["inner"].body["metadata"]["annotations"][PREFIX + "folder"] == "team"
    assert boards["b"].body["metadata"]["annotations"][PREFIX + "folder"] == "inner"
    assert boards["a"].body["spec"]["panels"][0]["title"] == "One"
    if "tabs" in everywhere.grafana.state.dashboards:
        assert boards["tabs"].body["apiVersion"] == "v2beta1"
        assert boards["tabs"].body["spec"]["layout"]["kind"] == "TabsLayout"
    assert set(boards) == set(everywhere.grafana.state.dashboards)
    assert everywhere.grafana.writes == []


def test_a_second_backup_differs_in_the_manifest_only(everywhere: Vault) -> None:
    """The files of an unchanged Grafana are the same, and shared."""
    kinds = ["--only", "folders", "--only", "dashboards"]
    everywhere.backup(*kinds)
    first = everywhere.backups[-1]
    renamed = first.rename(first.with_name("2026-01-01T00-00-00Z"))
    everywhere.backup(*kinds)
    second = everywhere.backups[-1]

    for file in (one for one in second.rglob("*.json") if one.name != "manifest.json"):
        assert file.samefile(renamed / file.relative_to(second))


def test_what_a_version_change_left_behind_is_not_believed(site: Vault) -> None:
    """Saved by the old API, in the browser (v1), by the old API again: v0 is stored, though the list says v1."""
    site.grafana.save_in_browser("a", lambda model: model.update(title="in v1"))
    with_rest = site.grafana.state.dashboards["a"]
    said = site.backup("--only", "dashboards")
    assert said.code == 0
    assert site.saved("dashboards")["a"].body["apiVersion"] == with_rest.now.version == "v1beta1"
