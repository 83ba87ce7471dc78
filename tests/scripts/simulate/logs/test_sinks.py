"""Lines reach files, the standard output and Loki as they were told, and trouble is said in one line."""

import json
from pathlib import Path

import pytest
from support.loopback import Reply, Request, sequence, serving

from panels.contract.loglines import LABELS, LEVELS
from scripts.errors import ConfigurationError, DashError, Unreachable
from scripts.simulate.logs import live, past, sinks
from scripts.simulate.logs.entry import Entry, line
from scripts.simulate.model import Model
from scripts.simulate.server import Simulation
from scripts.simulate.timeline import Timeline

MODEL = Model(7)
AT = 1_795_881_600_123
ENTRIES = [
    line(AT, "rust-core-engine", "INFO", "trade.executed", {"trace_id": "4bf9", "symbol": "BTCUSDT"}),
    Entry(AT, "mongodb", "", "text of no level"),
]
Out = pytest.CaptureFixture[str]


def test_files_are_appended_to(tmp_path: Path) -> None:
    """Starting twice loses nothing; a trace has several lines."""
    for _ in range(2):
        with sinks.opened(str(tmp_path / "new"), "") as (files,):
            files.write([*ENTRIES, Entry(AT, "rust-core-engine", "ERROR", "thread panicked\nat x")])

    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["mongodb.log", "rust-core-engine.log"]
    text = (tmp_path / "new/rust-core-engine.log").read_text()
    assert text == 2 * f"{ENTRIES[0].text}\nthread panicked\nat x\n"


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """On which folder, and what to do."""
    with sinks.opened(str(tmp_path), "") as (files,):
        (tmp_path / "mongodb.log").mkdir()
        with pytest.raises(DashError, match="Is a directory"):
            files.write(ENTRIES)


def test_the_output_has_the_applications_only(capsys: Out) -> None:
    """So that the check can read it: MongoDB writes another format."""
    with sinks.opened("-", "") as (output,):
        output.write(ENTRIES)

    assert capsys.readouterr().out == f"{ENTRIES[0].text}\n"


def test_loki_gets_the_labels_that_the_shippers_set() -> None:
    """No more; nanoseconds as text."""
    with serving(lambda _: Reply(status=204)) as server, sinks.opened("", f"{server.url}/") as (loki,):
        loki.write(ENTRIES)
        (request,) = server.requests

    assert request.path == "/loki/api/v1/push"
    engine, mongodb = request.json()["streams"]
    assert set(engine["stream"]) == set(LABELS)
    assert engine["values"] == [[f"{AT}000000", ENTRIES[0].text]]
    assert "level" not in mongodb["stream"]


def test_many_lines_are_several_pushes() -> None:
    """Loki takes four megabytes at most."""
    with serving(lambda _: Reply(status=204)) as server, sinks.opened("", server.url) as (loki,):
        loki.write(ENTRIES[:1] * (sinks.BATCH + 1))
        sizes = [len(request.json()["streams"][0]["values"]) for request in server.requests]

    assert sizes == [sinks.BATCH, 1]


def test_what_loki_refuses_is_said() -> None:
    """With its own reason."""
    answer = Reply(status=400, body="entry too far behind")
    with (
        serving(lambda _: answer) as server,
        sinks.opened("", server.url) as (loki,),
        pytest.raises(DashError, match="HTTP 400: entry too far behind") as caught,
    ):
        loki.write(ENTRIES)
    assert "load the past first" in caught.value.hint


def test_an_address_that_is_none_is_refused() -> None:
    """Before anything is written."""
    with pytest.raises(ConfigurationError, match="no http URL"), sinks.opened("", "localhost:3100"):
        pass


def test_the_past_is_written_to_every_sink(tmp_path: Path, capsys: Out) -> None:
    """And told how far it is."""
    shares: list[float] = []
    with sinks.opened(str(tmp_path), "") as (files,), sinks.opened("-", "") as (output,):
        written = past.write(MODEL, [files, output], 30, timeline=Timeline(), end=AT / 1000, progress=shares.append)

    assert shares == [1.0]
    both = (*tmp_path.glob("*.log"),)
    assert sum(len(file.read_text().splitlines()) for file in both) == written.lines > 50
    assert len(capsys.readouterr().out.splitlines()) <= written.lines


class Clock:
    """Tells the time that a test says."""

    now = float(AT // 1000)

    def __call__(self) -> float:
        """Be asked."""
        return self.now


def test_lines_wait_for_a_loki_that_does_not_answer() -> None:
    """Each is pushed once, as soon as it is back; a person is told both."""
    clock, heard = Clock(), list[str]()
    replies = sequence(Reply(status=204), Reply(cut=True), Reply(cut=True), Reply(status=204))
    with serving(replies) as server, sinks.opened("", server.url) as where:
        writer = live.Writer(Simulation(MODEL, clock), where, heard.append)
        for _ in range(4):
            clock.now += 3
            writer.catch_up()
        pushed = [values(request) for request in server.requests]

    assert [text.partition(";")[2] or text.partition(" ")[2] for text in heard] == [
        " lines wait until it is mended",
        "lines that waited are written",
    ]
    taken = pushed[0] | pushed[-1]
    assert pushed[1] < pushed[2] < pushed[3]
    assert pushed[0].isdisjoint(pushed[3])
    assert len(taken) > 40


def values(request: Request) -> set[str]:
    """Take the lines out of a push."""
    return {value[1] for stream in request.json()["streams"] for value in stream["values"]}


def test_nothing_is_told_twice(capsys: Out) -> None:
    """A second look within the same second finds nothing new."""
    clock = Clock()
    with sinks.opened("-", "") as where:
        writer = live.Writer(Simulation(MODEL, clock), where)
        writer.catch_up()
        assert capsys.readouterr().out == ""
        clock.now += 5.5
        writer.catch_up()
        first = capsys.readouterr().out
        clock.now += 0.4
        writer.catch_up()
        assert capsys.readouterr().out == ""
    assert {json.loads(text)["level"] for text in first.splitlines()} <= set(LEVELS)


def test_an_unreachable_loki_is_one_line() -> None:
    """And says what to do."""
    with sinks.opened("", "http://127.0.0.1:1") as (loki,), pytest.raises(Unreachable) as caught:
        loki.write(ENTRIES)
    assert caught.value.hint == "is Loki running?"
