"""What does `dash diff` compare, and what does it say?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts import settings, sources
from scripts.errors import EXIT_FINDINGS, EXIT_OK, SourceError
from scripts.output import coloured, write_whole
from scripts.settings import Environment, Settings
from scripts.sources import Source

if TYPE_CHECKING:
    from scripts.against import Other
    from scripts.diff.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The flags of `dash diff`.

    Attributes:
        env: an environment of dash.toml.
        against: a folder, a file or `git:REV` instead of a server; empty for the server.
        full: every difference on its own.
        form: `text`, `json`, `markdown` or `github`.
        output: the file to write; `None` for stdout.
    """

    env: str = "local"
    against: str = ""
    full: bool = False
    form: str = "text"
    output: Path | None = None


def run(uids: Sequence[str], options: Options) -> int:
    """Compare, print, and return the exit code.

    Args:
        uids: dashboards; none means all.
        options: the flags.

    Raises:
        DashError: something could not be read; nothing is concluded from the rest.
    """
    report = compare(uids, options)
    text = _written(report, options)
    if options.output is None:
        click.echo(text)
    else:
        write_whole(options.output, f"{text}\n")
        click.echo(f"wrote {options.output}: {report.summary}", err=True)
    return EXIT_FINDINGS if report.drift else EXIT_OK


def compare(uids: Sequence[str], options: Options) -> "Report":
    """Compare the code with a Grafana, or with files.

    Raises:
        DashError: as `run`.
    """
    configured = settings.load()
    environment = configured.environment(options.env)
    if options.against:
        built = sources.load(configured, uids)
        return _with_files(configured, environment, built, options, whole=not uids)
    return _with_grafana(configured, environment, uids, options)


def _with_grafana(configured: Settings, environment: Environment, uids: Sequence[str], options: Options) -> "Report":
    """Compare with a Grafana, which is read while the code is built."""
    from scripts import ourfolder, survey
    from scripts.ahead import ahead
    from scripts.connecting import connect
    from scripts.diff.compared import of_pair
    from scripts.diff.report import Report
    from scripts.grafana import capabilities, dashboards

    whole = not uids
    with connect(environment) as client:
        can = capabilities.discover(client)
        with ahead(dashboards.everything(client, can) if whole else ()) as live:
            built = sources.load(configured, uids)
            seen = survey.survey(client, can, built, whole=whole, everything=live)
        notes = list(ourfolder.notes(client)) if whole else []
    found = [of_pair(pair, environment.folder.uid, full=options.full) for pair in seen.pairs]
    return Report(against=environment.name, dashboards=found, notes=notes)


def _with_files(
    configured: Settings, environment: Environment, built: Sequence[Source], options: Options, *, whole: bool
) -> "Report":
    """Compare with a folder, a file or an older commit."""
    from scripts import against
    from scripts.diff.compared import of_file, of_files
    from scripts.diff.report import Report
    from scripts.target import adapted

    side = against.read(options.against, configured)
    if side.whole:
        there = {one.uid: one for one in side.dashboards}
    else:
        (only,) = side.dashboards
        built = [_meant(only, built, options.against)]
        there = {built[0].uid: only}
    found = []
    for source in built:
        wanted = source.spec if side.built else adapted(source.spec, environment)
        other = there.get(source.uid)
        found.append(of_files(source, wanted, other.spec if other else None, full=options.full))
    if whole and side.whole:
        known = {source.uid for source in built}
        gone = [one for one in side.dashboards if one.ours and one.uid not in known]
        found += [of_file(one.uid, one.title, one.spec) for one in gone]
    return Report(against=options.against, dashboards=found)


def _meant(other: "Other", built: Sequence[Source], name: str) -> Source:
    """Find the dashboard of the code that a single file is to be compared with.

    Raises:
        SourceError: nothing tells.
    """
    found = [source for source in built if source.uid == other.uid] or (list(built) if len(built) == 1 else [])
    if not found:
        said = f"the uid {other.uid}" if other.uid else "no uid"
        raise SourceError(f"{name} has {said}, which no dashboard has", f"name one: dash diff UID --against {name}")
    return found[0]


def _written(report: "Report", options: Options) -> str:
    """Write a report in the form that was asked for."""
    from scripts.diff import render_github, render_json, render_markdown, render_text

    match options.form:
        case "json":
            return render_json.text(report)
        case "markdown":
            return render_markdown.text(report).rstrip("\n")
        case "github":
            return "\n".join(render_github.text(report))
        case _:
            paint = render_text.plain if options.output else coloured
            return "\n".join(render_text.text(report, paint))
