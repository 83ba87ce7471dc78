"""`dash backup` as a person or a timer calls it: its flags, what it says, and what it refuses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from support.faults import answering, proxied
from support.saving import Vault, vault

from scripts.backup import sealing
from scripts.grafana import patience

FOLDERS = ("--only", "folders")
HOOK = "http://127.0.0.1:9/hook-4711"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """A Grafana with a contact point that has a secret; failed requests are tried again at once."""
    monkeypatch.setattr(patience, "BASE", 0.0)
    with vault(tmp_path) as made:
        point = {"uid": "hook", "name": "hook", "type": "slack", "settings": {"url": HOOK, "recipient": "#a"}}
        made.grafana.call("POST", "/api/v1/provisioning/contact-points", point)
        yield made


@pytest.fixture
def recipient(tmp_path: Path) -> tuple[str, Path]:
    """Whom secrets are encrypted to, and the file that opens them."""
    pair = pyrage.x25519.Identity.generate()
    file = tmp_path / "identity.txt"
    file.write_text(f"{pair}\n")
    return str(pair.to_public()), file


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "folder"), "there is no kind folder"),
        (("--annotations-since", "last week"), "last week is not a date"),
        (("--secrets",), "--secrets and --encrypt-to belong together"),
        (("--encrypt-to", "age1x"), "--secrets and --encrypt-to belong together"),
        (("--secrets", "--encrypt-to", "age1nonsense"), "no age recipient"),
    ],
)
def test_a_wrong_flag_is_refused_before_anything_is_read(site: Vault, arguments: tuple[str, ...], said: str) -> None:
    """Exit 2 with one line, no request, no folder."""
    site.grafana.forget()

    found = site.backup(*arguments)

    assert (found.code, said in found.err) == (2, True), found
    assert site.grafana.log == []
    assert site.backups == []


def test_the_result_for_machines_counts_and_names_what_is_missing(site: Vault) -> None:
    """The exit code and the reasons are in the document, too; progress is not."""
    said = site.backup("--format", "json", *FOLDERS)
    found = json.loads(said.out)
    assert (said.code, found["exit_code"], found["complete"], found["files"]) == (0, 0, True, 2)
    assert found["counts"] == [{"org": "Main Org.", "kind": "folders", "expected": 2, "saved": 2, "missing": []}]

    with proxied(site.grafana.url) as proxy:
        site.at(proxy.url)
        proxy.plan = lambda seen: answering(500) if seen.path.endswith("/folders/inner/permissions") else None
        said = site.backup("--format", "json", "--only", "folder-permissions", *FOLDERS)
    found = json.loads(said.out)
    (count,) = [one for one in found["counts"] if one["missing"]]
    assert (said.code, found["exit_code"], found["complete"]) == (4, 4, False)
    assert (count["kind"], count["missing"][0]["name"]) == ("folder-permissions", "inner")


def test_many_missing_objects_are_counted_and_not_all_shown(site: Vault) -> None:
    """A screen holds twenty; the manifest has all."""
    for number in range(25):
        site.grafana.add_folder(f"f{number:02}", f"F {number}")
    with proxied(site.grafana.url) as proxy:
        site.at(proxy.url)
        proxy.plan = lambda seen: answering(500) if "/api/folders/f" in seen.path else None
        said = site.backup("--only", "folder-permissions", *FOLDERS)

    assert said.code == 4
    assert said.out.count("missing: Main Org.: folder's permissions f") == 20
    assert f"missing: 5 more, see b/t/{site.backups[-1].name}" in said.out
    assert said.last.endswith("incomplete: 25 missing")


def test_metrics_tell_when_the_last_backup_was_made(site: Vault) -> None:
    """A file for the textfile collector; another ending is refused, for it would never be read."""
    assert site.backup(*FOLDERS, "--metrics", "grafana.prom").code == 0
    assert 'dash_backup_complete{grafana="t"} 1' in (site.root / "grafana.prom").read_text()
    assert 'dash_backup_objects{grafana="t"} 2' in (site.root / "grafana.prom").read_text()

    said = site.backup(*FOLDERS, "--metrics", "grafana.txt")
    assert (said.code, "name it grafana.prom" in said.err) == (2, True)


def test_old_backups_go_when_a_new_one_is_there_and_good(site: Vault) -> None:
    """`--keep-last 1` removes the one before, and says so aside; an incomplete one makes nothing go."""
    assert site.backup(*FOLDERS).code == 0
    old = site.backups[-1].rename(site.backups[-1].with_name("2026-01-01T00-00-00Z"))
    with proxied(site.grafana.url) as proxy:
        site.at(proxy.url)
        proxy.plan = lambda seen: answering(500) if seen.path.endswith("/folders/inner/permissions") else None
        assert site.backup("--only", "folder-permissions", *FOLDERS, "--keep-last", "1").code == 4
    assert old.exists()
    (incomplete,) = set(site.backups) - {old}
    incomplete.rename(incomplete.with_name("2026-01-02T00-00-00Z"))
    site.at(site.grafana.url)

    said = site.backup(*FOLDERS, "--keep-last", "1")

    assert said.code == 0, said
    assert "removed b/t/2026-01-01T00-00-00Z" in said.err
    assert "removed" not in said.out
    assert not old.exists()


def test_secrets_of_contact_points_are_stored_for_their_owner_alone(site: Vault, recipient: tuple[str, Path]) -> None:
    """Not in clear in any file; what was encrypted holds the address that Grafana otherwise redacts."""
    public, identity = recipient

    said = site.backup("--only", "contact-points", "--secrets", "--encrypt-to", public)

    assert said.code == 0, said
    files = [file for file in site.backups[-1].rglob("*") if file.is_file()]
    assert not any(b"hook-4711" in file.read_bytes() for file in files)
    (sealed,) = [file for file in files if file.suffix == ".age"]
    assert HOOK in sealing.opened(sealed.read_bytes(), identity).decode()


@pytest.mark.parametrize("status", [403, 500])
def test_secrets_that_grafana_does_not_give_are_told(site: Vault, recipient: tuple[str, Path], status: int) -> None:
    """Forbidden is what these credentials cannot see; an error makes the backup incomplete."""
    with proxied(site.grafana.url) as proxy:
        site.at(proxy.url)
        proxy.plan = lambda seen: answering(status) if "decrypt=true" in seen.path else None
        said = site.backup("--only", "contact-points", "--secrets", "--encrypt-to", recipient[0])

    assert "(secrets)" in said.out + "".join(site.manifest["warnings"]), said
    assert said.code == (0 if status == 403 else 4), said
    assert not list(site.backups[-1].rglob("*.age"))


def test_annotations_before_a_day_are_left_out(site: Vault) -> None:
    """The day begins at midnight UTC."""
    for text, time in (("before", 1699999999000), ("since", 1700006400000)):
        site.grafana.call("POST", "/api/annotations", {"time": time, "tags": [], "text": text})

    assert site.backup("--only", "annotations", "--annotations-since", "2023-11-15").code == 0

    assert list(site.saved("annotations")) == ["2023-11-15"]
