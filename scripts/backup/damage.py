"""Is every file of a backup still what was written, and nothing else there?"""

from collections.abc import Callable, Iterable, Iterator

from scripts.backup.manifest import BadBackup, Entry
from scripts.backup.model import Saved
from scripts.backup.store.reading import Backup


def check(backup: Backup, entries: Iterable[Entry], seen: Callable[[Saved], object]) -> Iterator[str]:
    """Read every file, hold it against its hash and parse it.

    Args:
        backup: which.
        entries: all files of its manifest, maybe behind a progress bar.
        seen: gets each object that is whole, so that one reading serves all checks.

    Yields:
        What is wrong, a line each.
    """
    for entry in entries:
        try:
            if entry.encrypted:
                backup.content(entry)
            else:
                seen(backup.object(entry))
        except BadBackup as error:
            yield error.message.removeprefix(f"{backup.where}: ")
    for path in backup.strangers():
        yield f"{path} is in the backup, but not in its manifest"
