"""What does `dash restore` do, step by step, from the settings to the exit code?"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from scripts import journal, output, settings
from scripts.backup.manifest import BadBackup
from scripts.backup.store.opening import open_backup
from scripts.backup.store.reading import Backup
from scripts.errors import EXIT_CONFLICT, EXIT_OK, EXIT_USAGE
from scripts.push.confirming import confirm
from scripts.restore import asking, report, secrets, sources
from scripts.restore import plan as plans
from scripts.restore.choosing import Chosen, choose
from scripts.restore.formats import open_foreign, recognised
from scripts.restore.formats.foreign import Foreign
from scripts.restore.judging import not_begun
from scripts.restore.model import Action, Origin, Outcome, Plan, Step
from scripts.restore.place import Target
from scripts.restore.resuming import newcomers, unfinished
from scripts.restore.run import Run
from scripts.restore.secrets import Secrets
from scripts.restore.wishes import Wishes
from scripts.settings import Environment

INTERRUPTED = 130
"""What shells give a program that SIGINT ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The flags of `dash restore`."""

    backup: str
    names: Sequence[str] = ()
    env: str = "local"
    form: str = "text"
    dry_run: bool = False
    yes: bool = False
    overwrite: bool = False
    only: Sequence[str] = ()
    folder: Sequence[str] = ()
    tag: Sequence[str] = ()
    org: Sequence[str] = ()
    into_folder: str = ""
    include_provisioned: bool = False
    history: bool = False
    map_datasource: Sequence[str] = ()
    datasource_map: str = ""
    secrets_file: str = ""
    from_format: str | None = None
    identity: str = ""

    @property
    def wishes(self) -> Wishes:
        """Say what is to be restored, and how.

        Raises:
            ConfigurationError: an unknown kind, or a mapping that is none.
        """
        return Wishes(
            only=frozenset(self.only),
            names=tuple(self.names),
            folders=tuple(self.folder),
            tags=tuple(self.tag),
            orgs=tuple(self.org),
            overwrite=self.overwrite,
            into=self.into_folder,
            provisioned=self.include_provisioned,
            history=self.history,
            sources=(sources.read(Path(self.datasource_map)) if self.datasource_map else {})
            | dict(sources.pair(one) for one in self.map_datasource),
        )

    def secrets(self, origin: Origin) -> Secrets:
        """Read the secrets of the backup and of a file; those in variables are looked up by name.

        Raises:
            ConfigurationError: there is no such file, or it has another form.
            DashError: the identity does not open the secrets.
        """
        given = Secrets()
        for org in dict.fromkeys(entry.org for entry in origin.manifest.entries if entry.encrypted):
            content = origin.secrets(org) if self.identity else None
            given.given |= secrets.unsealed(content, Path(self.identity)) if content else {}
        given.given |= secrets.read(Path(self.secrets_file)) if self.secrets_file else {}
        return given


def run(options: Options) -> int:
    """Bring a backup back, and return the exit code.

    Raises:
        DashError: nothing was written.
    """
    configured = settings.load()
    environment = configured.environment(options.env)
    with _opened(options.backup, options.from_format) as origin:
        restore = _Restore(
            root=configured.root,
            environment=environment,
            options=options,
            origin=origin,
            wishes=options.wishes,
            secrets=options.secrets(origin),
        )
        return restore.run()


def _opened(name: str, form: str | None) -> Backup | Foreign:
    """Open a backup of ours, or else the export of another tool.

    Raises:
        ConfigurationError: there is nothing of that name or format.
        BadBackup: it is damaged, or of a tool that we do not know.
    """
    if form:
        return open_foreign(name, form)
    try:
        return open_backup(name)
    except BadBackup:
        found = recognised(name)
        if not found:
            raise
        return open_foreign(name, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Restore:
    """A restore from its plan to its report."""

    root: Path
    environment: Environment
    options: Options
    origin: Origin
    wishes: Wishes
    secrets: Secrets

    def run(self) -> int:
        """Plan, ask, write, tell."""
        chosen = choose(self.origin, self.wishes)
        with Target(self.environment, writing=False, secrets=self.secrets) as reading:
            begun = unfinished(journal.pushes(self.root, self.environment.name), self.environment)
            plan = plans.make(self.origin, reading, chosen, self.wishes, begun)
            answers = {} if self.options.dry_run else asking.sources(plan, yes=self.options.yes)
            if answers:
                wishes = replace(self.wishes, sources={**self.wishes.sources, **answers})
                plan = plans.make(self.origin, reading, chosen, wishes, begun)
            namespace = reading.can.namespace
        refused = EXIT_CONFLICT if any(plan.of(Action.REFUSE)) else EXIT_OK
        self._say(report.planned(plan))
        if self.options.dry_run or not plan.writes:
            return self._end(plan, [not_begun(step) for step in plan.steps], refused)
        if not self._allowed(plan):
            click.echo("nothing is written", err=True)
            return EXIT_USAGE
        asking.secrets(plan, self.secrets, yes=self.options.yes)
        return self._write(plan, chosen, namespace, newcomers(begun))

    def _allowed(self, plan: Plan) -> bool:
        """Ask where something is overwritten, and on a protected environment."""
        replaced = any(plan.of(Action.REPLACE))
        if not replaced and not self.environment.protected:
            return True
        reason = "what is there is overwritten" if replaced else f"{self.environment.name} is protected"
        return confirm(report.question(plan, self.environment.name), reason, yes=self.options.yes)

    def _write(self, plan: Plan, chosen: Chosen, namespace: str, made: set[str]) -> int:
        """Carry the plan out."""
        record = journal.begin(self.root, self.environment, namespace, kind="restore")
        with Target(self.environment, writing=True, secrets=self.secrets, newcomers=made) as target:
            running = Run(
                origin=self.origin,
                target=target,
                plan=plan,
                shape=plans.shape(self.origin, chosen, plan.wishes),
                recorder=record,
                told=lambda outcomes: self._say(report.told(outcomes)),
                progress=_progress,
            )
            running.run()
        code = EXIT_OK if all(one.good for one in running.outcomes) else EXIT_CONFLICT
        if running.ended is None:
            record.finish()
        else:
            code = self._ended(running)
        return self._end(plan, running.outcomes, code)

    def _ended(self, running: Run) -> int:
        """Say why it ended early, and that the next run goes on."""
        written = any(one.written for one in running.outcomes)
        if isinstance(running.ended, KeyboardInterrupt):
            click.echo("Interrupted: run it again, and it goes on where it stopped.", err=True)
            return EXIT_CONFLICT if written else INTERRUPTED
        if running.ended is not None:
            click.echo(f"Error: {running.ended.message}", err=True)
            click.echo(f"Hint: {running.ended.hint or 'run it again, and it goes on where it stopped'}", err=True)
            return EXIT_CONFLICT if written else running.ended.exit_code
        return EXIT_OK

    def _end(self, plan: Plan, outcomes: Sequence[Outcome], code: int) -> int:
        """Print the result."""
        dry = self.options.dry_run
        if self.options.form == "json":
            document = report.document(
                plan,
                outcomes,
                secrets=self.secrets,
                backup=self.origin.where,
                env=self.environment.name,
                dry_run=dry,
                exit_code=code,
            )
            click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        else:
            self._say(report.lacking(plan.steps, self.secrets))
            click.echo(report.unwritten(plan) if dry else report.summary(outcomes))
        return code

    def _say(self, lines: Iterable[str]) -> None:
        """Print what a person reads; machines get one document in the end."""
        if self.options.form == "text":
            for line in lines:
                click.echo(line)


def _progress(words: str, steps: Iterable[Step], length: int) -> Iterator[Step]:
    """Show how far a kind is."""
    return output.progress(steps, f"{words}s", length)
