"""Does `dash contract` print for people and programs, and judge URLs, files and pipes with the right exit codes?"""

import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from panels.contract import JOBS
from panels.contract.loglines import EVENTS, FIELDS
from scripts.cli import run
from scripts.contract import example, which
from scripts.contract.lines.render import example as lines_example

Out = pytest.CaptureFixture[str]
PAGE = example.page(which.one("redis"))


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve on loopback; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sends(body: bytes, status: int = 200) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with a body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_text_names_every_metric_of_the_service(capsys: Out) -> None:
    """With labels, buckets, help and an example."""
    assert run(["contract", "--service", "python-ai-service"]) == 0
    text = capsys.readouterr().out
    assert "ai_analysis_duration_seconds  histogram, s" in text
    assert "buckets  0.1 0.25 0.5 1 2 3 4 5 7.5 10 15 30 60" in text
    assert 'ai_analysis_duration_seconds_bucket{analysis_type="signal",le="5.0"} 1' in text
    assert "trades_total" not in text


def test_json_is_the_whole_contract(capsys: Out) -> None:
    """All jobs, each metric with labels that say how they are bounded."""
    assert run(["contract", "--format", "json"]) == 0
    jobs = json.loads(capsys.readouterr().out)
    assert [job["job"] for job in jobs] == [job.name for job in JOBS]
    trades = next(metric for metric in jobs[0]["metrics"] if metric["name"] == "trades_total")
    by_name = {label["name"]: label for label in trades["labels"]}
    assert by_name["side"] == {"name": "side", "values": ["buy", "sell"]}
    assert by_name["symbol"]["most"] == 21


