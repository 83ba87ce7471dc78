"""What does `dash backup` do, and what does it say?"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from scripts import backups, settings
from scripts.backup import metrics
from scripts.backup.manifest import Count
from scripts.backup.model import BY_NAME, words
from scripts.backup.retention import Keep
from scripts.backup.site import Wishes
from scripts.backup.store.opening import sink
from scripts.backup.store.writing import Writing
from scripts.backup.taking import Seal, Taken, Taking
from scripts.errors import EXIT_CONFLICT, EXIT_OK, ConfigurationError
from scripts.jsonvalue import Json
from scripts.output import coloured, shows_progress

SHOWN = 20
"""Missing objects that are named on the terminal; the manifest names all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The flags of `dash backup`."""

    env: str = "local"
    form: str = "text"
    output: str = "backups"
    only: Sequence[str] = ()
    no_permissions: bool = False
    history: bool = False
    snapshots: bool = False
    annotations_since: str = ""
    require_complete: bool = False
    secrets: bool = False
    encrypt_to: Sequence[str] = ()
    metrics: Path | None = None
    keep: Keep = field(default_factory=Keep)

    @property
    def seal(self) -> Seal | None:
        """Say how secrets are encrypted; `None` if they are not wished for.

        Raises:
            ConfigurationError: they would be stored in clear, or a recipient is none.
        """
        if bool(self.encrypt_to) != self.secrets:
            raise ConfigurationError(
                "--secrets and --encrypt-to belong together: secrets are never stored in clear",
                "dash backup --secrets --encrypt-to age1...",
            )
        if not self.secrets:
            return None
        from scripts.backup import sealing

        return partial(sealing.sealed, to=sealing.recipients(tuple(self.encrypt_to)))

    @property
    def wishes(self) -> Wishes:
        """Say what is to be saved.

        Raises:
            ConfigurationError: an unknown kind, or no date.
        """
        for kind in self.only:
            if kind not in BY_NAME:
                raise ConfigurationError(f"there is no kind {kind}", f"kinds: {', '.join(BY_NAME)}")
        return Wishes(
            only=frozenset(self.only),
            permissions=not self.no_permissions,
            history=self.history or "dashboard-versions" in self.only,
            snapshots=self.snapshots or "snapshots" in self.only,
            since=_milliseconds(self.annotations_since),
        )


def run(options: Options) -> int:
    """Make a backup, say how complete it is, and return the exit code.

    Raises:
        DashError: there is no backup.
    """
    environment = settings.load().environment(options.env)
    wishes, seal = options.wishes, options.seal
    with Writing(sink(options.output, environment.name)) as store:
        taken = Taking(environment=environment, wishes=wishes, store=store, told=_progress, seal=seal).run()
    _clear()
    good = taken.manifest.complete and not (options.require_complete and taken.unseen)
    if options.form == "json":
        click.echo(json.dumps(document(taken, good=good), indent=2, ensure_ascii=False))
    else:
        for line in lines(taken, options):
            click.echo(line)
    if options.metrics is not None:
        metrics.write(options.metrics, taken.manifest)
    if not options.keep.nothing and good:
        backups.prune(options.output, environment.name, options.keep, echo=_aside)
    return EXIT_OK if good else EXIT_CONFLICT


def document(taken: Taken, *, good: bool) -> Json:
    """Describe a backup for machines."""
    facts = taken.manifest.facts
    return {
        "place": taken.place,
        "complete": taken.manifest.complete,
        "exit_code": EXIT_OK if good else EXIT_CONFLICT,
        "files": len(taken.manifest.entries),
        "bytes": taken.manifest.size,
        "counts": [
            {
                "org": one.org,
                "kind": one.kind,
                "expected": one.expected,
                "saved": one.saved,
                "missing": [{"name": each.name, "why": each.why} for each in one.missing],
            }
            for one in facts.counts
        ],
        "unseen": list(taken.unseen),
        "warnings": list(facts.warnings),
    }


def lines(taken: Taken, options: Options) -> list[str]:
    """Describe a backup for people: counts, what is missing and why, what could not be seen."""
    facts = taken.manifest.facts
    text = [f"{_place(count)}{_counted(count)}" for count in facts.counts if count.expected or count.missing]
    missing = [(count, one) for count in facts.counts for one in count.missing]
    text += [
        coloured(f"missing: {_place(count)}{words(count.kind)} {one.name}: {one.why}", "red")
        for count, one in missing[:SHOWN]
    ]
    if len(missing) > SHOWN:
        text.append(coloured(f"missing: {len(missing) - SHOWN} more, see {taken.place}", "red"))
    text += [coloured(f"warning: {one}", "yellow") for one in facts.warnings]
    files = f"{len(taken.manifest.entries)} files, {taken.manifest.size / 1e6:.1f} MB"
    if taken.manifest.complete:
        unseen = ", as far as these credentials can see" if taken.unseen else ""
        state = coloured(f"complete{unseen}", "green")
    else:
        state = coloured(f"incomplete: {len(missing)} missing", "red")
    if options.require_complete and taken.unseen:
        state += coloured(", and --require-complete wants all", "red")
    return [*text, f"{taken.place}: {files}, {state}"]


def _counted(count: Count) -> str:
    state = f"{count.saved}" if count.complete else f"{count.saved} of {count.expected}"
    return f"{count.kind} {state}"


def _place(count: Count) -> str:
    return f"{count.org}: " if count.org else ""


def _milliseconds(date: str) -> int:
    """Read a day as milliseconds since 1970; without one, the beginning.

    Raises:
        ConfigurationError: it is none.
    """
    if not date:
        return 1
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        raise ConfigurationError(f"{date} is not a date", "write it as 2026-11-28") from None
    return max(1, int(when.replace(tzinfo=when.tzinfo or UTC).timestamp() * 1000))


def _aside(text: str) -> None:
    """Say what is not the result."""
    click.echo(text, err=True)


def _progress(kind: str, org: str, number: int) -> None:
    """Tell on a terminal how far it is."""
    if shows_progress() and (number < 10 or number % 25 == 0):  # noqa: PLR2004 - often enough to be seen moving
        sys.stderr.write(f"\r\x1b[K{org or 'server'}: {kind} {number}")
        sys.stderr.flush()


def _clear() -> None:
    if shows_progress():
        sys.stderr.write("\r\x1b[K")
