"""What is kept of a dashboard before it is written, and how is it put back?"""

from dataclasses import dataclass

from scripts.canonical import digest
from scripts.grafana import Client, dashboards
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.live import IDENTITY, Live
from scripts.grafana.marks import MESSAGE, PREFIX
from scripts.jsonvalue import Json

SERVERS = frozenset(
    PREFIX + name for name in ("createdBy", "updatedBy", "updatedTimestamp", "fullpath", "fullpathUIDs", "message")
)
"""Annotations that the server sets itself, or that describe one write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A dashboard as it was.

    Attributes:
        version: of the API it was read with; empty for the old one.
        raw: the object as the server gave it.
        checksum: of its content.
        folder: uid of its folder.
        title: its title.
        ours: it is what dash pushed last.
    """

    version: str
    raw: Json
    checksum: str
    folder: str
    title: str
    ours: bool

    @property
    def document(self) -> Json:
        """Make what the journal keeps."""
        return {
            "version": self.version,
            "object": self.raw,
            "checksum": self.checksum,
            "folder": self.folder,
            "title": self.title,
            "ours": self.ours,
        }

    @property
    def spec(self) -> Json:
        """Give the content to store again, our tag included where it was."""
        spec: Json = self.raw["spec"] if self.version else self.raw["dashboard"]
        return {key: value for key, value in spec.items() if key not in IDENTITY}

    def notes(self, push: str) -> dict[str, str]:
        """Give the annotations to store again; the message tells whose content it is, for the next comparison.

        Args:
            push: id of the push that is taken back.
        """
        there: dict[str, str] = (self.raw.get("metadata") or {}).get("annotations") or {}
        kept = {name: value for name, value in there.items() if name not in SERVERS}
        if not self.version and self.folder:
            kept[PREFIX + "folder"] = self.folder
        message = f"{MESSAGE}{self.checksum} (undo of {push})" if self.ours else f"undo of dash push {push}"
        return {**kept, PREFIX + "message": message}


def copied(client: Client, can: Capabilities, live: Live, *, ours: bool) -> Copy:
    """Copy a dashboard at the version it is stored at."""
    version, raw = dashboards.faithful(client, can, live)
    return Copy(version=version, raw=raw, checksum=digest(live.spec), folder=live.folder, title=live.title, ours=ours)


def of_document(document: Json) -> Copy:
    """Read what the journal keeps."""
    return Copy(
        version=str(document["version"]),
        raw=document["object"],
        checksum=str(document["checksum"]),
        folder=str(document["folder"]),
        title=str(document["title"]),
        ours=bool(document["ours"]),
    )
