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
from scripts.simulate.scenarios import SCENARIOS

Out = pytest.CaptureFixture[str]


def test_the_list_names_every_scenario(capsys: Out) -> None:
    """With what happens."""
    assert run(["simulate", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(SCENARIOS)


def test_the_configuration_is_printed_whole(capsys: Out) -> None:
    """YAML for the given port and rule files."""
    assert run(["simulate", "--print-prometheus-config", "--port", "1234", "--rules", "rules/*.yml"]) == 0
    config = yaml.safe_load(capsys.readouterr().out)
    assert config["rule_files"] == ["rules/*.yml"]
    assert config["scrape_configs"][0]["static_configs"][0]["targets"] == ["127.0.0.1:1234"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--history", "24h"], 2, "--history and --remote-write go together"),
        (["--remote-write", "http://x"], 2, "go together"),
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
    assert capsys.readouterr().out.startswith("0.2 h: 2060 series with 2")
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
