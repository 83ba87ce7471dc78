"""How does a dashboard in Grafana tell that it is ours, and what we last pushed?

On unified storage by annotations; where the server drops those (storage mode 0, Grafana 10 and 11) by a tag for the
ownership, and by the message of the version for the hash. Both are written everywhere but the tag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PREFIX = "grafana.app/"
MANAGER = "kubectl"
"""The kind of manager that Grafana knows and does not act upon: its own badge, no protection by the API."""

OURS = "dash"
TAG = "managed-by:dash"
MESSAGE = "dash sha256:"

KINDS = {
    "classic-file-provisioning": "a provisioning file",
    "repo": "Git Sync",
    "terraform": "Terraform",
    "plugin": "a plugin",
    "kubectl": "another tool",
    "grafana": "Grafana",
}
"""Who else may own a dashboard, in words."""

OWNERSHIP = frozenset(
    PREFIX + name
    for name in (
        "managedBy",
        "managerId",
        "managerAllowsEdits",
        "managerSuspended",
        "sourcePath",
        "sourceChecksum",
        "sourceTimestamp",
    )
)
"""Annotations that say who owns an object, and from what it was made."""

NOT_OURS_TO_SEND = OWNERSHIP | frozenset(
    PREFIX + name
    for name in (
        "createdBy",
        "updatedBy",
        "updatedTimestamp",
        "saved-from-ui",
        "message",
        "folder",
        "fullpath",
        "fullpathUIDs",
        "grant-permissions",
    )
)
"""Annotations that the server sets, or that each write sets anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What we write on a dashboard beside its content.

    Attributes:
        source: the Python file, relative to the project.
        checksum: sha256 of the canonical content, in hex.
        locked: the browser refuses to save, and names the file.
    """

    source: str
    checksum: str
    locked: bool = False

    @property
    def message(self) -> str:
        """The message of the version."""
        return MESSAGE + self.checksum


def annotations(mark: Mark, folder: str, live: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make all annotations of a write.

    Args:
        mark: ours.
        folder: uid of the folder; empty for the root.
        live: the annotations that are there; those of others are kept.
    """
    kept = {name: value for name, value in (live or {}).items() if name not in NOT_OURS_TO_SEND}
    place = {PREFIX + "folder": folder} if folder else {}
    return {
        **kept,
        **place,
        PREFIX + "managedBy": MANAGER,
        PREFIX + "managerId": OURS,
        PREFIX + "managerAllowsEdits": "false" if mark.locked else "true",
        PREFIX + "sourcePath": mark.source,
        PREFIX + "sourceChecksum": mark.checksum,
        PREFIX + "message": mark.message,
    }


def checksum_of(message: str) -> str:
    """Read our hash from the message of a version; empty if it is not ours."""
    return message.removeprefix(MESSAGE).split()[0] if message.startswith(MESSAGE) and message != MESSAGE else ""


def without_tag(tags: Sequence[str]) -> list[str]:
    """Give the tags that are content, not a mark."""
    return [tag for tag in tags if tag != TAG]
