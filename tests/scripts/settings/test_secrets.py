"""Tokens, passwords and headers: read when needed, never printed."""

from pathlib import Path

import pytest

from scripts.errors import ConfigurationError
from scripts.settings import Credentials, Environment, Header, Secret
from scripts.settings import secrets as reading


def environment(folder: Path, **credentials: str) -> Environment:
    """Make an environment with these credentials."""
    return Environment(name="prod", base=folder, credentials=Credentials(**credentials))


def test_a_secret_is_masked_wherever_it_is_printed() -> None:
    """repr, str, formatting and containers show the mask only."""
    secret = Secret("hush")

    assert {repr(secret), str(secret), f"{secret}", f"{secret:>3}"} == {"***"}
    assert "hush" not in repr([secret, {"a": secret}])


def test_a_token_comes_from_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks around it, as CI systems add them, are dropped."""
    monkeypatch.setenv("PROD_TOKEN", " hush\n")

    assert reading.token(environment(tmp_path, token_env="PROD_TOKEN")).value == "hush"


def test_a_password_comes_from_its_file(tmp_path: Path) -> None:
    """A file beside dash.toml holds the secret and a newline."""
    (tmp_path / "secret").write_text("hush\n")

    assert reading.password(environment(tmp_path, user="u", password_file="secret")).value == "hush"


def test_headers_come_from_the_file_or_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds arrive, both masked."""
    monkeypatch.setenv("ACCESS", "hush")
    there = Environment(name="p", base=tmp_path, headers={"A": Header(value="x"), "B": Header(env="ACCESS")})

    assert {name: secret.value for name, secret in reading.headers(there).items()} == {"A": "x", "B": "hush"}


def test_a_missing_variable_is_named_with_the_way_to_set_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2, environment and variable named."""
    monkeypatch.delenv("PROD_TOKEN", raising=False)

    with pytest.raises(ConfigurationError, match=r"environment prod: \$PROD_TOKEN is not set") as caught:
        reading.token(environment(tmp_path, token_env="PROD_TOKEN"))

    assert caught.value.hint == "export PROD_TOKEN=..."


@pytest.mark.parametrize(("content", "complaint"), [(None, "is missing"), (b"", "is empty"), (b"\xff", "is not text")])
def test_a_bad_file_is_named(tmp_path: Path, content: bytes | None, complaint: str) -> None:
    """Missing, empty, binary: one line each."""
    if content is not None:
        (tmp_path / "secret").write_bytes(content)

    with pytest.raises(ConfigurationError, match=complaint):
        reading.token(environment(tmp_path, token_file="secret"))


def test_a_folder_instead_of_a_file_is_named(tmp_path: Path) -> None:
    """An error of the system becomes one of ours."""
    with pytest.raises(ConfigurationError, match="Is a directory"):
        reading.token(environment(tmp_path, token_file="."))


def test_a_secret_of_two_lines_is_refused_unseen(tmp_path: Path) -> None:
    """What no header can carry is refused before a library quotes it."""
    (tmp_path / "secret").write_text("hush\nhush")

    with pytest.raises(ConfigurationError, match="more than one line") as caught:
        reading.token(environment(tmp_path, token_file="secret"))

    assert "hush" not in caught.value.message
