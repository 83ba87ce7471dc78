"""How does a folder come back?"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scripts.backup.contents import folder
from scripts.backup.differences import Difference, between
from scripts.backup.model import Saved
from scripts.errors import Conflict
from scripts.grafana import folders
from scripts.restore.kinds import objects
from scripts.restore.kinds.protocol import Restorer
from scripts.restore.model import Step
from scripts.restore.place import Place

GENERAL = "General"
PATIENCE, PAUSE = 5.0, 0.2
"""Seconds: Grafana counts what is in a folder by an index that is late."""


class Folders(Restorer):
    """Folders: parents first, and always by POST: a folder at the root that was PUT there has no permissions."""

    kind = "folders"

    def refused(self, place: Place, saved: Saved) -> str:
        """Storage mode 0 knows the root by this title."""
        if place.legacy and saved.title == GENERAL:
            return f"storage mode 0 takes no folder of the title {GENERAL}"
        return ""

    def ordered(self, steps: Sequence[Step]) -> Sequence[Step]:
        """Parents first."""
        parents = {step.entry.name: step.folder or "" for step in steps}
        return sorted(steps, key=lambda step: _depth(step.entry.name, parents))

    def wanted(self, place: Place, saved: Saved) -> Saved:
        """Leave the marks of files and repositories away."""
        del place
        return replace(saved, body=objects.without_owner(saved))

    def differences(self, wanted: Saved, live: Saved) -> Iterator[Difference]:
        """Compare without the owner's marks: a folder is only a place."""
        yield from between(objects.without_owner(live), wanted.body)

    def excuse(self, place: Place, path: str) -> str:
        """Storage mode 0 keeps title, description and place."""
        return objects.excuse(path) if place.legacy else ""

    def create(self, place: Place, saved: Saved) -> None:
        """Make it, with the default permissions if it is at the root."""
        folders.make(place.client, place.can, objects.sent(saved.body))

    def replace(self, place: Place, saved: Saved, live: Saved) -> None:
        """Change title, description, place and marks."""
        moved = folder(saved) != folder(live)
        folders.replace(place.client, place.can, objects.sent(saved.body, live), moved=moved)

    def delete(self, place: Place, live: Saved) -> None:
        """Delete it, but nothing that others have put into it.

        Raises:
            Conflict: it is not empty; what was just deleted may be counted for some seconds.
        """
        end = time.monotonic() + PATIENCE
        while inside := folders.inside(place.client, live.name):
            if time.monotonic() > end:
                raise Conflict(
                    f"folder {live.name} is not empty: {inside}", "move it away, or delete it in the browser"
                )
            time.sleep(PAUSE)
        folders.delete(place.client, live.name)


def _depth(uid: str, parents: Mapping[str, str]) -> int:
    """Count the folders around one that are made too; a circle ends the count."""
    seen: set[str] = set()
    while uid in parents and uid not in seen:
        seen.add(uid)
        uid = parents[uid]
    return len(seen)
