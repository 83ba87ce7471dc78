"""How does the text of `dash.toml` become settings?"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts import project
from scripts.errors import ConfigurationError
from scripts.jsonvalue import Json
from scripts.settings.model import (
    LOCAL,
    Credentials,
    Environment,
    Folder,
    Header,
    Links,
    Output,
    RemoteWrite,
    Scraping,
    Settings,
    Sources,
    Timeout,
)

FILE = "dash.toml"

CREDENTIALS = tuple(Credentials.__dataclass_fields__)
AS_THEY_ARE = (
    "org_id",
    "ca_file",
    "client_cert",
    "client_key",
    "workers",
    "protected",
    "locked",
    "prune_limit",
    "datasources",
)


def load(folder: Path | None = None) -> Settings:
    """Read the `dash.toml` of the project around a folder.

    Args:
        folder: where to look from; the working directory if not given.

    Raises:
        ConfigurationError: the file is not TOML, or not what its schema allows; line and key are named.
    """
    try:
        root = project.root(folder)
    except ConfigurationError:
        root = (folder or Path.cwd()).resolve()  # outside any project there is still the guide's Grafana
    file = root / FILE
    if not file.is_file():
        return Settings(root=root)
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{FILE} is not UTF-8 at byte {error.start}", "save it as UTF-8") from None
    return parse(text, root)


def parse(text: str, root: Path) -> Settings:
    """Make settings of the text of a `dash.toml`.

    Args:
        text: the content of the file.
        root: the folder it lies in.

    Raises:
        ConfigurationError: as for `load`.
    """
    from scripts.settings.checking import problems

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{FILE} is not TOML: {error}", f"correct {FILE}") from None
    wrong = [f"{FILE}:{problem}" for problem in problems(document, text)]
    if wrong:
        raise ConfigurationError("\n".join(wrong), "`dash.toml.example` shows every key")
    links = Links(**document.get("links", {}))
    environments = {"local": replace(LOCAL, links=links, base=root)}
    for name, section in document.get("environments", {}).items():
        environments[name] = _environment(name, section, links, root)
    return Settings(
        root=root,
        file=root / FILE,
        sources=_sources(document.get("sources", {})),
        output=Output(**document.get("output", {})),
        links=links,
        notifying=_notifying(document.get("notifications", {})),
        prometheus=_scraping(document.get("prometheus", {})),
        environments=environments,
    )


def _sources(section: Json) -> Sources:
    """Make the `[sources]` section; who names files of their own does not mean this repository's catalog too."""
    catalog = section.get("catalog", "" if "files" in section else Sources().catalog)
    return Sources(catalog=catalog, files=tuple(section.get("files", ())))


def _notifying(section: Json) -> dict[str, Any]:
    """Read the `[notifications]` section."""
    changes: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in section.items()}
    if "grafana" in changes:
        changes["grafana"] = changes["grafana"].rstrip("/")
    return changes


def _scraping(section: Json) -> Scraping:
    """Make the `[prometheus]` section."""
    targets = {job: tuple(addresses) for job, addresses in section.get("targets", {}).items()}
    simple = {key: section[key] for key in ("environment", "host", "log_shipper") if key in section}
    remote = RemoteWrite(**section.get("remote_write", {}))
    return Scraping(public=tuple(section.get("public", ())), targets=targets, remote_write=remote, **simple)


def _environment(name: str, section: Json, links: Links, root: Path) -> Environment:
    """Make one environment; the guide's values hold for `local` where the file says nothing."""
    base = LOCAL if name == "local" else Environment(name=name)
    changes: dict[str, Any] = {key: section[key] for key in AS_THEY_ARE if key in section}
    if "url" in section:
        changes["url"] = section["url"].rstrip("/")
    if "folder" in section:
        folder = section["folder"]
        changes["folder"] = Folder(uid=folder["uid"], title=folder.get("title", folder["uid"] or "General"))
    secrets = {key: section[key] for key in CREDENTIALS if key in section}
    if secrets:
        changes["credentials"] = Credentials(**secrets)
    if "timeout" in section:
        changes["timeout"] = _timeout(section["timeout"])
    headers = {
        key: Header(value=value) if isinstance(value, str) else Header(env=value["env"])
        for key, value in section.get("headers", {}).items()
    }
    own = section.get("links", {})
    return replace(base, base=root, headers=headers, links=replace(links, **own), **changes)


def _timeout(value: float | Json) -> Timeout:
    """Make a timeout of a number (for both) or of a table."""
    return Timeout(**value) if isinstance(value, dict) else Timeout(connect=min(value, Timeout().connect), read=value)
