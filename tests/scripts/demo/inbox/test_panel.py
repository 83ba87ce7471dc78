"""The page of a panel shows what its queries answer, with the choices of the link filled in."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from support.loopback import Answer, Reply, Request, serving
from support.small import dashboard, panel, row

from scripts.demo.inbox.panel import FOLDER, Panels
from scripts.jsonvalue import Json


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Be a project with one built dashboard: metrics, logs, a query variable, and a panel in a folded row."""
    source = {"type": "prometheus", "uid": "p"}
    hits = panel("Hits", 'sum(rate(hits_total{host=~"$host"}[$__rate_interval]))', id=1, description="Per <second>")
    logs = panel("Logs", '{job="api"}', id=2)
    logs["targets"][0]["datasource"] = {"type": "loki", "uid": "l"}
    text: Json = {"id": 3, "type": "text", "title": "Words", "gridPos": {"x": 0, "y": 0, "w": 24, "h": 8}}
    query = {"query": "label_values(up, host)"}
    variable = {"name": "host", "type": "query", "query": query, "datasource": source, "current": {"value": "a"}}
    made = dashboard(hits, row("Folded", logs, text), uid="team", templating={"list": [variable]})
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "team.json").write_text(json.dumps(made))
    return tmp_path


def prometheus(asked: list[str], *, refuses: bool = False) -> Answer:
    """Be a Prometheus with two hosts and one series, that notes what it is asked."""

    def answer(request: Request) -> Reply:
        if "/label/" in request.path:
            return Reply(body={"status": "success", "data": ["a", "b.c"]})
        asked.append(parse_qs(request.body.decode())["query"][0])
        if refuses:
            return Reply(status=422, body={"status": "error", "error": "too many samples"})
        result = [{"metric": {"host": "b.c"}, "values": [[1, "1"], [2, "2"]]}]
        return Reply(body={"status": "success", "data": {"resultType": "matrix", "result": result}})

    return answer


def page(project: Path, host: str = "", *, refuses: bool = False) -> tuple[str, list[str]]:
    """Open the page of the first panel, with a choice; return it and what Prometheus was asked for it."""
    asked: list[str] = []
    choice = {"var-host": host} if host else {}
    with serving(prometheus(asked, refuses=refuses)) as server:
        text = Panels(project, server.url).page("/d/team", {"viewPanel": "panel-1", **choice})
    return text, asked


def test_the_choice_of_the_link_is_asked_for(project: Path) -> None:
    """With its dots escaped, as Grafana does; the panel's words are escaped for the browser."""
    text, asked = page(project, "b.c")

    assert len(asked) == 1
    assert 'host=~"b\\\\.c"' in asked[0]
    assert "$" not in asked[0]
    assert "Per &lt;second&gt;" in text
    assert "<svg" in text
    assert "In Prometheus" in text


def test_without_a_choice_it_is_what_a_reader_gets_who_opens_the_dashboard(project: Path) -> None:
    """And a choice that could change the query is none."""
    for choice in ("", 'x"} or vector(1) #'):
        _, asked = page(project, choice)
        assert 'host=~"a"' in asked[0]


def test_what_prometheus_refuses_is_told_in_its_words(project: Path) -> None:
    """The page is there, with the query and a link to try it."""
    text, asked = page(project, refuses=True)

    assert "too many samples" in text
    assert len(asked) == 1
    assert "In Prometheus" in text


def test_logs_are_told_to_be_elsewhere_and_a_text_asks_nothing(project: Path) -> None:
    """There is no Loki in the demo; both stand in a folded row."""
    with serving(prometheus([])) as server:
        panels = Panels(project, server.url)
        logs = panels.page("/d/team", {"viewPanel": "panel-2"})
        words = panels.page("/d/team", {"viewPanel": "panel-3"})

    assert "Small / Folded / Logs" in logs
    assert "This is a question for Loki, which is not here" in logs
    assert "<article>" not in words
