"""`dash lint`: which dashboards are judged, with what knowledge, and is anything found?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from scripts import settings
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError
from scripts.lint import exceptions, files, world
from scripts.lint.context import Context
from scripts.lint.engine import Report, Subject, lint
from scripts.lint.formats import FORMATS
from scripts.sources import Source, load


def run(names: Sequence[str], form: str, *, contract: bool) -> int:
    """Judge dashboards and print the report.

    Args:
        names: dashboard files, or uids of the project's own dashboards; none means all of those.
        form: one of `FORMATS`.
        contract: judge files by the metric contract too.

    Returns:
        The exit code.
    """
    report = judge(names, contract=contract)
    for line in FORMATS[form](report):
        click.echo(line)
    return EXIT_FINDINGS if report.failed else EXIT_OK


def judge(names: Sequence[str], *, contract: bool = False) -> Report:
    """Judge dashboards, see `run`.

    Raises:
        ConfigurationError: a file cannot be read, or `.lint` is wrong.
        SourceError: a file holds no dashboard, or a source cannot be built.
    """
    found = settings.load()
    paths = [name for name in names if _is_file(name)]
    uids = [name for name in names if not _is_file(name)]
    read = [files.read(path, found) for path in paths]  # before anything is built, so that a typing error costs nothing
    built: list[Source] = load(found) if uids or not names or contract else []
    context = world.context(found, built) if built else Context()
    for uid in uids:
        if uid not in {source.uid for source in built}:
            raise ConfigurationError(
                f"{uid} is neither a file nor the uid of a dashboard", "dash list shows the dashboards"
            )
    subjects = [replace(subject, context=context) for subject in read] if contract else read
    subjects = [*subjects, *(_own(built, uids, context) if uids or not names else ())]
    return lint(subjects, exceptions.load(found.root), whole=not names)


def _own(built: Sequence[Source], uids: Sequence[str], context: Context) -> Iterator[Subject]:
    for source in built:
        if not uids or source.uid in uids:
            yield Subject(spec=source.spec, file=source.file, lines=source.lines, context=context)


def _is_file(name: str) -> bool:
    """Tell a file from a uid: by a slash or a dot in it, or because it is there."""
    return "/" in name or "." in name or Path(name).exists()
