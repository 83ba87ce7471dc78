"""The simulated log tells what the simulated metrics count, in lines that keep the contract."""

import json
from collections import Counter
from functools import cache

import pytest

from scripts.contract.lines.judge import Judge
from scripts.contract.lines.reading import lines
from scripts.jsonvalue import Json
from scripts.simulate.frame import Frame
from scripts.simulate.logs.entry import Entry
from scripts.simulate.logs.story import CHAPTER, Story
from scripts.simulate.model import Model
from scripts.simulate.scenarios import SCENARIOS
from scripts.simulate.sources import Histogram
from scripts.simulate.timeline import Timeline

END = 1_795_881_600
APPLICATIONS = ("rust-core-engine", "python-ai-service", "nextjs-ui-dashboard")
MODEL = Model(7)


@cache
def told(scenario: str = "healthy", length: int = 300) -> tuple[Entry, ...]:
    """Tell the last minutes under a scenario that began with them."""
    return tuple(Story(MODEL).between(END - length, END, Timeline().switched(scenario, END - length)))


def said(entries: tuple[Entry, ...]) -> list[Json]:
    """Parse the applications' lines."""
    return [json.loads(one.text) for one in entries if one.service in APPLICATIONS and one.text.startswith("{")]


def count(metric: str, scenario: str, length: int, **labels: str) -> float:
    """Ask the metrics how much a counter rose."""
    frame = Frame(MODEL.seed, Timeline().switched(scenario, END - length), (END - length, END))
    total = 0.0
    for target in MODEL.targets:
        for line in target.lines:
            if line.metric.name == metric and labels.items() <= dict(line.labels).items():
                assert not isinstance(line.source, Histogram)
                before, after = line.source.at(frame)
                total += after - before
    return total


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_line_keeps_the_contract(scenario: str) -> None:
    """Whatever goes wrong; a trace outside of JSON is a note."""
    text = (f"{one.text}\n".encode() for one in told(scenario, 60) if one.service in APPLICATIONS)
    raw = (line + b"\n" for one in text for line in one.splitlines())

    assert [str(finding) for finding in Judge().judge(lines(raw)) if not finding.note] == []


@pytest.mark.parametrize("scenario", ["healthy", "trade-failures"])
def test_as_many_trades_are_told_as_counted(scenario: str) -> None:
    """The panel that counts lines agrees with the one that counts events."""
    events = Counter(line["event"] for line in said(told(scenario)))

    assert events["trade.executed"] == count("trades_success_total", scenario, 300)
    assert events["trade.failed"] == count("trades_failed_total", scenario, 300)


def test_every_server_error_is_told() -> None:
    """An error burst in the metrics is one in the log."""
    failed = [line for line in said(told("error-burst")) if line["event"] == "http.request" and line["status"] >= 500]
    healthy = [line for line in said(told()) if line["level"] == "ERROR"]

    assert len(failed) == count("http_requests_total", "error-burst", 300, status="500")
    assert all(line["level"] == "ERROR" for line in failed)
    assert len(failed) > 5 * len(healthy)


@pytest.mark.parametrize(
    ("scenario", "event"),
    [
        ("trading-halted", "-trade.executed"),
        ("trade-failures", "trade.failed"),
        ("binance-down", "exchange.failed"),
        ("rate-limited", "exchange.rate_limited"),
        ("openai-errors", "openai.failed"),
        ("mongodb-down", "db.failed"),
        ("slow-queries", "db.query"),
        ("ws-storm", "websocket.failed"),
        ("login-attack", "user.login_failed"),
        ("loss-limit", "risk.blocked"),
        ("service-down", "proxy.failed"),
    ],
)
def test_a_scenario_shows_in_the_log(scenario: str, event: str) -> None:
    """By far more of its lines than on a good day, or none at all."""
    name = event.removeprefix("-")
    before = sum(line["event"] == name for line in said(told()))
    after = sum(line["event"] == name for line in said(told(scenario)))

    assert after == 0 if event.startswith("-") else after > 3 * before + 3


def test_slow_requests_are_slow_in_the_log_too() -> None:
    """Durations come from the histogram's distribution, under the scenario that rules."""
    slow = {
        scenario: sum(
            line.get("duration_ms", 0) > 1000 for line in said(told(scenario)) if line["event"] == "http.request"
        )
        for scenario in ("healthy", "high-latency")
    }

    assert slow["high-latency"] > 10 * slow["healthy"] + 10


def test_a_service_that_is_down_says_why_and_then_nothing() -> None:
    """A panic as the runtime prints it, the last line, silence; and a line when it is back."""
    down, back = END - 200, END - 100
    timeline = Timeline().switched("service-down", down).switched("healthy", back)
    engine = [one for one in Story(MODEL).between(END - 300, END, timeline) if one.service == "rust-core-engine"]
    between = [one for one in engine if 1000 * down <= one.at < 1000 * back]
    after = [one for one in engine if one.at >= 1000 * back]

    assert [one.level for one in between] == ["ERROR", "ERROR"]
    assert between[0].text.startswith("thread '")
    assert json.loads(after[0].text)["event"] == "service.started"
    assert len(after) > 50


def test_two_processes_write_the_same() -> None:
    """Wherever they begin, and chapter by chapter."""
    begin = END - 100
    other = Story(Model(7)).between(begin - CHAPTER, END, Timeline())
    assert [one for one in other if one.at > 1000 * begin] == [
        one for one in Story(MODEL).between(begin, END, Timeline()) if one.at > 1000 * begin
    ]


def test_lines_are_in_the_order_of_time_and_within_it() -> None:
    """Loki and people read them so."""
    times = [one.at for one in told()]

    assert times == sorted(times)
    assert times[0] >= 1000 * (END - 300)
    assert times[-1] <= 1000 * END
