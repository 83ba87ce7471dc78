"""What do `dash history` and `dash undo` do?"""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from scripts import journal, settings, unrestoring
from scripts.connecting import connect
from scripts.errors import EXIT_CONFLICT, EXIT_OK, EXIT_USAGE, ConfigurationError
from scripts.grafana import capabilities, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.journal import Entry, Push
from scripts.journal.reading import open_entries
from scripts.jsonvalue import Json
from scripts.push import report, undo
from scripts.push.confirming import confirm
from scripts.push.model import Result
from scripts.push.recorded import Job
from scripts.push.writer import Writer
from scripts.settings import Environment

RESTORE = "restore"

INTERRUPTED = 130
"""What shells give a program that SIGINT ended."""


def history(env: str, form: str) -> None:
    """Print the journal of an environment, the newest push last.

    Raises:
        ConfigurationError: there is no such environment.
    """
    configured = settings.load()
    environment = configured.environment(env)
    known = journal.pushes(configured.root, environment.name)
    if form == "json":
        click.echo(json.dumps([document(push) for push in known], indent=2, ensure_ascii=False))
        return
    for push in known:
        click.echo(line(push))
    if not known:
        click.echo(f"no push to {environment.name} in the journal", err=True)


def document(push: Push) -> Json:
    """Describe a push for machines."""
    head = push.header
    return {
        "id": head.id,
        "kind": head.kind,
        "undoes": head.undoes or None,
        "started": head.started,
        "user": head.user,
        "url": head.url,
        "source": head.source or None,
        "finished": push.finished,
        "objects" if push.header.kind == RESTORE else "dashboards": [_entry(push, entry) for entry in push.entries],
    }


def _entry(push: Push, entry: Entry) -> Json:
    """Describe a write for machines."""
    return {
        "uid": entry.uid,
        "title": entry.title,
        "action": entry.action,
        "outcome": entry.outcome,
        "why": entry.why or None,
        "undone": entry.key in push.undone,
    } | ({"kind": entry.kind, "org": entry.org or None} if entry.kind else {})


def line(push: Push) -> str:
    """Describe a push in one line."""
    counts = [f"{number} {word}" for action, word in report.DONE.items() if (number := push.count(action))]
    refused = sum(entry.outcome == "refused" for entry in push.entries)
    unknown = sum(entry.outcome == "unknown" for entry in push.entries)
    counts += [f"{refused} refused"] * bool(refused) + [f"{unknown} not known"] * bool(unknown)
    kind = f"undo of {push.header.undoes}" if push.header.undoes else push.header.kind
    undone = len(push.undone)
    state = "" if push.finished else "  (not finished)"
    state += "" if not undone else "  (undone)" if not open_entries(push) else f"  ({undone} undone)"
    return f"{push.header.id}  {push.header.user}  {kind}: {', '.join(counts) or 'nothing written'}{state}"


def take_back(name: str, uids: Sequence[str], env: str, *, dry_run: bool, yes: bool) -> int:
    """Take a push back, and return the exit code.

    Args:
        name: id of the push, or the beginning of it; empty for the last one.
        uids: only these dashboards of it; none means all.
        env: an environment of dash.toml.
        dry_run: only tell.
        yes: do not ask.

    Raises:
        DashError: nothing was written.
    """
    configured = settings.load()
    environment = configured.environment(env)
    with connect(environment) as reading:
        can = capabilities.discover(reading)
        push = journal.find(configured.root, environment, can.namespace, name)
        entries = _chosen(push, uids)
        click.echo(f"{push.header.kind} {push.header.id} of {push.header.started} by {push.header.user}")
        if push.header.kind == RESTORE:
            return unrestoring.take_back(configured.root, environment, push, entries, dry_run=dry_run, yes=yes)
        back = undo.prepare(reading, can, push, entries)
        legacy = dashboards.is_legacy(reading, can)
    for step in back.steps:
        click.echo(f"{report.UNDO[step.action]} {step.uid}")
    for entry in back.nothing:
        click.echo(f"  {entry.uid}  is already as it was before")
    for refusal in back.refused:
        click.echo(f"refused {refusal.entry.uid}: {refusal.why}")
    code = EXIT_CONFLICT if back.refused else EXIT_OK
    if dry_run or not back.steps:
        return code
    if not _allowed(back, environment, yes=yes):
        click.echo("nothing is written", err=True)
        return EXIT_USAGE
    return max(code, _write(configured.root, environment, can, push, back, legacy=legacy))


def _allowed(back: undo.Undo, environment: Environment, *, yes: bool) -> bool:
    """Ask where a push would ask."""
    doomed = [step.uid for step in back.steps if step.action == "delete"]
    if not doomed and not environment.protected:
        return True
    reason = "deletions have to be confirmed" if doomed else f"{environment.name} is protected"
    deletes = f", deleting {', '.join(doomed)}," if doomed else ""
    return confirm(f"Take {len(back.steps)} back{deletes} in {environment.name}?", reason, yes=yes)


def _write(
    root: Path, environment: Environment, can: Capabilities, push: Push, back: undo.Undo, *, legacy: bool | None
) -> int:
    """Do it, with a record of its own."""
    record = journal.begin(root, environment, can.namespace, kind="undo", undoes=push.header.id)
    with connect(environment, writing=True) as client:
        job = Job(root, client, can, record)
        job.do(back.steps, Writer(client, can, record, legacy=legacy), _show, label="undoing")
    record.finish()
    if isinstance(job.ended, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return EXIT_CONFLICT if job.done else INTERRUPTED
    if job.ended is not None:
        click.echo(f"Error: {job.ended.message}", err=True)
    return EXIT_OK if len(job.done) == len(back.steps) else EXIT_CONFLICT


def _chosen(push: Push, uids: Sequence[str]) -> list[Entry]:
    """List the writes to take back."""
    known = open_entries(push)
    missing = set(uids) - {entry.uid for entry in known}
    if missing:
        raise ConfigurationError(
            f"push {push.header.id} wrote no {min(missing)}, or it was taken back already",
            f"it wrote {', '.join(entry.uid for entry in known) or 'nothing'}",
        )
    return [entry for entry in known if not uids or entry.uid in uids]


def _show(result: Result) -> None:
    """Print what became of one dashboard."""
    click.echo(report.result(result))
