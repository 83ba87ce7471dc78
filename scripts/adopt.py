"""What is to be changed in the Python, so that it makes what somebody edited in Grafana?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from scripts import diff, settings, sources
from scripts.diff.groups import groups
from scripts.diff.model import Change, Changes, Kind
from scripts.diff.render_json import change as as_json
from scripts.errors import EXIT_OK, ConfigurationError, DashError
from scripts.jsonvalue import Json
from scripts.output import coloured, write_whole
from scripts.sources import Source
from scripts.status import Pair, Status

VERSION = 1
"""Of the patch file."""

CUT = "…"
NOTHING = frozenset({Status.IN_SYNC, Status.CODE_AHEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The flags of `dash adopt`.

    Attributes:
        env: an environment of dash.toml.
        form: `text` or `json`.
        output: the patch file; `None` for `UID.adopt.json` in the working directory.
    """

    env: str = "local"
    form: str = "text"
    output: Path | None = None


def run(uid: str, options: Options) -> int:
    """Say what to change, write what words cannot hold to a file, and return the exit code.

    Raises:
        DashError: the dashboard is on one side only, or cannot be read.
    """
    pair, folder = _pair(uid, options.env)
    if pair.status in NOTHING:
        click.echo(f"{uid}: {pair.status}; there is nothing to adopt", err=True)
    if pair.status is Status.BOTH:
        click.echo(f"{uid}: {pair.status}; what the code has changed since is told the other way round", err=True)
    if pair.live is not None and pair.live.folder != folder:
        click.echo(f"{uid}: {pair.why}; no Python says where: move it back in Grafana, or", err=True)
        click.echo(f"  dash push --env {options.env} --ours {uid}", err=True)
    changes = Changes() if pair.status in NOTHING else adopted(pair)
    rest = [one for one in changes if not in_words(one)]
    file = options.output or Path(f"{uid}.adopt.json")
    if options.form == "json":
        click.echo(_packed(document(pair, options.env, changes)))
    else:
        for line in lines(changes, file):
            click.echo(line)
    if rest and (options.form == "text" or options.output):
        write_whole(file, f"{_packed(document(pair, options.env, rest))}\n")
        click.echo(f"wrote {file}: what words cannot hold", err=True)
    return EXIT_OK


def _pair(uid: str, env: str) -> tuple[Pair, str]:
    """Read both sides of one dashboard, and which folder it belongs in."""
    from scripts import survey
    from scripts.connecting import connect
    from scripts.grafana import capabilities

    configured = settings.load()
    environment = configured.environment(env)
    built = sources.load(configured, [uid])
    with connect(environment) as client:
        (pair,) = survey.survey(client, capabilities.discover(client), built, whole=False).pairs
    if pair.live is None:
        raise ConfigurationError(f"{env} has no dashboard {uid}", f"dash push --env {env} {uid} makes it")
    if pair.live.broken:
        raise DashError(f"{uid}: {pair.why}", "save it as a classic dashboard in Grafana")
    return pair, environment.folder.uid


def adopted(pair: Pair) -> Changes:
    """Find what was changed in Grafana, with the lines of Python to change.

    Args:
        pair: a dashboard that is on both sides.
    """
    source, live, wanted = pair.source, pair.live, pair.wanted
    if source is None or live is None or wanted is None:
        raise ValueError(f"{pair.uid} is on one side only")
    found = diff.between(wanted, live.spec, fold=False)
    return Changes(tuple(replace(one, line=_line(one, source)) for one in found))


def _line(change: Change, source: Source) -> str:
    """Find the Python that makes what was changed; a new panel has none."""
    made = source.lines.get(change.was, "") if change.was is not None else ""
    return made or source.file


def in_words(change: Change) -> bool:
    """Tell whether a person can make a change from its words: one value, or a text, or a removal."""
    if change.kind in (Kind.REMOVED, Kind.RENAMED, Kind.MOVED) or change.path == "gridPos" or change.new is None:
        return True
    return isinstance(change.new, str) or (CUT not in change.words and not (change.whole and change.new))


def lines(changes: Changes, file: Path) -> Iterator[str]:
    """Write for a person: line of Python, panel, and what to change there.

    Args:
        changes: from the code to Grafana.
        file: where what words cannot hold is written to.
    """
    for group in groups(changes):
        yield f"{coloured(group.line, 'yellow')}  {group.place or 'the dashboard'}"
        for one in group.changes:
            more = "" if in_words(one) else f"  (see {file.name})"
            yield f"    {one.words}{more}"
            if CUT in one.words and isinstance(one.new, str):
                yield from (f"      {line}" for line in one.new.splitlines())
    yield f"{len(changes)} change{'' if len(changes) == 1 else 's'} to adopt"


def document(pair: Pair, env: str, changes: Changes | Sequence[Change]) -> Json:
    """Make the JSON document: each change with its whole old and new value, from the code to Grafana."""
    return {
        "version": VERSION,
        "uid": pair.uid,
        "title": pair.title,
        "environment": env,
        "status": str(pair.status),
        "file": pair.source.file if pair.source else "",
        "changes": [as_json(one) for one in changes],
    }


def _packed(made: Mapping[str, object]) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False)
