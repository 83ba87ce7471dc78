"""Whatever stands where a Prometheus or Loki should be, is told from one in a line."""

import pytest
from support.loopback import Reply, Request, Server, sequence, serving

from scripts import prometheus
from scripts.errors import DashError, UnexpectedAnswer, Unreachable
from scripts.prometheus import Answer, QueryRefused

VECTOR = [{"metric": {"a": "b"}, "value": [1, "1"]}, {"metric": {}, "value": [1, "NaN"]}]
MATRIX = [{"metric": {}, "values": [[1, "1"], [2, "NaN"], [3, "3"]]}]


def good(kind: str, result: object) -> Reply:
    """Answer as Prometheus does."""
    return Reply(body={"status": "success", "data": {"resultType": kind, "result": result}})


def parameters(server: Server) -> str:
    """Give the path and query of the last request."""
    return server.requests[-1].path


@pytest.mark.parametrize(
    ("kind", "result", "series", "samples"),
    [("vector", VECTOR, 2, 1), ("scalar", [1, "3"], 1, 1), ("string", [1, "x"], 1, 1), ("vector", [], 0, 0)],
)
def test_a_value_of_now_is_counted_without_gaps(kind: str, result: object, series: int, samples: int) -> None:
    """NaN is drawn as a gap, and a scalar is a series of its own."""
    with serving(sequence(good(kind, result))) as server:
        found = prometheus.Server(f"{server.url}/").instant("up", 5)

        assert parameters(server) == "/api/v1/query?query=up&time=5.000"
    assert (len(found.series), found.samples) == (series, samples)


def test_a_range_is_asked_with_its_step() -> None:
    """And counted over all its moments."""
    with serving(sequence(good("matrix", MATRIX))) as server:
        found = prometheus.Server(server.url).range("up", 0, 60, 15)

        assert parameters(server) == "/api/v1/query_range?query=up&start=0&end=60&step=15"
    assert found == Answer(MATRIX)
    assert found.samples == 2


def test_a_loki_is_asked_at_its_own_address() -> None:
    """A selector narrows the values of a label, and none asks for all; no values are none."""
    with serving(sequence(Reply(body={"status": "success", "data": ["x"]}), Reply(body={"status": "success"}))) as one:
        loki = prometheus.Server(one.url, loki=True)

        assert loki.label_values('{a="b"}', "c", 0, 1) == ["x"]
        assert parameters(one).startswith("/loki/api/v1/label/c/values?start=0&end=1&match")
        assert loki.label_values("", "c", 0, 1) == []
        assert "match" not in parameters(one)
        assert one.connections == 1


@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (
            Reply(status=400, body={"status": "error", "error": "parse error: x"}),
            QueryRefused,
            "Prometheus refuses the query: parse error: x",
        ),
        (Reply(status=422, body="too long\nand more"), QueryRefused, "Prometheus refuses the query: too long"),
        (Reply(status=200, body="<html>"), UnexpectedAnswer, "answered 200 (text/html), not as Prometheus does"),
        (Reply(status=503, body={"error": "x"}), UnexpectedAnswer, "answered 503 (application/json)"),
        (Reply(status=400, body=b""), UnexpectedAnswer, "answered 400"),
        (Reply(cut=True), Unreachable, "cannot be reached"),
    ],
)
def test_an_answer_that_is_none_is_told(reply: Reply, kind: type[DashError], said: str) -> None:
    """A refused query is the author's business, anything else that of the address."""
    with serving(sequence(reply)) as server, pytest.raises(kind) as caught:
        prometheus.Server(server.url).instant("up")

    assert type(caught.value) is kind
    assert said in caught.value.message
    assert "\n" not in caught.value.message


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds that were waited are told."""
    from threading import Event

    monkeypatch.setattr(prometheus, "READ", 0.05)
    ended = Event()

    def silent(request: Request) -> Reply:
        del request
        ended.wait(20)
        return Reply(cut=True)

    with serving(silent) as server:
        try:
            with pytest.raises(Unreachable, match=r"did not answer within 0\.05 s"):
                prometheus.Server(server.url).instant("up")
        finally:
            ended.set()
