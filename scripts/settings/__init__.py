"""What does `dash.toml` say: where sources lie, where files go, which Grafanas there are?

Without a file everything has a default: this repository's dashboards and the guide's Grafana as environment `local`.
"""

from scripts.settings.model import (
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
from scripts.settings.reading import FILE, load, parse
from scripts.settings.secrets import Secret

__all__ = [
    "FILE",
    "Credentials",
    "Environment",
    "Folder",
    "Header",
    "Links",
    "Output",
    "RemoteWrite",
    "Scraping",
    "Secret",
    "Settings",
    "Sources",
    "Timeout",
    "load",
    "parse",
]