def test_markdown_has_a_table_whose_cells_hold(capsys: Out) -> None:
    """A bar inside a cell is escaped."""
    assert run(["contract", "--service", "redis", "--format", "markdown"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| `")]
    assert len(rows) == len(which.one("redis").metrics)
    assert {row.replace("\\|", "").count("|") for row in rows} == {6}


def test_a_service_with_two_pages_prints_both_and_must_be_named_for_a_check(capsys: Out, tmp_path: Path) -> None:
    """RabbitMQ's name is a job, so it is that page; the log shippers share a service name only."""
    assert run(["contract", "--service", "log-shipper"]) == 0
    assert {"promtail:", "alloy:"} <= set(capsys.readouterr().out.split())
    assert run(["contract", "check", str(tmp_path), "--service", "log-shipper"]) == 2
    assert "several metrics pages: promtail, alloy" in capsys.readouterr().err


def test_a_good_page_over_http_is_0(capsys: Out) -> None:
    """Asked in text format, and counted on stderr."""
    with serving(sends(PAGE.encode())) as address:
        assert run(["contract", "check", f"http://{address}/metrics", "--service", "redis"]) == 0
    out = capsys.readouterr()
    assert (out.out, out.err) == ("", "redis: 0 findings, 0 notes, 36 metrics\n")


def test_a_finding_is_1_and_a_line(capsys: Out, tmp_path: Path) -> None:
    """From a file."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("# TYPE redis_up gauge", "# TYPE redis_up counter"))
    assert run(["contract", "check", str(page), "--service", "redis"]) == 1
    assert capsys.readouterr().out == "redis_up: wrong type: it is a counter, and must be a gauge\n"
    assert run(["-q", "contract", "check", str(page), "--service", "redis", "--format", "json"]) == 1
    out = capsys.readouterr()
    assert json.loads(out.out)[0] | {"message": ""} == {
        "rule": "wrong type",
        "metric": "redis_up",
        "message": "",
        "note": False,
    }
    assert out.err == ""


def test_standard_input_is_read(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for it."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(PAGE.encode())))
    assert run(["contract", "check", "-", "--service", "redis"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["contract", "--service", "reddis"], 2, "did you mean redis?"),
        (["contract", "check", "x"], 2, "whose page is it?"),
        (["contract", "check", "x", "--service", "nobody-at-all"], 2, "known are rust-core-engine"),
        (["contract", "check", "no-such-file", "--service", "redis"], 5, "no-such-file: No such file"),
        (["contract", "check", "ftp://host/x", "--service", "redis"], 5, "No such file"),
        (["contract", "check", "http://[::1/x", "--service", "redis"], 2, "not a URL"),
        (["contract", "check", "http://127.0.0.1:99999/x", "--service", "redis"], 2, "not a URL"),
        (["contract", "check", "/", "--service", "redis"], 5, "Is a directory"),
    ],
)
def test_a_wrong_call_is_one_line(capsys: Out, arguments: list[str], code: int, says: str) -> None:
    """Usage is 2, what cannot be read is 5."""
    assert run(arguments) == code
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("body", "status", "code", "says"),
    [
        (b"<html>login</html>", 200, 5, "line 1: not a sample"),
        (b"\x1f\x8b\x00\xff", 200, 5, "binary data"),
        (b"a 1\n\x00", 200, 5, "binary data"),
        (b"", 200, 5, "not one metric"),
        (b"gone", 404, 5, "HTTP 404"),
        (b"no", 401, 3, "HTTP 401"),
        (b"oops", 500, 5, "HTTP 500"),
    ],
)
def test_an_answer_that_is_no_metrics_page_is_one_line(
    capsys: Out, body: bytes, status: int, code: int, says: str
) -> None:
    """And a password in the address is not in it."""
    with serving(sends(body, status)) as address:
        assert run(["contract", "check", f"http://me:secret@{address}/m", "--service", "redis"]) == code
    error = capsys.readouterr().err
    assert says in error
    assert "secret" not in error


def test_user_and_password_of_the_address_are_sent_as_a_header(capsys: Out) -> None:
    """Metrics pages behind basic authentication can be judged."""
    seen: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        sends(PAGE.encode())(handler)

    with serving(answer) as address:
        assert run(["contract", "check", f"http://me:s%40cret@{address}/m", "--service", "redis"]) == 0
    assert seen == ["Basic bWU6c0BjcmV0"]
    assert "cret" not in capsys.readouterr().err


def test_nobody_there_is_5(capsys: Out) -> None:
    """A closed port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert run(["contract", "check", f"http://127.0.0.1:{port}/", "--service", "redis"]) == 5
    assert "refused" in capsys.readouterr().err


def test_an_answer_that_never_ends_is_cut_off(capsys: Out) -> None:
    """A server that sends a line now and then, for ever, and one that is silent."""
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.05):
            try:
                handler.wfile.write(b"a 1\n")
            except OSError:
                return

    def silent(handler: BaseHTTPRequestHandler) -> None:
        del handler
        stop.wait(5)

    for answer in (drip, silent):
        with serving(answer) as address:
            assert run(["contract", "check", f"http://{address}/", "--service", "redis", "--timeout", "0.3"]) == 5
            stop.set()
        stop.clear()
        assert "time" in capsys.readouterr().err


def test_a_page_without_end_in_size_is_refused(capsys: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for files too."""
    monkeypatch.setattr("scripts.contract.fetch.MOST_BYTES", 1000)
    page = tmp_path / "huge.txt"
    page.write_text("a 1\n" * 1000)
    assert run(["contract", "check", str(page), "--service", "redis"]) == 5
    assert "no metrics page is that large" in capsys.readouterr().err


GOOD_LINE = lines_example(EVENTS["trade.executed"])


def test_a_log_that_keeps_the_contract_passes(tmp_path: Path, capsys: Out) -> None:
    """Nothing on stdout, the sums on stderr."""
    file = tmp_path / "engine.log"
    file.write_text(f"{GOOD_LINE}\n" * 3)

    assert run(["contract", "check", "--logs", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{file}: 3 lines, 0 findings, 0 notes\n"


def test_findings_of_a_log_have_line_numbers_and_an_exit_code(tmp_path: Path, capsys: Out) -> None:
    """The first five of a kind are printed, the rest counted; --all and JSON have them all."""
    file = tmp_path / "engine.log"
    file.write_text(f"{GOOD_LINE}\n" + "plain text\n" * 12)

    assert run(["contract", "check", "--logs", str(file)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("line 2: 'plain text' is no JSON")
    assert printed[-1] == "not JSON: 7 more, the last on line 13; --all prints them"
    assert run(["contract", "check", "--logs", "--all", str(file)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 12
    assert run(["contract", "check", "--logs", "--format", "json", str(file)]) == 1
    assert [one["line"] for one in json.loads(capsys.readouterr().out)] == list(range(2, 14))


def test_a_log_comes_from_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    """As `docker logs` writes it."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(GOOD_LINE.encode())))

    assert run(["contract", "check", "--logs", "--format", "json", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--logs", "/nowhere"], 5, "/nowhere: No such file"),
        (["--logs", "-", "--service", "redis"], 2, "redis has no log format"),
        (["http://localhost:1/metrics"], 2, "whose page is it?"),
    ],
)
def test_what_cannot_be_checked_is_said(words: list[str], code: int, said: str, capsys: Out) -> None:
    """In one line, with a hint."""
    assert run(["contract", "check", *words]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_log_format_is_printed(form: str, capsys: Out) -> None:
    """Of one service or of all."""
    assert run(["contract", "--logs", "--service", "python-ai-service", "--format", form]) == 0
    said = capsys.readouterr().out
    assert "analysis.completed" in said
    assert "trade.executed" not in said.replace(FIELDS["event"].help, "").split("analysis.completed")[1]
