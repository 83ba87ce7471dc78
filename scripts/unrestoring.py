"""What does `dash undo` do with a restore?"""

from collections.abc import Sequence
from pathlib import Path

import click

from scripts import journal
from scripts.errors import EXIT_CONFLICT, EXIT_OK, EXIT_USAGE, DashError
from scripts.journal import Entry, Push
from scripts.output import coloured
from scripts.push.confirming import confirm
from scripts.restore.place import Target
from scripts.restore.undo import Back, carry_out, prepare
from scripts.settings import Environment


def take_back(
    root: Path, environment: Environment, push: Push, entries: Sequence[Entry], *, dry_run: bool, yes: bool
) -> int:
    """Put back what was there before a restore, and return the exit code.

    Raises:
        DashError: nothing was written.
    """
    with Target(environment, writing=False) as reading:
        found = prepare(reading, push, entries)
        namespace = reading.can.namespace
    todo = [back for back in found if not back.why and not back.nothing]
    for back in found:
        if not back.along:
            click.echo(_line(back))
    code = EXIT_CONFLICT if any(back.why for back in found) else EXIT_OK
    if dry_run or not todo:
        return code
    doomed = sum(back.before is None for back in todo)
    question = f"Take {len(todo)} back{f', deleting {doomed},' if doomed else ''} in {environment.name}?"
    asked = bool(doomed) or environment.protected
    if asked and not confirm(question, "deletions have to be confirmed", yes=yes):
        click.echo("nothing is written", err=True)
        return EXIT_USAGE
    return max(code, _write(root, environment, namespace, push, todo))


def _write(root: Path, environment: Environment, namespace: str, push: Push, todo: Sequence[Back]) -> int:
    """Do it, with a record of its own."""
    record = journal.begin(root, environment, namespace, kind="undo", undoes=push.header.id)
    done = 0
    with Target(environment, writing=True) as target:
        try:
            for back, error in carry_out(target, todo, record):
                done += error is None
                if not back.along:
                    click.echo(_result(back, error))
        except KeyboardInterrupt:
            click.echo("Interrupted: `dash undo` goes on where it stopped.", err=True)
    record.finish()
    return EXIT_OK if done == len(todo) else EXIT_CONFLICT


def _line(back: Back) -> str:
    if back.why:
        return f"{coloured('refused', 'red')} {back}: {back.why}"
    if back.nothing:
        return f"  {back}  is already as it was before"
    return f"{'-' if back.before is None else '~'} {back}"


def _result(back: Back, error: DashError | None) -> str:
    if error is not None:
        return f"{coloured('failed', 'red')} {back}: {error.message}"
    return f"{coloured('deleted' if back.before is None else 'put back', 'green')} {back}"
