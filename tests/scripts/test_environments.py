"""What is known of an environment without a request."""

import json
from pathlib import Path

import pytest

from scripts import environments
from scripts.settings import Credentials, Environment, Header


def test_a_summary_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of variables are shown, values are not, not even of plain headers."""
    monkeypatch.setenv("T", "hush")
    there = Environment(
        name="p", credentials=Credentials(token_env="T"), headers={"A": Header(value="hush"), "B": Header(env="T")}
    )

    shown = environments.summary(there)

    assert "hush" not in json.dumps(shown)
    assert (shown["credentials"], shown["headers"]) == ("token from $T", {"A": "given", "B": "$T"})


@pytest.mark.parametrize(
    ("credentials", "words"),
    [
        (Credentials(), "none"),
        (Credentials(token_file="t"), "token from t"),
        (Credentials(user="ed", password_env="P"), "user ed, password from $P"),
    ],
)
def test_credentials_are_put_in_words(credentials: Credentials, words: str) -> None:
    """Who, and where the secret comes from."""
    assert environments.credentials(Environment(name="p", credentials=credentials)) == words


def test_a_complete_environment_has_no_complaints(tmp_path: Path) -> None:
    """Secret there, private, over https."""
    secret = tmp_path / "token"
    secret.write_text("x")
    secret.chmod(0o600)
    there = Environment(name="p", url="https://a", base=tmp_path, credentials=Credentials(token_file="token"))

    assert list(environments.complaints(there)) == []


def test_each_thing_that_is_missing_or_open_is_named(tmp_path: Path) -> None:
    """Missing variable and files, a secret that everybody can read, credentials without encryption."""
    key = tmp_path / "key.pem"
    key.write_text("x")
    key.chmod(0o644)
    there = Environment(
        name="p",
        url="http://grafana.example.com",
        base=tmp_path,
        credentials=Credentials(token_env="NOT_SET"),
        ca_file="ca.pem",
        client_key="key.pem",
    )

    assert list(environments.complaints(there)) == [
        "$NOT_SET is not set",
        f"there is no file {tmp_path / 'ca.pem'}",
        f"{key} can be read by others: chmod 600 {key}",
        "sends its credentials unencrypted: use https",
    ]
