"""What a backup says of what its credentials cannot see: a shorter list is no proof that there is no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.grafana.server import running
from support.saving import Vault
from support.seeding import Seeder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A seeded Grafana with a service account of each role."""
    with running("unified") as grafana:
        Seeder(grafana.url).run()
        yield Vault(tmp_path_factory.mktemp("sight"), grafana)


@pytest.fixture
def sign_in(site: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Vault:
    """Write dash.toml for a token."""
    monkeypatch.setenv("SECRET", "")
    made = Vault(tmp_path, site.grafana)
    text = f'[environments.t]\nurl = "{site.grafana.url}"\ntoken_env = "TOKEN"\n'
    (tmp_path / "dash.toml").write_text(text)
    return made


@pytest.mark.parametrize("role", ["Viewer", "Admin"])
def test_each_role_is_told_what_it_cannot_see(sign_in: Vault, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Complete as far as one can see: exit 0 with warnings, 4 with --require-complete; nothing is called missing."""
    monkeypatch.setenv("TOKEN", sign_in.grafana.tokens[role])

    said = sign_in.backup()
    strict = sign_in.backup("--require-complete")

    assert (said.code, strict.code) == (0, 4), said
    assert "complete, as far as these credentials can see" in said.last
    assert "--require-complete wants all" in strict.last
    assert "missing:" not in said.out
    warnings = [line for line in said.out.splitlines() if line.startswith("warning: ")]
    assert any("not readable with these credentials: users, organisations" in line for line in warnings)
    short = [line for line in warnings if "there may be more: " in line]
    assert bool(short) is (role != "Admin"), warnings
    reads = sign_in.manifest["organisations"][0]["reads"]
    assert reads["dashboards"] == ("all" if role == "Admin" else "some")
    if role != "Admin":
        assert "folders" in short[0]
        assert "dashboards" in short[0]
        assert any("members" in line and "service-accounts" in line for line in warnings), warnings
        assert len(sign_in.saved("folders")) < len(sign_in.grafana.state.folders)
    else:
        assert len(sign_in.saved("folders")) == len(sign_in.grafana.state.folders)
        assert sign_in.saved("members")


def test_wrong_credentials_make_no_backup(sign_in: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, one request that was refused, no folder."""
    monkeypatch.setenv("TOKEN", "glsa_wrong")
    sign_in.grafana.forget()

    said = sign_in.backup()

    assert said.code == 3
    assert len(sign_in.grafana.log) == 1
    assert sign_in.backups == []
