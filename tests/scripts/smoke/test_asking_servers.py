"""`dash smoke` asks a Prometheus itself, or a Grafana before it, and says the same of both."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from support.loopback import Reply, Request, serving
from support.workshop import Workshop, board, workshop

EMPTY, BROKEN = "nothing", "broken"


def prometheus(request: Request) -> Reply:
    """Be a Prometheus with data, but not for one panel, and with an error for another."""
    if "/label/" in request.path:
        return Reply(body={"status": "success", "data": ["a", "b"]})
    expr = parse_qs(unquote(request.path.partition("?")[2]) + unquote(request.body.decode()))["query"][0]
    if BROKEN in expr:
        return Reply(status=422, body={"status": "error", "errorType": "execution", "error": "many-to-many matching"})
    values = [[1700000000, "1"], [1700000060, "1"]]
    result = [] if EMPTY in expr else [{"metric": {}, "values": values, "value": values[0]}]
    kind = "matrix" if "query_range" in request.path else "vector"
    return Reply(body={"status": "success", "data": {"resultType": kind, "result": result}})


@dataclass
class Smoked(Workshop):
    """A project, its Grafana, and the Prometheus behind that."""

    prometheus: str = ""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Smoked]:
    """Be a project of one dashboard with a variable, and a Grafana before a Prometheus."""
    with serving(prometheus) as server, workshop(tmp_path / "project") as made:
        made.grafana.state.datasources.clear()
        made.grafana.add_datasource("prom", url=server.url)
        made.code("b", None)
        source = {"type": "prometheus", "uid": "prom"}
        query = {"query": "label_values(up, host)"}
        hosts = {"name": "host", "type": "query", "query": query, "datasource": source, "current": {"value": "a"}}
        spec = board("A", "Good", "Quick", templating={"list": [hosts]})
        spec["panels"][1]["targets"][0]["instant"] = True
        made.code("a", spec)
        yield Smoked(made.root, made.grafana, prometheus=server.url)


def ways(shop: Smoked) -> Iterator[tuple[str, ...]]:
    """List the ways to ask."""
    yield "smoke", "--prometheus", shop.prometheus
    yield "smoke", "--env", "t"


def test_both_ways_find_data_and_the_values_of_variables(shop: Smoked) -> None:
    """Panels for now and over a range, and a variable; exit 0."""
    for way in ways(shop):
        said = shop.dash(*way, "--format", "json")

        found = {one["title"]: one["verdict"] for one in json.loads(said.out)["results"]}
        assert (said.code, found) == (0, {"host": "data", "Good": "data", "Quick": "data"})


def test_both_ways_name_panels_that_are_empty_or_refused(shop: Smoked) -> None:
    """With the words of the server; exit 1, in each form for people and programs."""
    shop.code("a", board("A", "Good", EMPTY, BROKEN))
    for way in ways(shop):
        for form in ("text", "markdown", "github"):
            said = shop.dash(*way, "--format", form)

            assert said.code == 1
            assert EMPTY in said.out
            assert "many-to-many matching" in said.out


def test_a_grafana_without_a_loki_only_checks_the_logs(shop: Smoked) -> None:
    """Its LogQL is read, and asked nobody."""
    spec = board("A", "Good", "Logs")
    spec["panels"][1]["targets"] = [{"refId": "A", "expr": '{job="api"}', "datasource": {"type": "loki", "uid": "x"}}]
    shop.code("a", spec)

    results = json.loads(shop.dash("smoke", "--env", "t", "--format", "json").out)["results"]

    assert {one["title"]: one["verdict"] for one in results} == {"Good": "data", "Logs": "checked"}


def test_a_grafana_without_a_prometheus_is_sent_to_the_doctor(shop: Smoked) -> None:
    """There is nobody to ask, neither for the values of a variable nor for a panel."""
    shop.grafana.state.datasources.clear()

    with_variable = shop.dash("smoke", "--env", "t")
    shop.code("a", board("A", "Good"))
    without = shop.dash("smoke", "--env", "t")

    assert (with_variable.code, without.code) == (2, 1)
    assert "has no data source of type prometheus" in with_variable.err
    assert "dash doctor --env t" in with_variable.err
    assert "has no data source of type prometheus" in without.out


@pytest.mark.parametrize("flags", [(), ("--env", "t", "--prometheus", "http://127.0.0.1:9")])
def test_whom_to_ask_has_to_be_said_once(shop: Smoked, flags: tuple[str, ...]) -> None:
    """Neither is no answer, and both are two."""
    said = shop.dash("smoke", *flags)

    assert said.code == 2
    assert "name a server to ask, directly or through Grafana" in said.err
