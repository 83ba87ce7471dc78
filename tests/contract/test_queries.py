"""What do we rely on to run queries through Grafana? Behind it stands a server that speaks like Prometheus."""

import secrets
from collections.abc import Iterator

import pytest
from support.contract import Api, Said
from support.loopback import Reply, Request, serving

from scripts.jsonvalue import Json

METRIC = {"__name__": "up", "job": "a"}
POINTS: list[tuple[int, str]] = [(1_700_000_000, "1"), (1_700_000_060, "2.5"), (1_700_000_120, "NaN")]


def prometheus(request: Request) -> Reply:
    """Answer a query by what stands in it: `wrong`, `nothing`, or anything else for one series."""
    body = request.body.decode() + request.path
    if "wrong" in body:
        return Reply(status=400, body={"status": "error", "errorType": "bad_data", "error": "parse error"})
    kind = "matrix" if "query_range" in request.path else "vector"
    sample = {"values": POINTS} if kind == "matrix" else {"value": POINTS[0]}
    result = [] if "nothing" in body else [{"metric": METRIC, **sample}]
    return Reply(body={"status": "success", "data": {"resultType": kind, "result": result}})


@pytest.fixture(scope="module")
def source(old: Api) -> Iterator[str]:
    """A data source with that server behind it."""
    uid = f"contract-{secrets.token_hex(4)}"
    with serving(prometheus) as server:
        wish = {"uid": uid, "name": uid, "type": "prometheus", "access": "proxy", "url": server.url}
        assert old.ask("POST", "/api/datasources", {**wish, "jsonData": {"httpMethod": "POST"}}).status == 200
        yield uid
        old.ask("DELETE", f"/api/datasources/uid/{uid}")


def ask(api: Api, source: str, *exprs: str, **more: object) -> Said:
    """Send queries, named A, B, ... ."""
    queries = [
        {"refId": ref, "datasource": {"uid": source, "type": "prometheus"}, "expr": expr, **more}
        for ref, expr in zip("ABC", exprs, strict=False)
    ]
    body: Json = {"queries": queries, "from": "1700000000000", "to": "1700000120000"}
    return api.ask("POST", "/api/ds/query", body)


def columns(said: Said, ref: str = "A") -> list[tuple[str, list[object]]]:
    """Type and values of each field of each frame."""
    frames = said.body["results"][ref]["frames"]
    return [
        (field["type"], values)
        for frame in frames
        for field, values in zip(frame["schema"]["fields"], frame["data"]["values"], strict=True)
    ]


def test_a_range_query_gives_a_time_and_a_number_field(old: Api, source: str) -> None:
    """With as many values each; what JSON cannot write is null."""
    said = ask(old, source, "up", range=True, intervalMs=60_000, maxDataPoints=10)
    assert said.status == 200, said.text
    (kind, times), (other, values) = columns(said)
    assert (kind, other) == ("time", "number")
    assert times == [at * 1000 for at, _ in POINTS]
    assert values == [1, 2.5, None]


def test_an_instant_query_gives_one_value(old: Api, source: str) -> None:
    """At one time."""
    said = ask(old, source, "up", instant=True, range=False)
    assert [values for kind, values in columns(said) if kind == "number"] == [[1]]


def test_no_series_are_no_values(old: Api, source: str) -> None:
    """And no error."""
    said = ask(old, source, "nothing", range=True)
    assert said.status == 200
    assert [values for kind, values in columns(said) if kind != "time"] == []
    assert not said.body["results"]["A"].get("error")


def test_an_error_stands_under_its_own_query(old: Api, source: str) -> None:
    """The others are answered all the same, and the whole is a 400."""
    said = ask(old, source, "wrong", "up", range=True)
    assert said.status == 400
    assert "parse error" in said.body["results"]["A"]["error"]
    assert [values for kind, values in columns(said, "B") if kind == "number"] == [[1, 2.5, None]]


def test_labels_come_with_the_number(old: Api, source: str) -> None:
    """Legends and variables need them."""
    said = ask(old, source, "up", range=True)
    field = said.body["results"]["A"]["frames"][0]["schema"]["fields"][1]
    assert field["labels"] == METRIC
