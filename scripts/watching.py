"""When has a source been saved, so that `dash build --watch` builds again?"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from scripts import settings as settings_module
from scripts.errors import ConfigurationError
from scripts.settings import Settings

POLL = 0.3
"""Seconds between two looks at the sources' times."""


def watch(uids: Sequence[str]) -> None:
    """Build whenever a source is saved, until interrupted; a mistake is printed and the next save is awaited.

    Each build is a process of its own, so that it sees the saved modules.

    Raises:
        ConfigurationError: `dash.toml` is wrong from the start.
    """
    settings = settings_module.load()
    seen: dict[Path, int] = {}
    click.echo("Watching for saved sources; Ctrl-C ends it.", err=True)
    while True:
        now = times(settings)
        if now != seen:
            _build(uids)
            settings = _again(settings)
            seen = now if now.keys() == times(settings).keys() else times(settings)
        time.sleep(POLL)


def _build(uids: Sequence[str]) -> None:
    """Build in a process of its own; Ctrl-C reaches it as well, and it ends by itself."""
    with subprocess.Popen([sys.executable, "-m", "scripts", "build", *uids]) as process:
        process.wait()


def _again(before: Settings) -> Settings:
    """Read `dash.toml` again: it may name other sources now; what is wrong with it the build has said."""
    try:
        return settings_module.load(before.root)
    except ConfigurationError:
        return before


def times(settings: Settings) -> dict[Path, int]:
    """Tell when each source was last saved: dash.toml, catalog, our own panels, and source files."""
    found: dict[Path, int] = {}
    for path in _watched(settings):
        try:
            found[path] = path.stat().st_mtime_ns
        except OSError:
            continue  # an editor that replaces a file leaves a moment without it
    return found


def _watched(settings: Settings) -> Iterator[Path]:
    from scripts import sourcefiles

    root = settings.root
    yield root / settings_module.FILE
    if settings.sources.catalog:
        package = settings.sources.catalog.partition(":")[0].split(".")[0]
        yield root / f"{package}.py"
        yield from (root / package).rglob("*.py")
        yield from (root / "panels").rglob("*.py")
    for pattern in settings.sources.files:
        yield from sourcefiles.matching(root, pattern)
