"""What settings are when nothing is said, and how an environment is found."""

from pathlib import Path

import pytest

from scripts.errors import ConfigurationError
from scripts.settings import Credentials, Settings


def test_the_guides_grafana_is_there_without_any_file(tmp_path: Path) -> None:
    """`local` is http://localhost:3001 with user admin and the password in $GRAFANA_PASSWORD."""
    local = Settings(root=tmp_path).environment("local")

    assert local.url == "http://localhost:3001"
    assert (local.credentials.user, local.credentials.password_env) == ("admin", "GRAFANA_PASSWORD")
    assert (local.workers, local.protected, local.locked) == (4, False, False)


def test_an_unknown_environment_names_the_nearest(tmp_path: Path) -> None:
    """A slip of the finger is answered with the name that was meant."""
    with pytest.raises(ConfigurationError, match="no environment lokal") as caught:
        Settings(root=tmp_path).environment("lokal")

    assert "did you mean local?" in caught.value.hint


def test_an_unknown_environment_with_no_near_name_lists_them(tmp_path: Path) -> None:
    """Where nothing is near, what there is is named."""
    with pytest.raises(ConfigurationError) as caught:
        Settings(root=tmp_path).environment("production")

    assert "there is local" in caught.value.hint


@pytest.mark.parametrize(
    ("credentials", "kind", "origin"),
    [
        (Credentials(token_env="T"), "token", "$T"),
        (Credentials(token_file="t"), "token", "t"),
        (Credentials(user="u", password_env="P"), "password", "$P"),
        (Credentials(user="u", password_file="p"), "password", "p"),
        (Credentials(), "none", "nowhere"),
    ],
)
def test_credentials_tell_their_kind_and_origin(credentials: Credentials, kind: str, origin: str) -> None:
    """Messages can say where a refused secret came from without knowing it."""
    assert (credentials.kind, credentials.origin) == (kind, origin)


def test_paths_start_from_the_file_and_know_the_home_directory(tmp_path: Path) -> None:
    """`ca_file = "ca.pem"` lies beside dash.toml, `~/ca.pem` at home."""
    local = Settings(root=tmp_path).environment("local")

    assert local.path("ca.pem") == local.base / "ca.pem"
    assert local.path("~/ca.pem") == Path.home() / "ca.pem"
