"""`--all-or-nothing`, `--smoke`, conflicts and interruptions: a push that does not come to its good end."""

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from support.faults import answering, at, proxied
from support.loopback import Reply, Request, routes, serving
from support.workshop import FOLDER, Workshop, board, workshop

from scripts.errors import Unreachable
from scripts.grafana import Client, transport
from scripts.grafana.transport import Answer, Transport


def bad(title: str) -> dict[str, object]:
    """Make a dashboard that Grafana refuses."""
    return board(title * 5001)


def at_write(monkeypatch: pytest.MonkeyPatch, number: int, what: Callable[[], None]) -> None:
    """Do something right before the n-th request that writes leaves this process."""
    sending, count, lock = Transport.send, [0], threading.Lock()

    def send(self: Transport, request: transport.Request) -> Answer:
        with lock:
            writes = request.method != "GET" and "/dashboards" in request.path
            count[0] += writes
            due = writes and count[0] == number
        if due:
            what()
        return sending(self, request)

    monkeypatch.setattr(Transport, "send", send)


def test_without_it_the_good_ones_stay(shop: Workshop) -> None:
    """One refused by the server, the others written, exit 4, the server's words shown."""
    shop.code("c", bad("C"))

    said = shop.push()

    assert (said.code, said.last) == (4, "2 created, 1 not written")
    assert "failed c: t: POST" in said.out
    assert shop.outcomes == {"a": "done", "b": "done", "c": "refused"}


def test_all_or_nothing_takes_the_good_ones_back(any_shop: Workshop) -> None:
    """After a failure everything is as it was before: new ones gone, changed ones back."""
    any_shop.push()
    any_shop.code("a", board("A2"))
    any_shop.code("n", board("New"))
    any_shop.code("z", bad("Z"))

    said = any_shop.push("--all-or-nothing")

    assert said.code in (4, 5)
    assert any_shop.titles == {"a": "A", "b": "B"}
    assert "~ a  A2\n    code ahead" in any_shop.push("--dry-run").out


def test_all_or_nothing_with_a_refusal_writes_nothing(shop: Workshop) -> None:
    """An edit in Grafana is known before the first write."""
    shop.push()
    shop.edit("a")
    shop.code("b", board("B2"))
    shop.grafana.forget()

    said = shop.push("--all-or-nothing")

    assert said.code == 4
    assert shop.grafana.writes == []


