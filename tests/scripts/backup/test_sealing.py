"""Secrets in a backup are read by the owner of the identity alone."""

from pathlib import Path

import pyrage
import pytest

from scripts.backup import sealing
from scripts.errors import ConfigurationError, DashError

SECRET = b'{"token": "hook-secret-4711"}'


@pytest.fixture
def identity(tmp_path: Path) -> tuple[Path, str]:
    """Make a pair as age-keygen writes it."""
    pair = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-28\n# public key: {pair.to_public()}\n{pair}\n")
    return file, str(pair.to_public())


def test_what_is_sealed_is_opened_by_its_identity(identity: tuple[Path, str], tmp_path: Path) -> None:
    """By a recipient on the command line, or in a file of several."""
    file, public = identity
    several = tmp_path / "team.txt"
    several.write_text(f"# the team\n{pyrage.x25519.Identity.generate().to_public()}\n{public}\n")

    for name in (public, str(several)):
        hidden = sealing.sealed(SECRET, sealing.recipients((name,)))
        assert b"4711" not in hidden
        assert sealing.opened(hidden, file) == SECRET


def test_another_identity_does_not_open_it(identity: tuple[Path, str], tmp_path: Path) -> None:
    """Nor does a damaged file open."""
    file, public = identity
    hidden = sealing.sealed(SECRET, sealing.recipients((public,)))
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))

    with pytest.raises(DashError, match="does not open"):
        sealing.opened(hidden, other)
    with pytest.raises(DashError, match="does not open"):
        sealing.opened(hidden[:-3], file)


@pytest.mark.parametrize("name", ["age1nonsense", "/nowhere/key.txt", "ssh-ed25519 AAAA", "hello"])
def test_a_wrong_recipient_is_one_line(name: str) -> None:
    """Exit 2, and the way to make one."""
    with pytest.raises(ConfigurationError, match="age recipient") as caught:
        sealing.recipients((name,))
    assert "age-keygen" in caught.value.hint


def test_a_private_identity_is_not_taken_and_not_shown(identity: tuple[Path, str]) -> None:
    """Somebody who mistakes one key for the other must not find it in a log."""
    file, _ = identity
    private = file.read_text().splitlines()[-1]

    for name in (private, str(file)):
        with pytest.raises(ConfigurationError, match="private") as caught:
            sealing.recipients((name,))
        assert private not in caught.value.message


def test_a_file_without_identity_is_said(tmp_path: Path) -> None:
    """An empty one, and one that is not there."""
    (tmp_path / "empty").write_text("")

    with pytest.raises(ConfigurationError, match="no age identity"):
        sealing.opened(b"", tmp_path / "empty")
    with pytest.raises(ConfigurationError, match="No such file"):
        sealing.opened(b"", tmp_path / "nowhere")
