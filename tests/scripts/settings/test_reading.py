"""From the text of `dash.toml` to settings."""

import tomllib
from pathlib import Path

import pytest

from dashboards.rules.notifying.site import Notifications
from scripts.errors import ConfigurationError
from scripts.settings import Credentials, Folder, Header, Links, Timeout, load, parse

WHOLE = """
[sources]
catalog = "boards:ALL"
files = ["team/*.dashboard.py", "team/*.json"]

[output]
dashboards = "out/dashboards"

[links]
runbooks = "https://wiki/runbooks"

[environments.prod]
url = "https://grafana.example.com/base/"
org_id = 2
folder = { uid = "trading", title = "Trading" }
token_env = "PROD_TOKEN"
ca_file = "ca.pem"
client_cert = "me.pem"
client_key = "me.key"
timeout = { read = 60 }
workers = 8
protected = true
locked = true
prune_limit = 0

[environments.prod.headers]
X-Team = "ops"
X-Access = { env = "ACCESS" }

[environments.prod.datasources]
prometheus = "prom-1"

[environments.prod.links]
alertmanager = "https://alerts.example.com"
"""


def test_every_key_arrives(tmp_path: Path) -> None:
    """A file that says everything gives settings that say the same."""
    settings = parse(WHOLE, tmp_path)
    prod = settings.environment("prod")

    assert settings.sources.catalog == "boards:ALL"
    assert settings.sources.files == ("team/*.dashboard.py", "team/*.json")
    assert (settings.output.dashboards, settings.output.rules) == ("out/dashboards", "provisioning/prometheus")
    assert prod.url == "https://grafana.example.com/base"
    assert (prod.org_id, prod.folder) == (2, Folder(uid="trading", title="Trading"))
    assert prod.credentials == Credentials(token_env="PROD_TOKEN")
    assert (prod.ca_file, prod.client_cert, prod.client_key) == ("ca.pem", "me.pem", "me.key")
    assert prod.timeout == Timeout(connect=3, read=60)
    assert (prod.workers, prod.protected, prod.locked, prod.prune_limit) == (8, True, True, 0)
    assert prod.headers == {"X-Team": Header(value="ops"), "X-Access": Header(env="ACCESS")}
    assert dict(prod.datasources) == {"prometheus": "prom-1"}
    assert prod.links == Links(runbooks="https://wiki/runbooks", alertmanager="https://alerts.example.com")


def test_local_keeps_the_guides_values_where_the_file_says_nothing(tmp_path: Path) -> None:
    """A file may change one thing of `local` and leave the rest."""
    local = parse("[environments.local]\nworkers = 1\n", tmp_path).environment("local")

    assert (local.url, local.credentials.user, local.workers) == ("http://localhost:3001", "admin", 1)


def test_local_with_other_credentials_forgets_the_guides(tmp_path: Path) -> None:
    """A token replaces user and password; they are not mixed."""
    local = parse('[environments.local]\ntoken_env = "T"\n', tmp_path).environment("local")

    assert local.credentials == Credentials(token_env="T")


def test_one_timeout_is_for_both(tmp_path: Path) -> None:
    """A number is the read timeout; connecting never waits longer than usual."""
    settings = parse(
        '[environments.p]\nurl="http://a"\ntimeout=30\n[environments.q]\nurl="http://a"\ntimeout=1', tmp_path
    )

    assert settings.environment("p").timeout == Timeout(connect=3, read=30)
    assert settings.environment("q").timeout == Timeout(connect=1, read=1)


def test_the_root_folder_is_an_empty_uid(tmp_path: Path) -> None:
    """`folder = { uid = "" }` puts the dashboards into no folder."""
    settings = parse('[environments.p]\nurl="http://a"\nfolder={uid=""}', tmp_path)

    assert settings.environment("p").folder == Folder(uid="", title="General")


def test_a_wrong_file_names_each_line(tmp_path: Path) -> None:
    """The error lists file, line and key of everything that is wrong."""
    with pytest.raises(ConfigurationError) as caught:
        parse("[environments.p]\nurl = 'http://a'\nworker = 3\nlocked = 'no'\n", tmp_path)

    assert caught.value.message.splitlines() == [
        "dash.toml:3: environments.p.worker: unknown key, did you mean workers?",
        "dash.toml:4: environments.p.locked: must be true or false",
    ]
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path) -> None:
    """The parser's position is passed on."""
    with pytest.raises(ConfigurationError, match=r"dash.toml is not TOML: .*line 2"):
        parse("[links]\nrunbooks = \n", tmp_path)


def test_the_file_is_found_from_below(tmp_path: Path) -> None:
    """`load` looks upward, as the commands do."""
    (tmp_path / "dash.toml").write_text('[environments.here]\nurl = "http://a"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)

    settings = load(below)

    assert settings.file == tmp_path / "dash.toml"
    assert settings.environment("here").base == tmp_path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """A project without dash.toml has this repository's defaults."""
    (tmp_path / "pyproject.toml").touch()

    settings = load(tmp_path)

    assert settings.file is None
    assert settings.sources.catalog == "dashboards:CATALOG"
    assert list(settings.environments) == ["local"]


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """Another encoding is named, not a traceback."""
    (tmp_path / "dash.toml").write_bytes(b"# \xff\xfe")

    with pytest.raises(ConfigurationError, match="not UTF-8 at byte 2"):
        load(tmp_path)


def test_the_example_is_valid_and_shows_every_key() -> None:
    """`dash.toml.example` loads, and nothing of the schema is missing in it."""
    from scripts.settings.checking import schema

    text = (Path(__file__).parents[3] / "dash.toml.example").read_text(encoding="utf-8")
    known = schema()["$defs"]["environment"]["properties"]
    shown = {key for section in tomllib.loads(text)["environments"].values() for key in section}

    assert parse(text, Path("/x")).environment("prod").locked
    assert set(known) - shown == {"token_file", "password_file"}
    assert all(key in text for key in known)
    assert set(tomllib.loads(text)["notifications"]) == set(schema()["properties"]["notifications"]["properties"])
    assert parse(text, Path("/x")).notifications == Notifications()
