"""Secrets that no Grafana gives: typed, in a file, or encrypted in the backup."""

from pathlib import Path

import pyrage
import pytest
from support.twosites import Sites

POINT = "/api/v1/provisioning/contact-points"
HOOK = "http://127.0.0.1:9/hook-4711"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, Path]:
    """Whom secrets are encrypted to, and the file that opens them."""
    made = pyrage.x25519.Identity.generate()
    file = tmp_path / "identity.txt"
    file.write_text(f"{made}\n")
    return str(made.to_public()), file


def fill(both: Sites) -> None:
    """A contact point with a secret."""
    both.source.call(
        "POST", POINT, {"uid": "hook", "name": "ops", "type": "slack", "settings": {"url": HOOK, "recipient": "#a"}}
    )


def stored(both: Sites, uid: str) -> str:
    """Read the secret that the target has."""
    rows = both.target.call("GET", "/api/v1/provisioning/contact-points/export?decrypt=true&format=json")
    found = [one for point in rows["contactPoints"] for one in point["receivers"] if one["uid"] == uid]
    return str(found[0]["settings"]["url"])


def test_encrypted_secrets_come_back_with_their_identity(both: Sites, pair: tuple[str, Path]) -> None:
    """A contact point that Grafana refuses without its secret is made with it; nothing is in the journal."""
    fill(both)
    public, identity = pair
    saved = both.backup("a", "--only", "contact-points", "--secrets", "--encrypt-to", public)

    said = both.restore(saved, "--identity", str(identity), "--only", "contact-points")

    assert said.code == 0, said
    assert stored(both, "hook") == HOOK
    assert "hook-4711" not in "".join(file.read_text() for file in both.root.rglob("*.json*"))


def test_another_identity_stops_the_restore(both: Sites, pair: tuple[str, Path], tmp_path: Path) -> None:
    """Before anything is written."""
    fill(both)
    saved = both.backup("a", "--only", "contact-points", "--secrets", "--encrypt-to", pair[0])
    other = tmp_path / "other.txt"
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    both.target.forget()

    said = both.restore(saved, "--identity", str(other))

    assert (said.code, "does not open the secrets" in said.err) == (5, True), said
    assert both.target.writes == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No such file"),
        ("hush", "not JSON"),
        ('["hush"]', "not of the form of secrets"),
        ('{"hook": "hush"}', "not of the form of secrets"),
        ('{"hook": {"url": 4711}}', "not of the form of secrets"),
    ],
)
def test_a_file_of_secrets_that_is_none_is_refused_and_not_shown(
    both: Sites, tmp_path: Path, text: str | None, told: str
) -> None:
    """Exit 2, with the form that it should have."""
    fill(both)
    saved = both.backup("a", "--only", "contact-points")
    file = tmp_path / "secrets.json"
    if text is not None:
        file.write_text(text)
    both.target.forget()

    said = both.restore(saved, "--secrets-file", str(file))

    assert (said.code, told in said.err) == (2, True), said
    assert "hush" not in said.out + said.err
    assert both.target.writes == []


def test_a_person_is_asked_for_secrets(both: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, hidden, for each that is missing; an empty answer leaves one out, and the report names it."""
    both.source.add_datasource("sec", basicAuth=True, secureJsonData={"basicAuthPassword": "pw", "token": "t"})
    saved = both.backup("a", "--only", "data-sources")
    asked: list[tuple[str, bool]] = []

    def answer(question: str, *, hide_input: bool, **_: object) -> str:
        asked.append((question, hide_input))
        return "typed-4711" if question.startswith("token") else ""

    monkeypatch.setattr("scripts.restore.asking.interactive", lambda: True)
    monkeypatch.setattr("click.prompt", answer)

    said = both.restore(saved)

    assert said.code == 0, said
    assert [(question.split(" of ")[0], hidden) for question, hidden in asked] == [
        ("basicAuthPassword", True),
        ("token", True),
    ]
    assert "secret basicAuthPassword of data source sec is missing" in said.out
    assert "secret token" not in said.out
    assert "typed-4711" not in said.out + "".join(file.read_text() for file in both.root.rglob("*.json*"))


def test_nobody_is_asked_who_said_yes(both: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--yes` is for programs: what is missing is named instead."""
    both.source.add_datasource("sec", basicAuth=True, secureJsonData={"basicAuthPassword": "pw"})
    saved = both.backup("a", "--only", "data-sources")
    monkeypatch.setattr("scripts.restore.asking.interactive", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: pytest.fail("it asked"))

    said = both.restore(saved, "--yes")

    assert (said.code, "secret basicAuthPassword of data source sec is missing" in said.out) == (0, True), said
