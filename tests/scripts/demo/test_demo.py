"""Does `dash demo` come up on free ports, say where it is, and leave nothing behind, however it ends?"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.cli import run
from scripts.demo import programs
from scripts.demo.stack import Plan, running
from scripts.errors import ConfigurationError, DashError

pytestmark = pytest.mark.xdist_group("prometheus")

ROOT = Path(__file__).parents[3]
PORTS = ["--port", "0", "--simulator-port", "0", "--alertmanager-port", "0", "--inbox-port", "0"]
FREE = [*PORTS, "--interval", "1s", "--no-real"]


@contextmanager
def demo(tmp_path: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `dash demo` as a person does, with its temporary files where we can look for them."""
    argv = [sys.executable, "-m", "scripts", "demo", *FREE, *arguments]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, stdout=pipe, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: "subprocess.Popen[str]", text: str) -> list[str]:
    """Read lines until one has the text."""
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return lines
    raise AssertionError("".join(lines))


def children(tmp_path: Path) -> list[int]:
    """Find the programs whose files lie in a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(tmp_path).encode() in line:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_is_live_and_a_signal_ends_it_without_a_trace(tmp_path: Path, number: signal.Signals) -> None:
    """Prometheus, Alertmanager and a guard run from a temporary folder; afterwards none is there."""
    with demo(tmp_path, "--hours", "0.2", "--no-smoke") as process:
        lines = "".join(read_until(process, "leaves nothing behind"))
        assert "Prometheus    http://127.0.0.1:" in lines
        assert "live after" in lines
        assert len(children(tmp_path)) == 3
        process.send_signal(number)
        assert process.wait(30) == 0
    assert children(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_dies_is_named_and_the_rest_ends(tmp_path: Path) -> None:
    """The demo is no demo any more without it."""
    with demo(tmp_path, "--hours", "0.2", "--no-smoke") as process:
        read_until(process, "leaves nothing behind")
        for child in children(tmp_path):
            if "alertmanager" in Path(f"/proc/{child}/exe").resolve().name:
                os.kill(child, signal.SIGKILL)
        assert "Alertmanager has ended" in "".join(read_until(process, "has ended"))
        assert process.wait(30) == 5
    assert children(tmp_path) == []


def test_kill_9_leaves_nothing_behind_either(tmp_path: Path) -> None:
    """The guard ends what we cannot, and removes its files."""
    with demo(tmp_path, "--hours", "0.2", "--no-smoke") as process:
        read_until(process, "leaves nothing behind")
        process.kill()
        process.wait(10)
        programs.wait_for("ending what was left", lambda: children(tmp_path) == [], patience=20)
        programs.wait_for("removing the files", lambda: list(tmp_path.iterdir()) == [], patience=20)


def test_a_signal_while_history_is_loaded_ends_it_too(tmp_path: Path) -> None:
    """With the code of an interrupted program."""
    with demo(tmp_path, "--hours", "600", "--no-smoke") as process:
        read_until(process, "loading 600 h")
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 130
    assert children(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_once_ends_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """For CI; the past may have had incidents."""
    assert run(["demo", *FREE, "--hours", "0.2", "--incidents", "--once", "--no-smoke", "--scenario", "disk-full"]) == 0
    out = capsys.readouterr()
    assert "scenario/healthy" in out.out
    assert "live after" in out.err


@pytest.mark.parametrize("option", ["--port", "--simulator-port", "--alertmanager-port", "--inbox-port"])
def test_a_taken_port_is_named_with_the_flag_that_helps(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is started: a second demo leaves the first one alone."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["demo", *FREE, option, str(port), "--no-smoke"]) == 2
    error = capsys.readouterr().err
    assert f"port {port}: Address already in use" in error
    assert f"{option} PORT" in error
    assert "history" not in error


def test_a_missing_program_is_named_with_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for on the PATH and in .stack/."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="prometheus is not installed") as caught, running(Plan(root=tmp_path)):
        pass
    assert "make programs" in caught.value.hint
    folder = tmp_path / programs.STACK
    folder.mkdir(parents=True)
    (folder / "prometheus").write_text("#!/bin/sh\n")
    (folder / "prometheus").chmod(0o755)
    assert programs.find("prometheus", tmp_path) == str(folder / "prometheus")


def test_an_unknown_scenario_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name is given."""
    assert run(["demo", *FREE, "--scenario", "disk-ful"]) == 2
    assert "did you mean disk-full?" in capsys.readouterr().err


def test_a_program_that_fails_gives_its_last_words(tmp_path: Path) -> None:
    """And one that hangs is ended when patience is over."""
    log = tmp_path / "log"
    argv = [sys.executable, "-c", "print('no such flag'); raise SystemExit(3)"]
    with (
        pytest.raises(DashError, match="ended at once: no such flag"),
        programs.running(argv, "http://127.0.0.1:1/", log),
    ):
        pass
    with pytest.raises(DashError, match="nothing took more than 0 s"):
        programs.wait_for("nothing", lambda: False, patience=0.01)


def test_a_wrong_rule_file_is_named(tmp_path: Path) -> None:
    """Prometheus says what is wrong with it; nothing is left running."""
    rules = tmp_path / "provisioning/prometheus/alerts"
    rules.mkdir(parents=True)
    (rules / "a.yml").write_text("groups: [{name: x, rules: [{alert: A, expr: 'up ==', for: 1m}]}]\n")
    with pytest.raises(DashError, match="parse error"), running(Plan(root=tmp_path, hours=0.1, compare=False)):
        pass
