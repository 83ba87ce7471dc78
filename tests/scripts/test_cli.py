"""The command line is quick to start, and every failure is a line and an exit code."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scripts import cli
from scripts.errors import (
    AuthError,
    ConfigurationError,
    Conflict,
    DashError,
    SourceError,
    UnexpectedAnswer,
    Unreachable,
)

HEAVY = (
    "grafana_foundation_sdk",
    "requests",
    "deepdiff",
    "jsonschema",
    "grafanalib",
    "yaml",
    "promql_parser",
    "panels",
)
COMMANDS = sorted(cli.COMMANDS)


def dash(*arguments: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the command as a user would."""
    line = [sys.executable, "-m", "scripts", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """`--help` stays near a bare interpreter: held by the modules imported, because times lie on a busy machine."""
    program = f"""
import sys
from scripts.cli import run
run({arguments!r})
print(*sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == ""
    assert "Usage: dash" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_sentence_and_three_examples(name: str) -> None:
    """Help that shows no example sends people elsewhere."""
    command = dash_command(name)
    commands = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    for one in commands:
        text = inspect.cleandoc(one.help or "")

        assert text.split("\n\n")[0].strip().endswith("."), one.name
        examples = text.partition("Examples:")[2].splitlines()
        assert sum("dash " in line for line in examples) >= 3, one.name


def dash_command(name: str) -> click.Command:
    """Find a command of the group."""
    context = click.Context(cli.dash)
    found = cli.dash.get_command(context, name)
    assert found is not None
    return found


def test_the_table_of_commands_is_what_their_help_says() -> None:
    """The summary in the table is the first sentence of the command."""
    for name, summary in cli.COMMANDS.items():
        first = (dash_command(name).help or "").split("\n")[0]

        assert first.startswith(summary.removesuffix(".")), name


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DashError("disk full"), 5),
        (ConfigurationError("no such env"), 2),
        (SourceError("no uid"), 2),
        (AuthError("401"), 3),
        (Conflict("edited"), 4),
        (Unreachable("nobody"), 5),
        (UnexpectedAnswer("HTML"), 5),
        (RuntimeError("surprise"), 70),
        (KeyboardInterrupt(), 130),
        (OSError(28, "No space left on device", "x.json"), 5),
        (UnicodeEncodeError("ascii", "a\xfc.json", 1, 2, "ordinal not in range(128)"), 2),
    ],
)
def test_each_failure_has_its_exit_code(error: BaseException, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The table of the documentation, and never a traceback."""
    assert cli.explain(error) == code

    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip()


def test_a_wrong_command_is_a_usage_error() -> None:
    """Exit 2, and one look at the help."""
    done = dash("bild")

    assert done.returncode == 2
    assert "No such command 'bild'" in done.stderr


def test_a_closed_pipe_is_silent(root: Path) -> None:
    """`dash list | head -1` must not print an error of Python's."""
    line = f"{sys.executable} -m scripts list | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True, cwd=root)

    assert done.stderr == ""
    assert done.stdout.startswith("UID")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    """The script asks dash itself, through its own variable."""
    done = dash("completion", shell)

    assert done.returncode == 0
    assert "_DASH_COMPLETE" in done.stdout


def test_uids_complete(root: Path) -> None:
    """After `dash show sys` the shell offers the dashboard."""
    variables = {**os.environ, "_DASH_COMPLETE": "bash_complete", "COMP_WORDS": "dash show sys", "COMP_CWORD": "2"}
    line = [sys.executable, "-m", "scripts"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=root, env=variables)

    assert done.stdout.split() == ["plain,system-overview"]


def test_a_bug_is_shown_whole_only_to_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback is for the one who mends it; what was foreseen has none, whoever asks."""

    def broken(*_: object) -> None:
        raise failure

    monkeypatch.setattr("scripts.settings.load", broken)
    failure: Exception = ZeroDivisionError("a surprise")
    assert cli.run(["show", "x"]) == 70
    with pytest.raises(ZeroDivisionError):
        cli.run(["-v", "show", "x"])

    failure = ConfigurationError("foreseen")
    assert cli.run(["-v", "show", "x"]) == 2


def test_help_lists_every_command_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of a day's work, from the table that nothing is imported for."""
    assert cli.run(["--help"]) == 0

    said = " ".join(capsys.readouterr().out.split())
    places = [said.index(f" {name} {summary}") for name, summary in cli.COMMANDS.items()]
    assert places == sorted(places)


def test_make_docs_writes_every_generated_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """And says which; they are the ones that are checked in."""
    from scripts import reference

    monkeypatch.chdir(root)
    monkeypatch.setattr("scripts.reference.project.root", lambda: tmp_path)
    monkeypatch.setattr(reference, "pages", lambda: {Path("docs/cli.md"): reference.command_line()})
    (tmp_path / "docs").mkdir()

    reference.main()

    assert capsys.readouterr().out == "wrote docs/cli.md\n"
    assert (tmp_path / "docs/cli.md").read_text() == (root / "docs/cli.md").read_text()