def test_a_conflict_is_looked_at_again_and_then_refused(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves between our reading and our writing: their edit stays, exit 4."""
    shop.push()
    shop.code("a", board("A2"))
    at_write(monkeypatch, 1, lambda: shop.edit("a"))

    said = shop.push()

    assert said.code == 4
    assert "refused a: now changed on both sides" in said.out
    assert shop.titles["a"] == "Edited"
    assert shop.outcomes == {"a": "refused"}


def test_a_conflict_without_an_edit_is_tried_again(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saved without a change: the second plan still says code ahead, and is carried out."""
    shop.push()
    shop.code("a", board("A2"))
    at_write(monkeypatch, 1, lambda: shop.grafana.save_in_browser("a"))

    said = shop.push()

    assert (said.code, said.last) == (0, "1 updated, 1 in sync")
    assert shop.titles["a"] == "A2"


def test_ours_does_not_cover_an_edit_that_nobody_has_seen(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """--ours was said about one edit; another one that comes in between is not overwritten."""
    shop.push()
    shop.edit("a")
    at_write(monkeypatch, 1, lambda: shop.edit("a", "Edited again"))

    said = shop.push("--ours", "a")

    assert said.code == 4
    assert shop.titles["a"] == "Edited again"


def test_a_save_that_legacy_storage_lets_pass_is_told(tmp_path: Path) -> None:
    """Where two saves of one version both succeed, the other one is named: its history has it."""
    with workshop(tmp_path / "project", "legacy") as shop:
        shop.push()
        shop.code("a", board("A2"))
        shop.grafana.state.interject = lambda: shop.edit("a")

        said = shop.push()

    assert "came in between: see its history in Grafana" in said.out


def test_ctrl_c_waits_for_what_runs_and_names_the_rest(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, exit 4 when something was written, the journal complete."""
    for number in range(20):
        shop.code(f"n{number:02}", board(f"N{number}"))
    shop.configure("workers = 2")
    at_write(monkeypatch, 4, lambda: signal.raise_signal(signal.SIGINT))

    said = shop.push()

    assert said.code == 4
    assert "Interrupted" in said.err
    assert "not begun" in said.out
    done = {uid for uid, outcome in shop.outcomes.items() if outcome == "done"}
    assert done == set(shop.titles)
    assert 0 < len(done) < 22
    monkeypatch.undo()
    assert shop.push().code == 0
    assert len(shop.titles) == 22


def test_ctrl_c_with_all_or_nothing_leaves_nothing(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is taken back."""
    for number in range(10):
        shop.code(f"n{number}", board(f"N{number}"))
    shop.configure("workers = 1")
    at_write(monkeypatch, 3, lambda: signal.raise_signal(signal.SIGINT))

    said = shop.push("--all-or-nothing")

    assert said.code in (4, 130)
    assert shop.titles == {}


def test_credentials_that_expire_in_the_middle_stop_it(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 401 in the middle: no further request with the same credentials, what was done is named, exit 4."""
    for number in range(20):
        shop.code(f"n{number:02}", board(f"N{number}"))
    shop.configure("workers = 1")

    def lock_out() -> None:
        shop.grafana.state.accounts.passwords["admin"] = "changed"

    at_write(monkeypatch, 4, lock_out)

    said = shop.push()

    refused = [exchange for exchange in shop.grafana.log if exchange.status == 401]
    assert said.code == 4
    assert len(refused) == 1
    assert len(shop.titles) == 3


def test_two_pushes_at_once_do_the_work_once(any_shop: Workshop) -> None:
    """Both end well or say what the other did; nobody's edit is lost and nothing is there twice."""
    any_shop.push()
    for uid in "ab":
        any_shop.code(uid, board(f"{uid.upper()}2"))
    codes: list[int] = []
    both = [threading.Thread(target=lambda: codes.append(run_quietly(any_shop))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert any_shop.titles == {"a": "A2", "b": "B2"}
    assert set(codes) <= {0, 4}
    assert any_shop.push().last == "2 in sync"


def run_quietly(shop: Workshop) -> int:
    """Push from a thread, which may not change the working directory."""
    from scripts import settings, sources, survey
    from scripts.grafana import capabilities
    from scripts.push import plan
    from scripts.push.recorded import Job
    from scripts.push.writer import Writer

    configured = settings.load(shop.root)
    environment = configured.environment("t")
    with Client(environment, read_only=False) as client:
        can = capabilities.discover(client)
        seen = survey.survey(client, can, sources.load(configured))
        todo = plan.make(seen, environment, plan.Choices())
        from scripts import journal

        recorder = journal.begin(shop.root, environment, can.namespace)
        job = Job(shop.root, client, can, recorder)
        job.do(todo.steps, Writer(client, can, recorder, legacy=seen.legacy), lambda _: None)
        recorder.finish()
        return 0 if len(job.done) == len(todo.steps) else 4


def prometheus(query_ok: Callable[[str], bool]) -> Callable[[Request], Reply]:
    """Be a Prometheus that has data only for some queries."""

    def answer(request: Request) -> Reply:
        from urllib.parse import parse_qs, unquote

        text = unquote(request.path.partition("?")[2]) + unquote(request.body.decode())
        expr = parse_qs(text).get("query", [""])[0]
        values = [[1700000000, "1"], [1700000060, "1"]]
        result = [{"metric": {"x": "y"}, "values": values, "value": values[0]}] if query_ok(expr) else []
        kind = "matrix" if "query_range" in request.path else "vector"
        return Reply(body={"status": "success", "data": {"resultType": kind, "result": result}})

    return answer


@pytest.mark.parametrize("flags", [(), ("--all-or-nothing",)])
def test_smoke_names_panels_that_a_push_empties(shop: Workshop, flags: tuple[str, ...]) -> None:
    """Data before, nothing after: named, exit 1; with --all-or-nothing it is taken back, exit 4."""
    with serving(prometheus(lambda expr: "Good" in expr)) as server:
        shop.grafana.state.datasources.clear()
        shop.grafana.add_datasource("prom", url=server.url)
        shop.code("b", None)
        shop.code("a", board("A", "Good"))
        assert shop.push("--smoke").code == 0
        shop.code("a", board("A2", "Good", "Empty"))

        said = shop.push("--smoke", *flags)

    assert "empty now: a: " in said.out
    assert "Empty" in said.out
    assert said.code == (4 if flags else 1)
    assert shop.titles["a"] == ("A" if flags else "A2")


def test_smoke_says_nothing_of_panels_that_were_empty_before(shop: Workshop) -> None:
    """Only what the push made worse counts."""
    with serving(prometheus(lambda _: False)) as server:
        shop.grafana.state.datasources.clear()
        shop.grafana.add_datasource("prom", url=server.url)
        shop.push()
        shop.code("a", board("A2"))

        said = shop.push("--smoke")

    assert (said.code, said.last) == (0, "1 updated, 1 in sync")


def test_a_journal_that_cannot_be_written_stops_the_push(shop: Workshop) -> None:
    """Before the first request that writes; exit 5."""
    (shop.root / ".dash").write_text("")
    shop.grafana.forget()

    said = shop.push()

    assert said.code == 5
    assert "the journal cannot be written" in said.err
    assert shop.grafana.writes == []


def test_a_login_page_in_the_way_is_named(shop: Workshop) -> None:
    """A proxy with a login: one line, exit 3, nothing written."""
    with serving(routes({"GET /api/frontend/settings": Reply(status=302, headers={"Location": "/login"})})) as server:
        shop.configure(url=server.url)
        said = shop.push()

    assert said.code == 3
    assert said.err.startswith("Error: t: GET /api/frontend/settings: sent to a login page")
    assert json.loads(json.dumps(shop.titles)) == {}
    assert FOLDER not in shop.grafana.state.folders


def test_all_or_nothing_when_any_request_fails(tmp_path: Path) -> None:
    """Whichever request is refused, writing or reading back: everything is there, or everything is as it was."""
    with workshop(tmp_path / "project") as shop, proxied(shop.grafana.url) as proxy:
        shop.configure(url=proxy.url)
        shop.push("a")
        shop.code("a", board("A2"))
        for index in range(3, 9):
            proxy.forget(at(index, answering(400)))

            said = shop.push("--all-or-nothing")

            state = (shop.titles["a"], shop.titles.get("b"))
            assert state == (("A2", "B") if said.code == 0 else ("A", None)), said
            assert index < len(proxy.seen) or said.code == 0
            proxy.forget()
            if said.code == 0:
                shop.undo()


@pytest.mark.parametrize("flags", [(), ("--all-or-nothing",)])
def test_a_push_that_cannot_be_proven_is_not_all(shop: Workshop, flags: tuple[str, ...]) -> None:
    """The queries cannot be asked after the push: exit 4, and with --all-or-nothing it is taken back."""
    from scripts.push.emptied import Smoke

    def fail(*_: object) -> list[str]:
        raise Unreachable("t: gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Smoke, "after", fail)
        said = shop.push("--smoke", *flags)

    assert said.code == 4
    assert "Error: t: gone" in said.err
    assert set(shop.titles) == (set() if flags else {"a", "b"})


def test_a_deployment_that_cannot_be_marked_is_told(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboards are pushed, the annotation is not: exit 4."""

    def fail(*_: object) -> int:
        raise Unreachable("t: gone")

    monkeypatch.setattr("scripts.grafana.annotations.post", fail)

    said = shop.push("--annotate")

    assert (said.code, said.last) == (4, "2 created")
    assert "Error: t: gone" in said.err
