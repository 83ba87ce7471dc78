"""What does `dash backup diff` compare, and what does it say?"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from scripts import settings
from scripts.backup.comparing import Difference, Sort, compare
from scripts.backup.manifest import Manifest
from scripts.backup.site import Wishes
from scripts.backup.store.folder import FolderSink
from scripts.backup.store.opening import open_backup
from scripts.backup.store.reading import Backup
from scripts.backup.store.writing import Writing
from scripts.backup.taking import Taking
from scripts.errors import EXIT_FINDINGS, EXIT_OK, ConfigurationError
from scripts.output import coloured

SIGNS = {Sort.ADDED: ("+", "green"), Sort.REMOVED: ("-", "red"), Sort.CHANGED: ("~", "yellow")}


def run(old: str, new: str, env: str, form: str) -> int:
    """Compare, print, and return the exit code.

    Args:
        old: a backup.
        new: another one; empty for what a Grafana has now.
        env: that Grafana; empty if `new` is given.
        form: `text` or `json`.

    Raises:
        ConfigurationError: neither or both are given.
        DashError: a backup is damaged, or the Grafana cannot be read.
    """
    if bool(new) == bool(env):
        raise ConfigurationError("give a second backup, or --env NAME", "dash backup diff backups/prod --env prod")
    with open_backup(old) as before, _other(new, env, before.manifest) as after:
        found = list(compare(before, after))
        sides = before.where, env or after.where
    if form == "json":
        click.echo(json.dumps(_document(found, *sides), indent=2, ensure_ascii=False))
    else:
        for line in _lines(found, *sides):
            click.echo(line)
    return EXIT_FINDINGS if found else EXIT_OK


@contextmanager
def _other(name: str, env: str, manifest: Manifest) -> Iterator[Backup]:
    """Open the other backup, or read a Grafana into one that is thrown away."""
    if name:
        with open_backup(name) as backup:
            yield backup
        return
    environment = settings.load().environment(env)
    kinds = {count.kind for count in manifest.facts.counts}
    wishes = Wishes(
        only=frozenset(kinds),
        permissions=bool(kinds & {"folder-permissions", "dashboard-permissions"}),
        history="dashboard-versions" in kinds,
        snapshots="snapshots" in kinds,
    )
    with tempfile.TemporaryDirectory(prefix="dash-diff-") as folder:
        with Writing(FolderSink(Path(folder) / "now")) as store:
            Taking(environment=environment, wishes=wishes, store=store, told=lambda *_: None).run()
        with open_backup(store.place) as backup:
            yield backup


def _lines(found: Sequence[Difference], old: str, new: str) -> Iterator[str]:
    yield f"{old} -> {new}:"
    for one in found:
        sign, colour = SIGNS[one.sort]
        yield f"{coloured(sign, colour)} {f'{one.org}: ' if one.org else ''}{one}"
        yield from (f"    {words}" for words in one.words)
    counts = [f"{sum(one.sort is sort for one in found)} {sort}" for sort in Sort]
    yield ", ".join(counts) if found else "no difference"


def _document(found: Sequence[Difference], old: str, new: str) -> dict[str, object]:
    return {
        "old": old,
        "new": new,
        "differences": [
            {
                "sort": one.sort.value,
                "org": one.org,
                "kind": one.kind,
                "name": one.name,
                "title": one.title,
                "changes": list(one.words),
            }
            for one in found
        ],
    }
