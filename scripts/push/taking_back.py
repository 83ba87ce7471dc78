"""How is a push that may not stay taken back at once?"""

import click

from scripts import journal
from scripts.errors import DashError
from scripts.push import report, undo
from scripts.push.model import Result
from scripts.push.recorded import Job
from scripts.push.writer import Writer


def take_back(job: Job, *, legacy: bool | None) -> None:
    """Undo what a job has written, and tell it; what is taken back no longer counts as done.

    Args:
        job: the push; its results are changed.
        legacy: the server drops annotations.
    """
    made = job.push()
    entries = [entry for entry in made.entries if entry.outcome != "refused"]
    if not entries:
        return
    try:
        back = undo.prepare(job.client, job.can, made, entries)
        record = journal.begin(job.root, job.client.environment, job.can.namespace, kind="undo", undoes=made.header.id)
    except DashError as error:
        click.echo(f"could not be taken back: {error.message}", err=True)
        click.echo(f"try: dash undo --env {job.client.environment.name} {made.header.id}", err=True)
        return
    taken = Job(job.root, job.client, job.can, record)
    taken.do(back.steps, Writer(job.client, job.can, record, legacy=legacy), _show, label="taking back")
    record.finish()
    for refusal in back.refused:
        click.echo(f"not taken back: {refusal.entry.uid}: {refusal.why}")
    gone = {step.uid for step in taken.done}
    job.results[:] = [
        Result(step=one.step, state="skipped", why="taken back") if one.step.uid in gone else one for one in job.results
    ]


def _show(result: Result) -> None:
    """Print what became of taking one back."""
    click.echo(f"taken back: {result.step.uid}" if result.state == "done" else report.result(result))
