"""What is said of a backup when anything goes wrong at any of its requests?

Always: exit 0 only with everything in it; an incomplete one says so and names what is missing; no half backup is left.
"""

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from support.faults import (
    CUT_AFTER,
    CUT_BEFORE,
    GARBLED,
    TRUNCATED,
    Fault,
    Plan,
    Proxy,
    Seen,
    answering,
    at,
    at_random,
    doing,
    proxied,
)
from support.saving import Vault, vault
from support.workshop import Said, board

from scripts.grafana import patience

FAULTS = (
    CUT_BEFORE,
    CUT_AFTER,
    TRUNCATED,
    GARBLED,
    answering(429, headers={"Retry-After": "0"}),
    answering(403),
    answering(404),
    answering(500),
    answering(503),
)
KINDS = [
    f"--only={kind}"
    for kind in ("folders", "dashboards", "folder-permissions", "dashboard-permissions", "data-sources", "preferences")
]
EMPTY = Fault(name="an empty answer", reply="own", status=200)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait between attempts."""
    monkeypatch.setattr(patience, "BASE", 0.0)


@pytest.fixture(params=["unified", "legacy", "v11"])
def behind(request: pytest.FixtureRequest, tmp_path: Path, quick: None) -> Iterator[tuple[Vault, Proxy]]:
    """A Grafana behind a proxy with faults."""
    del quick
    with vault(tmp_path, request.param) as site, proxied(site.grafana.url) as proxy:
        site.at(proxy.url)
        yield site, proxy


def truth(site: Vault) -> dict[str, object]:
    """What a whole backup holds."""
    return {name: one.body for name, one in site.saved().items()}


def check(site: Vault, whole: dict[str, object], said: Said, told: str) -> None:
    """Hold what was said to what is there."""
    told = f"{told}: exit {said.code}\n{said.out}{said.err}"
    assert "Traceback" not in said.err, told
    assert said.code in {0, 3, 4, 5}, told
    assert not list((site.root / "b").glob("**/.*")), f"something half is left: {told}"
    made = site.backups
    assert bool(made) is (said.code in {0, 4}), told
    if not made:
        return
    manifest = json.loads((made[-1] / "manifest.json").read_text())
    complete, found = manifest["complete"], truth(site)
    assert complete is (said.code == 0), told
    assert found.items() <= whole.items(), told
    if complete and not any("not readable" in one or "may be more" in one for one in manifest["warnings"]):
        assert found == whole, f"said that all is there: {told}"
    if not complete:
        assert "missing:" in said.out, told
        assert any(count["missing"] for count in manifest["counts"]), told


def clear(site: Vault) -> None:
    """Begin anew."""
    for one in site.backups:
        shutil.rmtree(one)


def test_no_fault_at_any_request_makes_an_incomplete_backup_look_complete(behind: tuple[Vault, Proxy]) -> None:
    """Each request meets one of the faults; everywhere but on unified storage every third request does."""
    site, proxy = behind
    assert site.backup(*KINDS).code == 0
    whole, number = truth(site), len(proxy.seen)
    for index in range(0, number, 1 if site.grafana.state.mode.unified else 3):
        fault = FAULTS[index % len(FAULTS)]
        clear(site)
        proxy.forget(at(index, fault))
        check(site, whole, site.backup(*KINDS), f"{fault.name} at {index}")


def test_many_faults_at_once_do_not_either(behind: tuple[Vault, Proxy]) -> None:
    """A tenth of all requests, and from some request on all of them."""
    site, proxy = behind
    assert site.backup(*KINDS).code == 0
    whole, number = truth(site), len(proxy.seen)
    for plan in (at_random(1, 0.1, FAULTS), at_random(2, 0.1, FAULTS), from_then_on(number // 2), from_then_on(4)):
        clear(site)
        proxy.forget(plan)
        check(site, whole, site.backup(*KINDS), "many")


def test_one_path_that_always_fails_is_named_and_the_rest_is_saved(behind: tuple[Vault, Proxy]) -> None:
    """A 500 on one folder's permissions: exit 4, that one named, all others there."""
    site, proxy = behind
    assert site.backup(*KINDS).code == 0
    whole = truth(site)
    clear(site)
    proxy.forget(lambda seen: answering(500) if "/folders/inner/permissions" in seen.path else None)

    said = site.backup(*KINDS)

    assert said.code == 4
    assert "missing: Main Org.: folder's permissions inner: " in said.out
    assert "500" in said.out
    assert {**truth(site), "folder-permissions/inner": whole["folder-permissions/inner"]} == whole


def test_a_history_that_fails_once_is_read_the_second_time(behind: tuple[Vault, Proxy]) -> None:
    """Versions do not change and are not checked again, but what failed is tried again."""
    site, proxy = behind
    failed: list[str] = []

    def once(seen: Seen) -> Fault | None:
        history = "get-history" in seen.path or seen.path.endswith("/versions?limit=1000")
        if not history or failed:
            return None
        failed.append(seen.path)
        return answering(500)

    proxy.plan = once
    said = site.backup("--only", "dashboard-versions")

    assert (said.code, len(failed)) == (0, 1), said
    assert {name.partition("/")[0] for name in site.saved("dashboard-versions")} == set(site.grafana.state.dashboards)


def test_an_empty_answer_is_not_an_empty_list(behind: tuple[Vault, Proxy]) -> None:
    """A proxy that says 200 and nothing more, always on the same path."""
    site, proxy = behind
    proxy.plan = lambda seen: EMPTY if "data-sources" in seen.path or "/api/datasources" in seen.path else None

    said = site.backup(*KINDS)

    assert said.code == 4
    assert "missing: Main Org.: data source (the list): t: GET /api/datasources" in said.out


def test_what_changes_meanwhile_is_read_again(behind: tuple[Vault, Proxy]) -> None:
    """At whichever request somebody edits, deletes and adds dashboards and folders: all of it is saved, or none."""
    site, proxy = behind
    assert site.backup(*KINDS).code == 0
    number, names = len(proxy.seen), len(site.grafana.state.dashboards)
    for index in range(0, number, 4):
        clear(site)
        before = now(site)
        proxy.forget(doing(index, partial(change, site, index)))
        said = site.backup(*KINDS)
        assert said.code == 0, f"{index}: {said}"
        boards = site.saved("dashboards")
        found = {name: one.body["spec"]["title"] for name, one in boards.items()}
        assert found in (before, now(site)), index
        assert set(boards) == set(site.saved("dashboard-permissions")), index
        assert set(site.saved("folders")) == set(site.saved("folder-permissions")), index
        assert site.manifest["complete"] is True
    assert len(site.grafana.state.dashboards) == names


def now(site: Vault) -> dict[str, str]:
    """List what is there: titles by uid."""
    return {uid: str(one.now.spec["title"]) for uid, one in site.grafana.state.dashboards.items()}


def change(site: Vault, number: int) -> None:
    """Edit one dashboard, delete another, add a third, all at once."""
    state = site.grafana.state
    with state.lock:
        site.grafana.save_in_browser("a", lambda model: model.update(title=f"Edited {number}"))
        newest = next((uid for uid in state.dashboards if uid.startswith("new")), "b")
        del state.dashboards[newest]
        state.serial += 1
        site.grafana.add_dashboard(f"new{number}", board(f"New {number}"), folder="team")
        site.grafana.add_folder(f"f{number}", f"F {number}")


def from_then_on(index: int) -> Plan:
    """A server that is gone from some request on."""
    return lambda seen: CUT_BEFORE if seen.index >= index else None
