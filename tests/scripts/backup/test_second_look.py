"""A backup looks twice: what cannot be checked again at the end is not called complete."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.faults import Fault, Proxy, Seen, answering, proxied
from support.saving import Vault, vault

from scripts.grafana import patience

IMPORTED = {"name": "imp", "interval": "1m", "rules": [{"alert": "Imp", "expr": "up == 0", "for": "1m"}]}


@pytest.fixture(params=["unified", "v11"])
def behind(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Vault, Proxy]]:
    """A Grafana behind a proxy with faults; nothing waits."""
    monkeypatch.setattr(patience, "BASE", 0.0)
    with vault(tmp_path, request.param) as site, proxied(site.grafana.url) as proxy:
        site.grafana.add_datasource("prom")
        site.at(proxy.url)
        yield site, proxy


def refusing_later(paths: Mapping[str, int], status: int) -> Callable[[Seen], Fault | None]:
    """Answer the first requests of each path, as many as are said, and refuse all later ones."""
    left = dict(paths)

    def plan(seen: Seen) -> Fault | None:
        path = next((one for one in left if seen.path.partition("?")[0].endswith(one)), None)
        if path is None:
            return None
        left[path] -= 1
        return answering(status) if left[path] < 0 else None

    return plan


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_list_that_fails_at_the_end_makes_a_backup_incomplete(behind: tuple[Vault, Proxy], status: int) -> None:
    """What was read before stays in it, and the reason is told; forbidden now is not forbidden always."""
    site, proxy = behind
    proxy.forget(refusing_later({"/api/datasources": 1}, status))

    said = site.backup("--only", "data-sources")

    assert said.code == 4, said
    assert "it could not be checked again at the end" in said.out or str(status) in said.out
    assert set(site.saved("data-sources")) == {"prom"}


def test_dashboards_that_cannot_be_listed_at_the_end_are_still_saved(behind: tuple[Vault, Proxy]) -> None:
    """By their versions where the server has them in one list, else by reading all again."""
    site, proxy = behind
    proxy.forget(refusing_later({"/dashboards": 2, "/api/search": 1}, 500))

    said = site.backup("--only", "dashboards")

    assert said.code == 4, said
    assert "missing: Main Org.: dashboard (the list): " in said.out
    assert {"a", "b", "root"} <= set(site.saved("dashboards"))


def test_permissions_of_what_comes_and_goes_meanwhile_are_those_of_the_end(behind: tuple[Vault, Proxy]) -> None:
    """A folder that is deleted loses its file, one that is made gets one."""
    site, proxy = behind
    done: list[str] = []

    def meanwhile(seen: Seen) -> Fault | None:
        if not seen.path.endswith("/permissions") or done:
            return None
        done.append(seen.path)
        return Fault(name="meanwhile", then=change)

    def change() -> None:
        site.grafana.add_folder("new", "New")
        site.grafana.call("DELETE", "/api/dashboards/uid/root")

    proxy.forget(meanwhile)
    said = site.backup(
        *(f"--only={kind}" for kind in ("folders", "dashboards", "folder-permissions", "dashboard-permissions"))
    )

    assert said.code == 0, said
    assert set(site.saved("folders")) == set(site.saved("folder-permissions")) == {"team", "inner", "new"}
    assert "root" not in site.saved("dashboards") | site.saved("dashboard-permissions")


def test_somebody_who_never_stops_changing_is_told(behind: tuple[Vault, Proxy]) -> None:
    """After some rounds it is enough: parts are of different times, and the manifest says so."""
    site, proxy = behind
    number = iter(range(10_000))

    def busy(seen: Seen) -> Fault | None:
        return Fault(name="busy", act=change) if "/api/datasources" in seen.path else None

    def change() -> None:
        site.grafana.state.datasources[0]["url"] = f"http://127.0.0.1:9/{next(number)}"

    proxy.forget(busy)
    said = site.backup("--only", "data-sources")

    assert said.code == 0, said
    assert "somebody kept changing data-sources while the backup was made" in said.out


def test_an_organisation_that_cannot_be_read_is_named(behind: tuple[Vault, Proxy]) -> None:
    """Its absence must not look like its emptiness."""
    site, proxy = behind
    site.grafana.call("POST", "/api/orgs", {"name": "Second"})
    asked: list[str] = []

    def first_of_other(seen: Seen) -> Fault | None:
        if seen.path.startswith(("/api/frontend/settings", "/api/health", "/apis")):
            asked.append(seen.path)
        return answering(500) if asked.count(seen.path) > 1 else None

    proxy.forget(first_of_other)
    said = site.backup("--only", "folders", "--only", "organisations")

    assert said.code == 4, said
    assert "Second" in said.out


@pytest.fixture
def ruled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Vault, Proxy]]:
    """A Grafana with a group of rules that was imported from Prometheus."""
    monkeypatch.setattr(patience, "BASE", 0.0)
    with vault(tmp_path) as site, proxied(site.grafana.url) as proxy:
        site.grafana.add_datasource("prom")
        site.grafana.call(
            "POST", "/api/convert/prometheus/config/v1/rules/Team", IMPORTED, X_Grafana_Alerting_Datasource_UID="prom"
        )
        site.at(proxy.url)
        yield site, proxy


def test_an_imported_group_without_its_original_is_incomplete(ruled: tuple[Vault, Proxy]) -> None:
    """It could not be restored as what it was; the group itself is saved."""
    site, proxy = ruled
    assert site.backup("--only", "rule-groups").code == 0
    ((name, whole),) = site.saved("rule-groups").items()
    assert whole.body["prometheus"]["group"]["name"] == "imp"

    proxy.forget(lambda seen: answering(500) if "/api/convert/" in seen.path else None)
    said = site.backup("--only", "rule-groups")

    assert said.code == 4, said
    assert "it was imported, and its original cannot be read" in said.out
    assert name in said.out


def test_a_group_that_the_ruler_hides_is_read_by_itself(ruled: tuple[Vault, Proxy]) -> None:
    """As where its folder is gone: its rules are listed all the same; where it cannot be read it is named."""
    site, proxy = ruled
    (folder,) = {rule["folderUID"] for rule in site.grafana.call("GET", "/api/v1/provisioning/alert-rules")}
    del site.grafana.state.folders[folder]

    assert site.backup("--only", "rule-groups").code == 0
    group = site.saved("rule-groups")[f"{folder}/imp"]
    assert (group.body["interval"], [rule["title"] for rule in group.body["rules"]]) == (60, ["Imp"])

    proxy.forget(lambda seen: answering(500) if "/rule-groups/" in seen.path else None)
    said = site.backup("--only", "rule-groups")
    assert said.code == 4, said
    assert f"missing: Main Org.: rule group {folder}/imp: " in said.out
