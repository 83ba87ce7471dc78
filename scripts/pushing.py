"""What does `dash push` do, step by step, from the settings to the exit code?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from scripts import journal, preflight, settings, sources, survey
from scripts.connecting import connect
from scripts.errors import EXIT_CONFLICT, EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, DashError
from scripts.grafana import Client, annotations, capabilities, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.push import plan, report, run, settle, taking_back
from scripts.push.confirming import confirm
from scripts.push.model import Result
from scripts.push.plan import Choices, Plan
from scripts.push.recorded import Job
from scripts.push.writer import Writer
from scripts.settings import Environment, Settings

if TYPE_CHECKING:
    from scripts.push.emptied import Smoke
    from scripts.smoke.run import Report

INTERRUPTED = 130
"""What shells give a program that SIGINT ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The flags of `dash push`."""

    choices: Choices = field(default_factory=Choices)
    dry_run: bool = False
    yes: bool = False
    all_or_nothing: bool = False
    annotate: bool = False
    smoke: bool = False
    ignore_missing: bool = False


def push(uids: Sequence[str], env: str, options: Options) -> int:
    """Bring a Grafana to what the code says, and return the exit code.

    Args:
        uids: dashboards; none means all.
        env: an environment of dash.toml.
        options: the flags.

    Raises:
        DashError: nothing was written.
    """
    configured = settings.load()
    environment = configured.environment(env)
    built = sources.load(configured, uids)
    with connect(environment) as reading:
        can = capabilities.discover(reading)
        seen = survey.survey(reading, can, built, whole=not uids)
        todo = plan.make(seen, environment, options.choices)
        _say([*report.planned(todo, environment.folder.uid), *report.refusals(todo, env)])
        if not options.dry_run:
            _say(settle.settle(reading, can, configured.root))
        early = _before_writing(reading, can, todo, environment, options)
        if early is not None:
            said = report.summary(todo, [], withheld=len(todo.steps))
            click.echo(report.unwritten(todo) if options.dry_run else said)
            return early
        legacy = dashboards.is_legacy(reading, can) if seen.legacy is None else seen.legacy
    return _Push(
        configured=configured, environment=environment, can=can, legacy=legacy, todo=todo, options=options
    ).run()


def _before_writing(
    client: Client, can: Capabilities, todo: Plan, environment: Environment, options: Options
) -> int | None:
    """Look for reasons not to write; `None` if there are none, else the exit code."""
    refused = EXIT_CONFLICT if todo.refused else EXIT_OK
    if not todo.steps or (todo.refused and options.all_or_nothing):
        return refused
    lost = preflight.missing(client, can, {step.uid: step.spec for step in todo.writes})
    _say(str(one) for one in lost)
    if lost and not options.ignore_missing:
        click.echo("nothing is written: make what is missing, or add --ignore-missing", err=True)
        return EXIT_FINDINGS
    if options.dry_run:
        return refused
    reason = "deletions have to be confirmed" if todo.deletions else f"{environment.name} is protected"
    asked = bool(todo.deletions) or environment.protected
    if asked and not confirm(report.question(todo, environment.name), reason, yes=options.yes):
        click.echo("nothing is written", err=True)
        return EXIT_USAGE
    return None


def _say(lines: Iterable[str]) -> None:
    """Print lines of the result."""
    for line in lines:
        click.echo(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Push:
    """A push that is going to write."""

    configured: Settings
    environment: Environment
    can: Capabilities
    legacy: bool | None
    todo: Plan
    options: Options

    def run(self) -> int:
        """Write, and return the exit code."""
        smoke = self._smoke()
        before = smoke.before(self.todo.writes) if smoke else None
        record = journal.begin(self.configured.root, self.environment, self.can.namespace)
        with connect(self.environment, writing=True) as client:
            try:
                new_folder = bool(self.todo.writes) and run.make_folder(client)
            except DashError:
                record.finish()
                raise
            writer = Writer(client, self.can, record, legacy=self.legacy, new_folder=new_folder)
            job = Job(self.configured.root, client, self.can, record)
            job.do(self.todo.steps, writer, _show, stop=self.options.all_or_nothing)
            whole = len(job.done) == len(self.todo.steps)
            emptied = self._emptied(job, smoke, before) if smoke and before and whole else []
            record.finish()
            back = self.options.all_or_nothing and (not whole or bool(emptied) or job.ended is not None)
            if back:
                taking_back.take_back(job, legacy=self.legacy)
            elif self.options.annotate and job.done:
                self._annotate(client, job)
        click.echo(report.summary(self.todo, job.results))
        code = self._exit_code(job, emptied)
        return EXIT_CONFLICT if back and whole else code

    def _emptied(self, job: Job, smoke: "Smoke", before: "Report") -> list[str]:
        """Ask all queries again, and name the panels that are empty now; a push that was not proven has ended early."""
        try:
            found = smoke.after(job.done, before)
        except (DashError, KeyboardInterrupt) as end:
            job.ended = end
            return []
        _say(f"empty now: {line}" for line in found)
        return found

    def _smoke(self) -> "Smoke | None":
        """Prepare the smoke test, if it was asked for."""
        if not self.options.smoke:
            return None
        from scripts.push.emptied import Smoke
        from scripts.smoke import allowed

        return Smoke(environment=self.environment, allowed=allowed.read(self.configured.root))

    def _annotate(self, client: Client, job: Job) -> None:
        """Mark the deployment on the dashboards."""
        uids = ", ".join(sorted(step.uid for step in job.done))
        try:
            annotations.post(client, f"dash push: {uids}", datetime.now(UTC))
        except (DashError, KeyboardInterrupt) as end:
            job.ended = end

    def _exit_code(self, job: Job, emptied: Sequence[str]) -> int:
        """Choose the exit code of the table."""
        if isinstance(job.ended, KeyboardInterrupt):
            click.echo(f"Interrupted: `dash history --env {self.environment.name}` tells what was written.", err=True)
            return EXIT_CONFLICT if job.done else INTERRUPTED
        if job.ended is not None:
            click.echo(f"Error: {job.ended.message}", err=True)
            click.echo(f"Hint: {job.ended.hint}", err=True)
        failed = [one for one in job.results if one.state != "done"]
        codes = {one.error.exit_code for one in failed if one.error}
        if not failed and not self.todo.refused and job.ended is None:
            return EXIT_FINDINGS if emptied else EXIT_OK
        if job.done or self.todo.refused:
            return EXIT_CONFLICT
        return job.ended.exit_code if job.ended else max(codes, default=EXIT_CONFLICT)


def _show(result: Result) -> None:
    """Print a result."""
    click.echo(report.result(result))
