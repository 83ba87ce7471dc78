"""The guide's LogQL queries and every log panel bring lines from a real Loki that holds the simulated log.

The lines have an environment of their own, and are deleted at the end.
"""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import pytest
from support import loki

from panels.contract.loglines import ADDED, LABELS
from scripts import settings, sources
from scripts.cli import run
from scripts.jsonvalue import Json
from scripts.prometheus import Server
from scripts.simulate.logs.sinks import Loki
from scripts.simulate.logs.story import Story
from scripts.simulate.model import Model
from scripts.simulate.timeline import Timeline
from scripts.smoke.asking import Direct, put
from scripts.smoke.questions import Question, questions
from scripts.smoke.variables import resolve

MINUTE, HOUR = 60, 3600
RECENT = 15 * MINUTE
LONG = 8 * HOUR
RARE = {"user_registrations_total", "revenue_usd_total", "db_slow_queries_total"}
"""Happens every hour or so: told for longer than the rest."""

GUIDE = (
    '{job="rust-core-engine"} |= "ERROR"',
    '{job="rust-core-engine"} |~ "trade.*executed"',
    '{job="python-ai-service"} | json | confidence > 0.8',
    '{container_name="rust-core-engine"}',
    'sum by (job) (count_over_time({job=~".+"} |= "ERROR" [1h]))',
    '{job="rust-core-engine"} | json | duration_ms > 1000',
    '{job="rust-core-engine"}',
    '{job="rust-core-engine", level="ERROR"}',
    '{job=~"rust-core-engine|python-ai-service"}',
    '{job="rust-core-engine"} |= "trade"',
    '{job="rust-core-engine"} != "health"',
    '{job="rust-core-engine"} | json | line_format "{{.message}}"',
    'count_over_time({job="rust-core-engine"}[5m])',
    'sum by (job) (count_over_time({level="ERROR"}[1h]))',
    '{job=~".+"}',
)
"""Every query of the guide's chapters on Loki, LogQL and troubleshooting."""

BOARDS: dict[str, Json] = {source.uid: source.spec for source in sources.load(settings.load())}
LOG_QUESTIONS = [one for spec in BOARDS.values() for one in questions(spec) if one.language == "logql"]


RUNBOOKS = sorted(
    {
        line
        for page in (Path(__file__).parents[2] / "docs/runbooks").glob("*.md")
        for block in re.findall(r"```logql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        for line in block.splitlines()
    }
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A Loki with the simulated log."""

    url: str
    environment: str

    def own(self, query: str) -> str:
        """Narrow a query to our lines."""
        return re.sub(r"\{(?=\w+=)", f'{{environment="{self.environment}",', query)

    def ask(self, query: str) -> list[Json]:
        """Ask for the last hour."""
        now = time.time()
        return list(Server(self.url, loki=True).range(self.own(query), now - HOUR, now, MINUTE).series)


@pytest.fixture(scope="module")
def filled(loki_url: str) -> Iterator[Filled]:
    """Fill it once."""
    environment, now = loki.own_environment(), int(time.time())
    story = Story(Model())
    rare = Story(Model())
    rare.voices = [
        replace(voice, lines=[line for line in voice.lines if line.metric.name in RARE]) for voice in rare.voices
    ]
    past = rare.between(now - LONG, now - RECENT, Timeline())
    where = Loki(loki_url, environment)
    where.write(chain(past, story.between(now - RECENT, now, Timeline().switched("high-latency", now - RECENT))))
    where.close()
    yield Filled(loki_url, environment)
    loki.forget(loki_url, environment)


@pytest.mark.parametrize("query", GUIDE)
def test_the_guides_queries_bring_lines(filled: Filled, query: str) -> None:
    """As they stand in the guide, and with `service` for `job`."""
    by_job = filled.ask(query)
    by_service = filled.ask(query.replace("job", "service"))

    assert by_job
    assert len(by_service) == len(by_job)


def test_errors_are_counted_by_service(filled: Filled) -> None:
    """The guide's count, of each application that had any; by the word in the line and by the label."""
    for query in (GUIDE[4], GUIDE[13]):
        assert {one["metric"]["job"] for one in filled.ask(query)} == {
            "rust-core-engine",
            "python-ai-service",
            "nextjs-ui-dashboard",
        }


@pytest.mark.parametrize("question", LOG_QUESTIONS, ids=lambda one: f"{one.uid}: {one.title}")
def test_every_log_panel_brings_lines(filled: Filled, question: Question) -> None:
    """In the range that the dashboard opens with."""
    backend = Direct("", filled.url)
    chosen, listed = resolve(BOARDS[question.uid], backend)
    result = put(question, backend, {**chosen, "environment": filled.environment}, listed)

    assert (result.verdict, result.detail) == ("data", result.detail)
    assert filled.environment in result.detail


def test_the_simulator_makes_the_streams_that_the_shippers_make(filled: Filled) -> None:
    """The same labels, so that what works here works there."""
    streams = loki.labels(filled.url, f'{{environment="{filled.environment}"}}')

    assert set(chain.from_iterable(streams)) == {*LABELS, *ADDED}


def test_a_trace_is_found_by_its_id(filled: Filled) -> None:
    """In the logs of all services, as the click on it in Grafana asks."""
    lines = filled.ask('{service="rust-core-engine"} |= "trade.executed"')
    trace = json.loads(lines[0]["values"][0][1])["trace_id"]

    assert len(filled.ask(f'{{service=~".+"}} |= "{trace}"')) == 1


@pytest.mark.parametrize("query", RUNBOOKS)
def test_the_queries_of_the_runbooks_are_understood(filled: Filled, query: str) -> None:
    """Whether or not there is such trouble at the moment."""
    filled.ask(query)


def test_dash_smoke_asks_a_loki_alone(filled: Filled, capsys: pytest.CaptureFixture[str]) -> None:
    """Its twelve panels, all with data; no Prometheus is needed."""
    assert run(["smoke", "--loki", filled.url]) == 0
    assert "12 panels, 0 empty; 12 queries: 12 data" in capsys.readouterr().out
