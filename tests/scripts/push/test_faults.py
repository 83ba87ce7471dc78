"""A push through a proxy that lets everything go wrong that can: nothing is lost, and the next push ends the job."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.faults import EVERY, Fault, Proxy, answering, at, at_random, doing, proxied
from support.workshop import Workshop, board, workshop

from scripts.grafana import patience

PLAN = 3
"""Requests before the first decision: what the server is, what it can do, what is there."""

REQUESTS = 10
"""What a push of this scenario sends when nothing goes wrong."""


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait between attempts."""
    monkeypatch.setattr(patience, "BASE", 0.001)


@contextmanager
def scenario(root: Path, mode: str = "unified") -> Iterator[tuple[Workshop, Proxy]]:
    """Prepare one dashboard to update, one to create, one to delete, and one that somebody edited."""
    with workshop(root / "project", mode) as shop, proxied(shop.grafana.url) as proxy:
        for uid in ("gone", "edited"):
            shop.code(uid, board(uid.title()))
        shop.code("b", None)
        shop.push()
        shop.edit("edited", "Somebody's work")
        shop.code("a", board("A2"))
        shop.code("b", board("B"))
        shop.code("gone", None)
        shop.configure("timeout = { connect = 1, read = 0.15 }", url=proxy.url)
        proxy.forget()
        yield shop, proxy


def check(shop: Workshop, proxy: Proxy, case: str) -> None:
    """Hold the promises: during the fault, and after a second push without one."""
    assert shop.titles["edited"] == "Somebody's work", case
    assert shop.titles["a"] in ("A", "A2"), case
    assert shop.titles.get("b", "B") == "B", case
    if len(shop.pushes) > 1:
        told(shop, case)

    proxy.forget()
    said = shop.push("--prune", "--yes")

    assert said.code == 4, f"{case}: {said}"
    assert shop.titles == {"a": "A2", "b": "B", "edited": "Somebody's work"}, case
    assert "1 refused" in said.last, case
    proxy.forget()
    assert shop.push("--prune", "--yes").last == "2 in sync, 1 refused", case
    assert not any(seen.writes for seen in proxy.seen), case


def told(shop: Workshop, case: str) -> None:
    """Compare the journal of the push with what Grafana has."""
    for entry in shop.pushes[-1].entries:
        there = shop.titles.get(entry.uid)
        wanted = {"a": "A2", "b": "B", "gone": None}[entry.uid]
        if entry.outcome == "done":
            assert there == wanted, case
        elif entry.outcome == "refused":
            assert there != wanted, case


def test_the_scenario_is_what_it_says(tmp_path: Path) -> None:
    """Without a fault: three writes among ten requests, done in one go."""
    with scenario(tmp_path) as (shop, proxy):
        said = shop.push("--prune", "--yes")

        assert (said.code, said.last) == (4, "1 created, 1 updated, 1 deleted, 1 refused")
        assert [seen.writes for seen in proxy.seen].count(True) == 3
        assert len(proxy.seen) == REQUESTS
        check(shop, proxy, "no fault")


def places(fault: Fault) -> list[int]:
    """List the requests to try a fault at: all that follow the plan, and one of those before it."""
    return [EVERY.index(fault) % PLAN, *range(PLAN, REQUESTS)]


@pytest.mark.parametrize("fault", EVERY, ids=lambda fault: fault.name)
def test_one_fault_at_every_request(tmp_path: Path, fault: Fault) -> None:
    """Whatever goes wrong, wherever: no edit lost, no half dashboard, the journal true, the second push finishes."""
    for index in places(fault):
        with scenario(tmp_path / str(index)) as (shop, proxy):
            proxy.plan = at(index, fault)

            said = shop.push("--prune", "--yes")

            case = f"{fault.name} at {index}: {said}"
            assert said.code in (3, 4, 5), case
            check(shop, proxy, case)


@pytest.mark.parametrize("mode", ["unified", "legacy", "v12.3", "v11", "v10"])
@pytest.mark.parametrize("seed", range(3))
def test_many_faults_at_random(tmp_path: Path, mode: str, seed: int) -> None:
    """A fifth of all requests goes wrong, on every kind of Grafana."""
    with scenario(tmp_path, mode) as (shop, proxy):
        proxy.plan = at_random(seed, 0.2)

        said = shop.push("--prune", "--yes")

        assert said.code in (3, 4, 5), said
        check(shop, proxy, f"{mode} {seed}: {said}")


@pytest.mark.parametrize("index", range(PLAN - 1, REQUESTS))
def test_somebody_edits_at_every_request(tmp_path: Path, index: int) -> None:
    """An edit that falls into the push stays, whenever it comes; only one before ours is refused, one after is kept."""
    with scenario(tmp_path) as (shop, proxy):
        proxy.plan = doing(index, lambda: shop.edit("a", "Mine"))

        shop.push("--prune", "--yes")

        assert shop.titles["a"] in ("Mine", "A2")
        if shop.titles["a"] == "A2":  # then the edit was made on top of nothing: it came after the last request
            assert index >= len(proxy.seen)
        assert shop.titles["edited"] == "Somebody's work"


def test_all_or_nothing_through_faults(tmp_path: Path) -> None:
    """One write that certainly fails, at any place: everything is as it was before, and the exit code says so."""
    for index in range(PLAN, REQUESTS):
        with scenario(tmp_path / str(index)) as (shop, proxy):
            proxy.plan = at(index, answering(400))

            said = shop.push("--all-or-nothing", "--theirs", "edited")

            state = (shop.titles["a"], shop.titles.get("b"))
            assert state == (("A2", "B") if said.code == 0 else ("A", None)), said
