"""`dash doctor` on the command line."""

import json
from pathlib import Path

import pytest
from support.descriptions import description
from support.loopback import Reply, routes, serving

from scripts.cli import run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty project."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(project: Path, url: str) -> None:
    """Name a server in dash.toml, and no dashboards."""
    (project / "dash.toml").write_text(f'[sources]\ncatalog = ""\n[environments.t]\nurl = "{url}"\n')


def test_text_has_a_line_for_each_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """State, what, finding; exit 0 when all is well."""
    with serving(routes(description())) as server:
        configure(project, server.url)
        assert run(["doctor", "--env", "t"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert all(line.startswith("ok    ") for line in lines)


def test_a_finding_says_what_to_do_and_sets_the_exit_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON holds the same as the text, and the exit code."""
    refused = description(settings=Reply(status=401, body={"message": "Invalid API key"}))
    with serving(routes(refused)) as server:
        configure(project, server.url)
        assert run(["doctor", "--env", "t", "--format", "json"]) == 3

    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == 3
    assert [check["state"] for check in document["checks"]] == ["ok", "fail"]
    assert document["checks"][1]["hint"]


def test_v_traces_the_requests_on_stderr(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The result stays alone on stdout."""
    with serving(routes(description())) as server:
        configure(project, server.url)
        assert run(["-v", "doctor", "--env", "t", "--format", "json"]) == 0

    captured = capsys.readouterr()
    assert json.loads(captured.out)["exit_code"] == 0
    assert "GET /api/health 200" in captured.err
