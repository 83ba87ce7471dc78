"""What a restore says, and what the next run does, when it is broken off or not answered."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.faults import CUT_AFTER, CUT_BEFORE, Fault, Proxy, Seen, answering, proxied
from support.twosites import Sites
from support.workshop import board

from scripts.grafana import patience


@pytest.fixture
def staged(both: Sites, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Sites, Path, Proxy]]:
    """A backup of three folders and a dashboard, and a proxy before the empty target; nothing waits."""
    monkeypatch.setattr(patience, "BASE", 0.0)
    for uid in ("one", "two", "three"):
        both.source.add_folder(uid, uid.title())
    both.source.add_dashboard("board", board("Board"))
    saved = both.boards()
    with proxied(both.target.url) as proxy:
        both.configure("workers = 1", url=proxy.url)
        yield both, saved, proxy


def complete(both: Sites, saved: Path, proxy: Proxy) -> None:
    """The next run, without faults, brings everything, and each once."""
    proxy.forget()
    said = both.restore(saved)
    assert said.code == 0, said
    assert set(both.target.state.folders) == {"one", "two", "three"}
    assert set(both.target.state.dashboards) == {"board"}


def test_ctrl_c_ends_it_with_a_word_and_the_next_run_goes_on(staged: tuple[Sites, Path, Proxy]) -> None:
    """Exit 4, for something is written; what it did not come to is named as open."""
    both, saved, proxy = staged
    done: list[str] = []

    def interrupt(seen: Seen) -> Fault | None:
        if seen.writes:
            done.append(seen.path)
        if not seen.writes or len(done) != 2:
            return None
        return Fault(name="ctrl-c", act=lambda: os.kill(os.getpid(), signal.SIGINT))

    proxy.forget(interrupt)
    said = both.restore(saved)

    assert said.code == 4, said
    assert "Interrupted: run it again, and it goes on where it stopped." in said.err
    complete(both, saved, proxy)


def test_a_server_that_goes_away_ends_it_with_a_hint(staged: tuple[Sites, Path, Proxy]) -> None:
    """Not one line for each object: the error once, the way on, and what is open."""
    both, saved, proxy = staged
    written: list[str] = []

    def gone(seen: Seen) -> Fault | None:
        if seen.writes:
            written.append(seen.path)
        return CUT_BEFORE if len(written) > 1 else None

    proxy.forget(gone)
    said = both.restore(saved)

    assert said.code in (4, 5), said
    assert "Traceback" not in said.err
    complete(both, saved, proxy)


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER], ids=lambda one: one.name)
def test_an_answer_that_is_lost_is_looked_after(staged: tuple[Sites, Path, Proxy], fault: Fault) -> None:
    """Read back: what is there is good, what is not is tried once more; exit 0 without a second run."""
    both, saved, proxy = staged
    hit: list[str] = []

    def once(seen: Seen) -> Fault | None:
        if not seen.writes or hit:
            return None
        hit.append(seen.path)
        return fault

    proxy.forget(once)
    said = both.restore(saved)

    assert (said.code, said.last) == (0, "4 created"), said
    assert len(hit) == 1
    assert set(both.target.state.folders) == {"one", "two", "three"}


def test_what_never_gets_through_is_named(staged: tuple[Sites, Path, Proxy]) -> None:
    """Each object of it, with exit 4; the rest is restored."""
    both, saved, proxy = staged
    proxy.forget(lambda seen: CUT_BEFORE if seen.writes and "/dashboard" in seen.path else None)

    said = both.restore(saved)

    assert said.code == 4, said
    assert "failed dashboard board (Board)" in said.out
    assert said.last == "3 created, 1 failed"
    assert set(both.target.state.folders) == {"one", "two", "three"}
    complete(both, saved, proxy)


def test_what_cannot_be_read_back_is_not_called_good(staged: tuple[Sites, Path, Proxy]) -> None:
    """It is written, but nobody knows how: exit 4, and the next run finds it equal."""
    both, saved, proxy = staged
    written: list[str] = []

    def blind(seen: Seen) -> Fault | None:
        if seen.writes:
            written.append(seen.path)
        return answering(500) if written and not seen.writes else None

    proxy.forget(blind)
    said = both.restore(saved)

    assert said.code == 4, said
    assert "cannot be read back" in said.out
    complete(both, saved, proxy)


def test_credentials_that_are_taken_away_end_it_at_once(staged: tuple[Sites, Path, Proxy]) -> None:
    """No further request than the one that was refused: every other one would be refused as well."""
    both, saved, proxy = staged
    written: list[str] = []

    def locked(seen: Seen) -> Fault | None:
        if seen.writes:
            written.append(seen.path)
        return answering(401) if len(written) > 1 else None

    proxy.forget(locked)
    said = both.restore(saved)

    assert said.code in (3, 4), said
    assert len(written) == 2
    assert "Error: " in said.err
    complete(both, saved, proxy)


def test_what_these_credentials_may_not_read_is_refused(both: Sites) -> None:
    """Nothing could be said of it afterwards; exit 4, and nothing is sent."""
    body = {"login": "eve", "name": "Eve", "email": "eve@example.com", "password": "admin"}
    both.target.call("POST", "/api/admin/users", body)
    both.source.call("POST", "/api/teams", {"name": "ops", "email": ""})
    saved = both.backup("a", "--only", "users", "--only", "teams", "--only", "members")
    both.user = "eve"
    both.configure()
    both.target.forget()

    said = both.restore(saved)

    assert said.code == 4, said
    assert "these credentials may not even read it" in said.out
    assert both.target.writes == []
