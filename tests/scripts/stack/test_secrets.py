"""Is every secret file that Alertmanager would choke on, or send wrongly, found before it is needed?"""

import os
import subprocess
from pathlib import Path

import pytest

from scripts.stack.secrets import check

GOOD = {
    "slack_url": "https://hooks.slack.com/services/T0/B0/abc",
    "pagerduty_routing_key": "0123456789abcdef0123456789ABCDEF",
    "smtp_password": "correct horse",
    "heartbeat_url": "https://hc.example.com/ping/42",
}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Be a folder in which everything is right."""
    folder = tmp_path / "the secrets"
    folder.mkdir(mode=0o700)
    for name, text in GOOD.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o644)
    return folder


def test_good_files_have_no_problem(secrets: Path) -> None:
    """Alertmanager trims the others itself, so an editor's newline is no problem there."""
    (secrets / "slack_url").write_text(GOOD["slack_url"] + "\n")
    assert check(secrets) == []


def test_a_bot_has_a_token_and_no_url(secrets: Path) -> None:
    """The same file, as `[notifications] slack` says."""
    (problem,) = check(secrets, bot=True)
    assert problem.what.startswith("is not a bot's token, xoxb-")
    (secrets / "slack_url").write_text("xoxb-1234567890-abcdef")
    assert check(secrets, bot=True) == []
    assert [one.path.name for one in check(secrets)] == ["slack_url"]


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    """Not five."""
    (problem,) = check(tmp_path / "none")
    assert problem.what == "the folder is missing"
    subprocess.run(["sh", "-c", problem.command], check=True)
    assert {one.what.split(";")[0] for one in check(tmp_path / "none")} == {"is missing"}


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("smtp_password", "hush\n", "has blanks or a newline around the secret, which would be sent too"),
        ("smtp_password", "hush\r\n", "has blanks or a newline around"),
        ("smtp_password", "hush\nhush", "holds more than one line"),
        ("smtp_password", "", "is empty; it holds the password alone"),
        ("smtp_password", " \n", "is empty"),
        ("smtp_password", "\ufeffhush", "begins with a byte order mark"),
        ("smtp_password", "${SMTP_HUSH}", "holds a placeholder, which nobody replaces"),
        ("smtp_password", "changeme", "holds a placeholder"),
        ("slack_url", '"https://hooks.slack.com/services/T/B/hush"', "holds the quotes too"),
        ("slack_url", "hooks.slack.com/services/T/B/hush", "is not the URL of an incoming webhook"),
        ("slack_url", "https://hooks.slack.com/", "is not the URL of an incoming webhook"),
        ("slack_url", "https://hooks.slack.com/a\nhttps://hooks.slack.com/hush", "holds more than one line"),
        ("heartbeat_url", "ftp://hush", "is not the URL that the dead man's switch wants"),
        ("heartbeat_url", "<url>", "holds a placeholder"),
        ("pagerduty_routing_key", "hush", "is not the 32 letters and digits"),
        ("pagerduty_routing_key", "a" * 5000, "is not the 32 letters and digits"),
    ],
)
def test_a_wrong_file_is_named_without_its_secret(secrets: Path, name: str, text: str, what: str) -> None:
    """One problem, and the command that is given mends it."""
    (secrets / name).write_bytes(text.encode())
    (problem,) = check(secrets)
    assert problem.path == secrets / name
    assert problem.what.startswith(what)
    assert "hush" not in str(problem)
    subprocess.run(["sh", "-c", problem.command.replace("SECRET", GOOD[name])], check=True)
    assert check(secrets) == []


def test_what_is_no_text_or_no_file_is_named(secrets: Path) -> None:
    """Docker makes a folder where a mounted file was missing."""
    (secrets / "slack_url").write_bytes(b"\xff\xfeh\x00")
    (secrets / "smtp_password").unlink()
    (secrets / "smtp_password").mkdir()
    found = check(secrets)
    assert [problem.what for problem in found] == ["is not UTF-8 text", "is a folder, not a file"]
    for problem in found:
        subprocess.run(["sh", "-c", problem.command.replace("SECRET", GOOD[problem.path.name])], check=True)
    assert check(secrets) == []


def test_modes_let_the_container_in_and_other_people_out(secrets: Path) -> None:
    """The folder is private, the files are not; either mistake is mended by its command."""
    secrets.chmod(0o755)
    (secrets / "slack_url").chmod(0o600)
    found = check(secrets)
    assert [problem.what for problem in found] == [
        "others on this machine can look into it",
        "the container's user cannot read it",
    ]
    for problem in found:
        subprocess.run(["sh", "-c", problem.command], check=True)
    assert check(secrets) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_we_may_not_read_is_named(secrets: Path) -> None:
    """With the command that helps."""
    (secrets / "slack_url").chmod(0)
    (problem,) = check(secrets)
    assert (problem.what, problem.command.split()[:2]) == ("Permission denied", ["chmod", "644"])
