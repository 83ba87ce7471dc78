"""What does `dash build` do to the disk, and what does it say?"""

from collections.abc import Sequence
from pathlib import Path

import click

from scripts import settings as settings_module
from scripts.build import Stale, all_files, dashboard_files, path_of, stale, write
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError, SourceError
from scripts.settings import Output, Settings
from scripts.sources import Source, load


def _compared(settings: Settings, uids: Sequence[str]) -> tuple[dict[Path, str], list[Stale]]:
    sources = load(settings, uids)
    for source in sources:
        for note in source.notes:
            click.echo(f"{source.file}: {note}", err=True)
    _apart(sources, settings.output)
    files = dashboard_files(sources, settings.output) if uids else all_files(settings, sources)
    found = stale(settings.root, files, settings.output, whole=not uids)
    changed = {one.path for one in found}
    for source in sources:
        if path_of(source, settings.output) in changed:
            _judge(source)  # what is on the disk already was judged when it was written
    return files, found


def _apart(sources: Sequence[Source], output: Output) -> None:
    """Keep sources out of the folder where files without a source are removed, unless they are what is written there.

    Raises:
        ConfigurationError: one lies there under another name.
    """
    for source in sources:
        file, made = Path(source.file), path_of(source, output)
        if file.suffix == ".json" and file.parent == made.parent and file != made:
            raise ConfigurationError(
                f"{file} is a source in the folder that dash build writes to",
                f"rename it to {made.name}, after its uid, or set [output] dashboards to another folder",
            )


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
    done = [one for one in found if not one.foreign]
    for one in done:
        click.echo(f"{'removed' if one.state == 'orphaned' else 'wrote'} {one.path}")
    for one in found:
        if one.foreign:
            click.echo(f"{one.path} was not written by dash build and has no source: it stays as it is", err=True)
    click.echo(f"{len(files)} files, {len(done)} changed", err=True)


def check(uids: Sequence[str]) -> int:
    """Say which files are stale, missing or orphaned, with a diff; return the exit code."""
    files, found = _compared(settings_module.load(), uids)
    for one in found:
        click.echo(f"{one.state}: {one.path}")
        if one.difference:
            click.echo(one.difference)
    click.echo(f"{len(files)} files, {len(found)} not as the sources make them", err=True)
    return EXIT_FINDINGS if found else EXIT_OK
