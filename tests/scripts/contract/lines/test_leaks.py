"""What must never be logged is found wherever it stands, and never repeated."""

import json

import pytest

from scripts.contract.lines import leaks

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
LEAKS = {
    "an e-mail address": "login of alice.b+trade@example.co.uk failed",
    "a private key": "-----BEGIN EC PRIVATE KEY-----",
    "a JSON web token": "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dBjftJeZ4CVP",
    "a bearer token": "Authorization: Bearer abcdef0123456789abcdef",
    "an OpenAI key": "using sk-proj-abcdefghijklmnopqrstuv123456",
    "a key of AWS": "AKIAIOSFODNN7EXAMPLE",
    "a token of GitHub": "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "a token of Slack": "https://hooks.slack.com/services/T0000/B0000/XXXXXXXX",
    "a token of Grafana": "glsa_abcdefghijklmnopqrstuvwxyz012345_a1b2c3d4",
    "a password in a URL": "amqp://bot:hunter2@rabbitmq:5672",
    "a password or key": "GET /api/v3/order?symbol=BTCUSDT&signature=0a1b2c3d4e5f",
    "an exchange key": f"X-MBX-APIKEY {KEY}",
}
HARMLESS = [
    "trade executed",
    "user logged in",
    "token expired",
    "token=expired",
    "password: ***",
    "password=[redacted]",
    "api_key: missing",
    "npm i @scope/package@1.2.3",
    "mongodb://mongodb:27017/bot",
    "mongodb://bot:***@mongodb:27017",
    "https://api.binance.com/api/v3/ping",
    "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "sk-learn 1.5",
    "basic authentication is off",
    "12 tokens used",
    "at Object.<anonymous> (/app/node_modules/.pnpm/next@14.2.3/node_modules/next/dist/server.js:1:2)",
]


@pytest.mark.parametrize(("name", "text"), LEAKS.items(), ids=LEAKS)
def test_secrets_are_known_by_their_shape(name: str, text: str) -> None:
    """In a text, and in a field of a line, also deep in it or escaped."""
    for line in ({"message": text}, {"other": {"deep": [text]}}):
        found = list(leaks.in_object(line, json.dumps(line)))
        assert name in " ".join(problem.message for problem in found)
        assert {problem.field for problem in found} == set(line)
    assert [problem for problem in leaks.in_text(text) if problem.message.startswith(name)]


@pytest.mark.parametrize("text", LEAKS.values(), ids=LEAKS)
def test_a_secret_is_not_repeated(text: str) -> None:
    """The report of the check is read by more people than the log."""
    said = " ".join(problem.message for problem in leaks.in_object({"message": text}, json.dumps({"message": text})))
    assert not [word for word in text.split() if len(word) > 12 and word in said]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_a_secret_is_left_alone(text: str) -> None:
    """A check that cries wolf is switched off."""
    assert list(leaks.in_object({"message": text}, json.dumps({"message": text}))) == []


@pytest.mark.parametrize(
    "name", ["password", "user_password", "apiKey", "api_key", "Authorization", "email", "set-cookie"]
)
def test_some_fields_are_never_logged(name: str) -> None:
    """Whatever they hold."""
    assert [problem.field for problem in leaks.in_object({name: "something"}, "")] == [name]


@pytest.mark.parametrize(("name", "value"), [("password", "***"), ("token_count", 12), ("token", None), ("email", "")])
def test_masked_and_empty_fields_are_no_leak(name: str, value: object) -> None:
    """Nothing is told by them."""
    assert list(leaks.in_object({name: value}, json.dumps({name: value}))) == []


def test_a_name_counts_at_any_depth() -> None:
    """Whatever stands around it."""
    line = {"user": {"password": "abc"}, "list": [{"api_key": 12}]}

    assert [problem.field for problem in leaks.in_object(line, json.dumps(line))] == ["user", "list"]
