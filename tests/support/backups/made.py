"""Small backups for tests of what is done with backups."""

from pathlib import Path

from scripts.backup.manifest import Facts, Manifest
from scripts.backup.model import Saved
from scripts.backup.store.folder import FolderSink
from scripts.backup.store.sink import Sink
from scripts.backup.store.writing import Writing

ORG = "Main Org."
FACTS = Facts(environment="t", started="2026-11-28T16:00:00Z", finished="2026-11-28T16:00:01Z")


def saved(name: str = "a", kind: str = "dashboards", **body: object) -> Saved:
    """Make an object."""
    return Saved(kind=kind, org=ORG, name=name, title=f"Title {name}", body=body, aside={"id": 7})


def written(sink: Sink, *objects: Saved, facts: Facts = FACTS) -> tuple[str, Manifest]:
    """Write a backup, and tell where it is."""
    with Writing(sink) as writing:
        for one in objects:
            writing.add(one)
        manifest = writing.finish(facts)
    return writing.place, manifest


def made(place: Path, *objects: Saved, facts: Facts = FACTS) -> Path:
    """Write a backup into a folder."""
    written(FolderSink(place), *objects, facts=facts)
    return place
