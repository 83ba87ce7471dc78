"""Which settings are there, and what are they when nothing is said?"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.errors import ConfigurationError

if TYPE_CHECKING:
    from dashboards.rules.notifying.site import Notifications

GUIDE_URL = "http://localhost:3001"
"""Grafana of the monitoring guide; its admin's password is in `$GRAFANA_PASSWORD`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where dashboards come from.

    Attributes:
        catalog: `module:name` of a mapping from uid to build function; empty for none.
        files: paths or globs below the project of `*.dashboard.py` (grafanalib) and `*.json` files.
    """

    catalog: str = "dashboards:CATALOG"
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Folders below the project that `dash build` writes to."""

    dashboards: str = "provisioning/grafana/dashboards"
    rules: str = "provisioning/prometheus"
    alertmanager: str = "provisioning/alertmanager"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteWrite:
    """Where Prometheus sends all samples too: Mimir, Thanos' receiver, or another Prometheus; nowhere without a URL.

    Attributes:
        url: of the receiver, the path included.
        user: who logs in there; empty for nobody.
        password_file: the path of the password in Prometheus' container.
    """

    url: str = ""
    user: str = ""
    password_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scraping:
    """What an installation's Prometheus scrapes, where that differs from the stack of the guide.

    Attributes:
        environment: the label `environment` of every series.
        host: the name of the host that node-exporter speaks for: its `instance`.
        log_shipper: the one that runs, `promtail` or `alloy`; the other is not scraped.
        public: addresses whose TLS certificate is watched, `https://...`.
        targets: by job, `host:port` of each instance where it is not the guide's.
        remote_write: where samples are kept for longer.
    """

    environment: str = "production"
    host: str = "bot-core-1"
    log_shipper: str = "promtail"
    public: tuple[str, ...] = ()
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remote_write: RemoteWrite = RemoteWrite()


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Base URLs that dashboards and alerts point at; empty means: keep what the dashboards say."""

    runbooks: str = ""
    alertmanager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder in Grafana that our dashboards live in, found by uid; an empty uid is the root."""

    uid: str = "bot-core"
    title: str = "Bot-Core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Where the token or the password comes from; never the value itself."""

    token_env: str = ""
    token_file: str = ""
    user: str = ""
    password_env: str = ""
    password_file: str = ""

    @property
    def kind(self) -> str:
        """Name what is sent: `token`, `password` or `none`."""
        if self.token_env or self.token_file:
            return "token"
        return "password" if self.user else "none"

    @property
    def origin(self) -> str:
        """Name where the secret comes from, fit for an error message."""
        for variable in (self.token_env, self.password_env):
            if variable:
                return f"${variable}"
        return self.token_file or self.password_file or "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """An extra header of each request: its value, or the variable that holds it."""

    value: str = field(default="", repr=False)
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeout:
    """Seconds to wait for a connection, and for each piece of an answer."""

    connect: float = 3.0
    read: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One Grafana: where it is, who we are there, what we may do.

    Attributes:
        name: as in `--env NAME`.
        url: base URL, without a slash at the end.
        org_id: the organisation to work in; `None` is the one the credentials belong to.
        base: the folder that relative paths (`ca_file`, `token_file`, ...) start from.
        workers: requests at a time.
        protected: ask before every push.
        locked: make the browser refuse to save our dashboards and name the Python file instead.
        prune_limit: at most so many dashboards are deleted by one push.
        datasources: uid by data source type, for dashboards' default choice.
    """

    name: str
    url: str = GUIDE_URL
    org_id: int | None = None
    folder: Folder = Folder()
    credentials: Credentials = Credentials()
    ca_file: str = ""
    client_cert: str = ""
    client_key: str = ""
    headers: Mapping[str, Header] = field(default_factory=dict)
    timeout: Timeout = Timeout()
    workers: int = 4
    protected: bool = False
    locked: bool = False
    prune_limit: int = 5
    datasources: Mapping[str, str] = field(default_factory=dict)
    links: Links = Links()
    base: Path = field(default_factory=Path.cwd)

    def path(self, name: str) -> Path:
        """Resolve a file that the settings name; `~` is the home directory."""
        return self.base / Path(name).expanduser()


LOCAL = Environment(name="local", credentials=Credentials(user="admin", password_env="GRAFANA_PASSWORD"))  # noqa: S106 - the name of a variable
"""The guide's Grafana, there without any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything `dash.toml` says.

    Attributes:
        file: where it was read from; `None` if there is none.
        notifying: what `[notifications]` says.
    """

    root: Path
    file: Path | None = None
    sources: Sources = Sources()
    output: Output = Output()
    links: Links = Links()
    notifying: Mapping[str, Any] = field(default_factory=dict)
    prometheus: Scraping = Scraping()
    environments: Mapping[str, Environment] = field(default_factory=lambda: {"local": LOCAL})

    @property
    def notifications(self) -> "Notifications":
        """What alert messages need to know; made when it is asked for: importing the rules takes half a second."""
        from dashboards.rules.notifying.site import Notifications

        return Notifications(**self.notifying)

    def environment(self, name: str) -> Environment:
        """Find an environment.

        Raises:
            ConfigurationError: there is none of that name; the hint names the nearest.
        """
        if name in self.environments:
            return self.environments[name]
        near = difflib.get_close_matches(name, self.environments, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(self.environments)}"
        where = self.file.name if self.file else "dash.toml (there is no such file)"
        raise ConfigurationError(f"{where} has no environment {name}", f"{hint}; `dash env list` shows them")
