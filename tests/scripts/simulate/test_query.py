"""What comes of a question to Prometheus, and of one to something else?"""

import pytest
from support.loopback import Reply, serving

from scripts.errors import UnexpectedAnswer, Unreachable
from scripts.simulate.query import query, query_range, reload


def answered(kind: str, result: object) -> Reply:
    """Answer as Prometheus does."""
    return Reply(body={"status": "success", "data": {"resultType": kind, "result": result}})


def test_a_vector_and_a_scalar_are_vectors() -> None:
    """One number is a vector of one."""
    vector = [{"metric": {"job": "a"}, "value": [1, "2"]}]
    with serving(lambda _: answered("vector", vector)) as server:
        assert query(server.url, "up", 1.5) == vector
    assert server.requests[0].path == "/api/v1/query"
    assert server.requests[0].body == b"query=up&time=1.500"
    with serving(lambda _: answered("scalar", [1, "2"])) as server:
        assert query(server.url + "/prometheus/", "2", 1) == [{"metric": {}, "value": [1, "2"]}]
    assert server.requests[0].path == "/prometheus/api/v1/query"


def test_a_range_is_asked_with_its_ends() -> None:
    """The last point is included."""
    with serving(lambda _: answered("matrix", [])) as server:
        assert query_range(server.url, "up", 10, 70, 30) == []
    assert server.requests[0].body == b"query=up&start=10.000&end=70.000&step=30"


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=400, body={"status": "error", "error": "parse error"}), "parse error: sum"),
        (Reply(body="<html>"), "not the answer of a Prometheus"),
        (Reply(body=[]), "not the answer of a Prometheus"),
    ],
)
def test_an_error_names_the_query_and_nonsense_the_server(reply: Reply, says: str) -> None:
    """In one line."""
    with serving(lambda _: reply) as server, pytest.raises(UnexpectedAnswer, match=says):
        query(server.url, "sum(\n  up", 1)


def test_a_reload_that_fails_gives_the_reason() -> None:
    """And one that works says nothing."""
    with serving(lambda _: Reply(body="")) as server:
        reload(server.url)
    with (
        serving(lambda _: Reply(status=500, body="bad rule\n")) as server,
        pytest.raises(UnexpectedAnswer, match="bad rule"),
    ):
        reload(server.url)


def test_nobody_there_is_one_line() -> None:
    """Refused, or cut off."""
    with serving(lambda _: Reply(cut=True)) as server, pytest.raises(Unreachable):
        query(server.url, "up", 1)
    with pytest.raises(Unreachable, match="refused"):
        query(server.url, "up", 1)
