"""`dash env`: the environments of dash.toml on the command line."""

import json
from pathlib import Path

import pytest

from scripts.cli import run

TOML = """
[environments.prod]
url = "https://grafana.example.com"
token_env = "PROD_TOKEN"
protected = true
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a project with one environment more than `local`."""
    (tmp_path / "dash.toml").write_text(TOML)
    monkeypatch.chdir(tmp_path)


def test_list_names_each_environment(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each: name, url, folder, who we are, flags."""
    assert run(["env", "list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("local ")
    assert lines[1].startswith("prod ")
    assert "https://grafana.example.com" in lines[1]
    assert lines[1].endswith("token from $PROD_TOKEN, protected")


def test_list_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same for machines."""
    assert run(["env", "list", "--format", "json"]) == 0

    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["local", "prod"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_show_prints_every_setting(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All keys of an environment, in both forms."""
    assert run(["env", "show", "prod", "--format", form]) == 0

    out = capsys.readouterr().out
    assert all(key in out for key in ("url", "folder", "credentials", "timeout", "workers", "prune_limit"))


def test_check_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 as long as a secret is missing, 0 when all are there."""
    assert run(["env", "check"]) == 2
    assert "prod: $PROD_TOKEN is not set" in capsys.readouterr().out

    monkeypatch.setenv("PROD_TOKEN", "hush")
    assert run(["env", "check", "prod"]) == 0
    assert capsys.readouterr().out == "prod: ok\n"


def test_an_unknown_environment_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, with the nearest name."""
    assert run(["env", "show", "prd"]) == 2
    assert "did you mean prod?" in capsys.readouterr().err
