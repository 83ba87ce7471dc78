"""What does `dash build` do to the disk, and what does it say?"""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from scripts import settings as settings_module
from scripts.build import Stale, all_files, dashboard_files, path_of, stale, write
from scripts.errors import EXIT_FINDINGS, EXIT_OK, SourceError
from scripts.settings import Settings
from scripts.sources import Source, load

POLL = 0.3
"""Seconds between two looks at the sources' times while watching."""


def _compared(settings: Settings, uids: Sequence[str]) -> tuple[dict[Path, str], list[Stale]]:
    sources = load(settings, uids)
    for source in sources:
        for note in source.notes:
            click.echo(f"{source.file}: {note}", err=True)
    files = dashboard_files(sources, settings.output) if uids else all_files(settings, sources)
    found = stale(settings.root, files, settings.output, whole=not uids)
    changed = {one.path for one in found}
    for source in sources:
        if path_of(source, settings.output) in changed:
            _judge(source)  # what is on the disk already was judged when it was written
    return files, found


def _judge(source: Source) -> None:
    """Refuse what the models of Grafana do not allow, before anything is written.

    Raises:
        SourceError: with every problem on a line of its own: row, panel and field.
    """
    from scripts.schema import problems

    found = list(problems(source.spec))
    if found:
        raise SourceError("\n".join(f"{source.file}: {problem}" for problem in found), "no file was written")


def build(uids: Sequence[str]) -> None:
    """Build into the files, and say what changed.

    Raises:
        DashError: a source cannot be built, a dashboard breaks the schema, or a file cannot be written.
    """
    settings = settings_module.load()
    files, found = _compared(settings, uids)
    write(settings.root, found, files)
    for one in found:
        click.echo(f"{'removed' if one.state == 'orphaned' else 'wrote'} {one.path}")
    click.echo(f"{len(files)} files, {len(found)} changed", err=True)


def check(uids: Sequence[str]) -> int:
    """Say which files are stale, missing or orphaned, with a diff; return the exit code."""
    files, found = _compared(settings_module.load(), uids)
    for one in found:
        click.echo(f"{one.state}: {one.path}")
        if one.difference:
            click.echo(one.difference)
    click.echo(f"{len(files)} files, {len(found)} not as the sources make them", err=True)
    return EXIT_FINDINGS if found else EXIT_OK


def watch(uids: Sequence[str]) -> None:
    """Build whenever a source is saved, until interrupted; a mistake is printed and the next save is awaited.

    Each build is a process of its own, so that it sees the saved modules.
    """
    import subprocess
    import sys

    root = settings_module.load().root
    seen: dict[Path, float] = {}
    click.echo("Watching for saved sources; Ctrl-C ends it.", err=True)
    while True:
        now = _times(root)
        if now != seen:
            seen = now
            subprocess.run([sys.executable, "-m", "scripts", "build", *uids], check=False)
        time.sleep(POLL)


def _times(root: Path) -> dict[Path, float]:
    """When was each source last saved?"""
    found: Iterable[Path] = (
        path for part in ("dashboards", "panels", "dash.toml") for path in [root / part, *(root / part).rglob("*.py")]
    )
    return {path: path.stat().st_mtime for path in found if path.is_file()}
