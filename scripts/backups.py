"""What is done with backups that are there: list, show, verify, clear away?"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC

import click

from scripts.backup import damage, retention
from scripts.backup.manifest import Manifest
from scripts.backup.needs import Needs
from scripts.backup.retention import Dated, Keep
from scripts.backup.store import removing
from scripts.backup.store.opening import Place, open_backup, places
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError, DashError
from scripts.jsonvalue import Json
from scripts.output import coloured, progress

SHOWN = 20
"""Lines of one sort that are shown to a person; `--format json` shows all."""


def list_(output: str, environment: str, form: str) -> None:
    """List the finished backups, the oldest first; one that cannot be read is listed as what it is."""
    rows = [_row(place) for place in places(output, environment)]
    if form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        state = row.get("damaged") or ("complete" if row["complete"] else f"incomplete, {row['missing']} missing")
        size = "" if row.get("damaged") else f"{row['objects']:>7} objects {row['bytes'] / 1e6:>8.1f} MB  "
        click.echo(f"{row['time']}  {row['environment']:<10} {size}{state}\n    {row['where']}")
    if not rows:
        click.echo(f"no backups below {output}", err=True)


def show(name: str, form: str) -> None:
    """Show what a backup holds and lacks."""
    with open_backup(name) as backup:
        manifest, where = backup.manifest, backup.where
    if form == "json":
        click.echo(json.dumps(_shown(manifest, where), indent=2, ensure_ascii=False))
        return
    for line in _lines(manifest, where):
        click.echo(line)


def verify(name: str, form: str, *, strict: bool) -> int:
    """Read every file and check it, and say what a restore would break; return the exit code."""
    needs = Needs()
    with open_backup(name) as backup:
        manifest, where = backup.manifest, backup.where
        entries = progress(manifest.entries, "verifying", len(manifest.entries))
        damaged = list(damage.check(backup, entries, needs.see))
    kinds = {count.kind for count in manifest.facts.counts}
    unmet = list(needs.unmet(whole=kinds >= {"folders", "dashboards", "data-sources", "library-panels"}))
    lost = [f"{one.name}: {one.why}" for count in manifest.facts.counts for one in count.missing]
    bad = bool(damaged or lost or not manifest.complete or (strict and unmet))
    if form == "json":
        found = {"where": where, "complete": manifest.complete, "damaged": damaged, "missing": lost, "unmet": unmet}
        click.echo(
            json.dumps(found | {"objects": len(manifest.entries), "good": not bad}, indent=2, ensure_ascii=False)
        )
        return EXIT_FINDINGS if bad else EXIT_OK
    for heading, colour, found_lines in (
        ("damaged", "red", damaged),
        ("missing", "red", lost),
        ("a restore would break", "yellow", unmet),
    ):
        for line in _few(found_lines):
            click.echo(coloured(f"{heading}: {line}", colour))
    state = coloured("good" if not bad else "not good", "red" if bad else "green")
    click.echo(f"{where}: {len(manifest.entries)} files, {manifest.size / 1e6:.1f} MB, {state}")
    return EXIT_FINDINGS if bad else EXIT_OK


def prune(
    output: str, environment: str, keep: Keep, *, dry_run: bool = False, echo: Callable[[str], object] = click.echo
) -> None:
    """Remove the backups of an environment that nothing keeps.

    Raises:
        ConfigurationError: nothing says what to keep.
        DashError: a backup cannot be removed.
    """
    if keep.nothing:
        raise ConfigurationError("nothing says what to keep", "give --keep-last, --keep-daily, --keep-weekly, ...")
    there = {place.where: place for place in places(output, environment)}
    readable = [one for place in there.values() if (one := _dated(place)) is not None]
    for where, why in retention.reasons(readable, keep).items():
        if why:
            echo(f"keep    {where}  {why}")
        else:
            if not dry_run:
                removing.remove(there[where])
            echo(f"{'would remove' if dry_run else 'removed'} {where}")
    for where in sorted(there.keys() - {one.where for one in readable}):
        click.echo(f"{where} cannot be read, so it is left: look at it, then remove it yourself", err=True)
    if not dry_run and len(readable) == len(there):
        removing.clear(output, environment)


def _row(place: Place) -> Json:
    row: Json = {
        "time": place.time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        "environment": place.environment,
        "where": place.where,
    }
    try:
        with open_backup(place.where) as backup:
            manifest = backup.manifest
    except DashError as error:
        return row | {"damaged": error.message.removeprefix(f"{place.where}: ")}
    return row | {
        "complete": manifest.complete,
        "missing": sum(max(len(one.missing), one.expected - one.saved) for one in manifest.facts.counts),
        "objects": len(manifest.entries),
        "bytes": manifest.size,
        "server": manifest.facts.server,
    }


def _dated(place: Place) -> Dated | None:
    try:
        with open_backup(place.where) as backup:
            return Dated(where=place.where, time=place.time, complete=backup.manifest.complete)
    except DashError:
        return None


def _shown(manifest: Manifest, where: str) -> Json:
    facts = manifest.facts
    return {
        "where": where,
        "complete": manifest.complete,
        "environment": facts.environment,
        "started": facts.started,
        "finished": facts.finished,
        "server": facts.server,
        "identity": facts.identity,
        "counts": [
            {"org": one.org, "kind": one.kind, "expected": one.expected, "saved": one.saved} for one in facts.counts
        ],
        "left_out": list(facts.left_out),
        "warnings": list(facts.warnings),
        "objects": len(manifest.entries),
        "bytes": manifest.size,
    }


def _lines(manifest: Manifest, where: str) -> Iterator[str]:
    facts = manifest.facts
    version = facts.server.get("version", "?")
    yield f"{where}: {facts.environment}, Grafana {version}, {facts.started} to {facts.finished}"
    yield f"read by {', '.join(str(value) for value in facts.identity.values() if value not in ('', None)) or '?'}"
    for count in facts.counts:
        if count.expected or count.missing:
            place = count.org or "server"
            state = f"{count.saved}" if count.complete else coloured(f"{count.saved} of {count.expected}", "red")
            yield f"  {place:<16} {count.kind:<24} {state}"
            for one in _few([f"{each.name}: {each.why}" for each in count.missing]):
                yield coloured(f"    missing: {one}", "red")
    for one in _few([f"{left['what']}: {left['why']}" for left in facts.left_out]):
        yield f"  left out: {one}"
    for warning in facts.warnings:
        yield coloured(f"  warning: {warning}", "yellow")
    state = coloured("complete", "green") if manifest.complete else coloured("incomplete", "red")
    yield f"{len(manifest.entries)} files, {manifest.size / 1e6:.1f} MB, {state}"


def _few(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"{len(lines) - SHOWN} more: --format json shows all"
