"""Which versions did a dashboard have, so that they can be played again?"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from scripts.backup.kinds.history import KIND
from scripts.backup.manifest import Entry
from scripts.backup.model import Saved
from scripts.restore.model import Origin


def of(origin: Origin, org: str) -> Callable[[str], Sequence[Saved]]:
    """Make what gives the versions of a dashboard by its uid, the oldest first.

    Args:
        origin: the backup.
        org: the organisation there.
    """
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in origin.manifest.entries:
        if (entry.kind, entry.org) == (KIND, org):
            known[entry.name.rpartition("/")[0]].append(entry)

    def versions(uid: str) -> Sequence[Saved]:
        entries = sorted(known.get(uid, ()), key=lambda entry: int(entry.name.rpartition("/")[2]))
        return [origin.object(entry) for entry in entries]

    return versions
