"""Does `dash simulate` serve, list, print and load, and refuse what makes no sense?"""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from support.loopback import Reply, serving

from scripts.cli import run
from scripts.demo.programs import wait_for
from scripts.simulate.scenarios import SCENARIOS

Out = pytest.CaptureFixture[str]


def test_the_list_names_every_scenario(capsys: Out) -> None:
    """With what happens, and below it the alerts that fire then."""
    assert run(["simulate", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == list(SCENARIOS)
    assert "                   HighLatencyP95, HighLatencyP99" in lines


def test_the_configuration_is_printed_whole(capsys: Out) -> None:
    """YAML for the given port and rule files."""
    assert run(["simulate", "--print-prometheus-config", "--port", "1234", "--rules", "rules/*.yml"]) == 0
    config = yaml.safe_load(capsys.readouterr().out)
    assert config["rule_files"] == ["rules/*.yml"]
    assert config["scrape_configs"][0]["static_configs"][0]["targets"] == ["127.0.0.1:1234"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--history", "24h"], 2, "--history goes with --remote-write, --loki or --logs"),
        (["--remote-write", "http://x"], 2, "--remote-write goes with --history"),
        (["--history", "1m", "--loki", "localhost:3100"], 2, "no http URL"),
        (["--history", "1m", "--loki", "http://127.0.0.1:1"], 5, "refused"),
        (["--history", "1m", "--logs", "/proc/nowhere"], 5, "/proc/nowhere"),
        (["--history", "1m", "--logs", "-", "--scenario", "disk-ful"], 2, "did you mean disk-full?"),
        (["--history", "yesterday", "--remote-write", "http://x"], 2, "'yesterday' is no duration"),
        (["--history", "1m", "--step", "5m", "--remote-write", "http://x"], 2, "does not fit"),
        (["--history", "1m", "--step", "0s", "--remote-write", "http://x"], 2, "does not fit"),
        (["--history", "10m", "--remote-write", "localhost:9090"], 2, "no http URL"),
        (["--history", "10m", "--remote-write", "http://127.0.0.1:1"], 5, "refused"),
        (["--history", "10m", "--remote-write", "http://127.0.0.1:1", "--rules", "no.yml"], 5, "no.yml"),
        (["--scenario", "disk-ful", "--port", "0"], 2, "did you mean disk-full?"),
        (["--port", "70000"], 2, "70000"),
    ],
)
def test_a_wrong_call_is_one_line(capsys: Out, arguments: list[str], code: int, says: str) -> None:
    """Usage is 2, a server that is not there 5."""
    assert run(["simulate", *arguments]) == code
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


def test_history_is_loaded_and_counted(capsys: Out) -> None:
    """Ten minutes at 60 s: ten samples a series (eleven when the minute turns)."""
    with serving(lambda _: Reply(status=204)) as server:
        assert run(["simulate", "--history", "10m", "--step", "60s", "--remote-write", server.url]) == 0
    assert capsys.readouterr().out.startswith("0.2 h: 2065 series with 2")
    assert server.requests


def test_it_serves_until_it_is_told_to_end(root: Path) -> None:
    """On a free port, from a scenario on; SIGTERM ends it with 0."""
    argv = [sys.executable, "-m", "scripts", "simulate", "--port", "0", "--scenario", "service-down"]
    with subprocess.Popen(
        argv, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as it:
        assert it.stdout is not None
        line = it.stdout.readline()
        url = line.split()[0]
        assert "serves 22 targets" in line
        with urllib.request.urlopen(f"{url}scenario", timeout=10) as answer:
            assert b'"scenario": "service-down"' in answer.read()
        it.send_signal(signal.SIGTERM)
        assert it.wait(10) == 0


def test_the_log_of_the_past_is_printed_and_keeps_the_contract(tmp_path: Path, capsys: Out) -> None:
    """Lines on stdout, the sums on stderr; what is printed passes the check, in trouble too."""
    assert run(["simulate", "--history", "2m", "--scenario", "error-burst", "--logs", "-"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("0.0 h: ")
    log = tmp_path / "all.log"
    log.write_text(said.out)
    assert len(said.out.splitlines()) > 200
    assert run(["contract", "check", "--logs", str(log)]) == 0


def test_the_log_is_written_while_it_serves(root: Path, tmp_path: Path) -> None:
    """A file a service; the first line of the output tells where the pages are."""
    argv = [sys.executable, "-m", "scripts", "simulate", "--port", "0", "--logs", str(tmp_path)]
    with subprocess.Popen(
        argv, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as it:
        assert it.stdout is not None
        assert "serves 22 targets" in it.stdout.readline()
        engine = tmp_path / "rust-core-engine.log"
        wait_for("the first line", lambda: engine.is_file() and engine.stat().st_size > 0)
        it.send_signal(signal.SIGTERM)
        assert it.wait(10) == 0
    assert all(line.startswith('{"timestamp":') for line in engine.read_text().splitlines())


def test_it_ends_when_nobody_reads_the_log(root: Path) -> None:
    """As in `dash simulate --logs - | head`: without a traceback."""
    argv = [sys.executable, "-m", "scripts", "simulate", "--port", "0", "--logs", "-"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as it:
        assert it.stdout is not None
        assert it.stderr is not None
        assert it.stdout.readline().startswith('{"timestamp":')
        it.stdout.close()
        assert it.wait(20) != 0
        assert "Traceback" not in it.stderr.read()
