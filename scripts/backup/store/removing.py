"""How is a backup removed, so that no half of one is left that looks whole?"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scripts.backup.manifest import FILE
from scripts.backup.store import remote
from scripts.backup.store.folder import PARTIAL
from scripts.backup.store.opening import STAMP, Place, open_backup, places
from scripts.backup.store.remote import UNFINISHED, is_url
from scripts.errors import DashError

YOUNG = timedelta(days=1)
"""As long as an unfinished backup is younger, objects that nobody names yet may be its own."""


def remove(place: Place) -> None:
    """Remove a backup, its manifest first; what carries none of ours is not touched.

    Raises:
        BadBackup: it has no manifest of ours.
        DashError: it cannot be removed.
    """
    with open_backup(place.where):
        pass
    if is_url(place.where):
        with remote.told(place.where):
            system, path = remote.file_system(place.where)
            system.rm_file(f"{path}/{FILE}")
        return
    folder = Path(place.where)
    try:
        aside = folder.with_name(f".{folder.name}{PARTIAL}")
        folder.rename(aside)
        shutil.rmtree(aside)
    except OSError as error:
        raise DashError(f"{folder}: cannot be removed: {error.strerror or error}", "remove it yourself") from error


def clear(output: str, environment: str, now: datetime | None = None) -> int:
    """Remove the objects of an object store that no backup names any more; a folder needs no clearing.

    Returns:
        How many were removed; none while a backup is being made, or a manifest cannot be read.

    Raises:
        DashError: the store cannot be read, or a manifest is damaged: then its objects are not known.
    """
    if not is_url(output):
        return 0
    with remote.told(output):
        system, path = remote.file_system(output)
        base = f"{path.rstrip('/')}/{environment}"
        there = remote.blobs(system, base)  # before the manifests: what comes later is not in it
        if _being_made(system.glob(f"{base}/*/{UNFINISHED}"), now or datetime.now(UTC)):
            return 0
    named: set[str] = set()
    for place in places(output, environment):
        with open_backup(place.where) as backup:
            named |= {entry.sha256 for entry in backup.manifest.entries}
    with remote.told(output):
        gone = [remote.blob_path(base, sha256) for sha256 in there if sha256 not in named]
        for blob in gone:
            system.rm_file(blob)
    return len(gone)


def _being_made(signs: list[str], now: datetime) -> bool:
    """Tell whether a backup that began not long ago has not ended."""
    for sign in signs:
        stamp = sign.rsplit("/", 2)[1]
        try:
            began = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        if now - began < YOUNG:
            return True
    return False
