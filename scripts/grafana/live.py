"""What is a dashboard as Grafana has it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.grafana.marks import KINDS, MANAGER, OURS, PREFIX, TAG, checksum_of, without_tag
from scripts.jsonvalue import Json

IDENTITY = ("id", "uid", "version")
"""Keys of a spec that are not content."""

FILES = "classic-file-provisioning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A dashboard in Grafana.

    Attributes:
        uid: its identity.
        title: its title.
        folder: uid of its folder; empty for the root.
        spec: its content, without `id`, `uid`, `version` and without our tag.
        resource_version: what a write must name to hit just this state; empty with the old API.
        version: counts the changes.
        annotations: as the server gave them; empty with the old API.
        stored: the API version that the server says it is stored at; empty if it says nothing.
        broken: why the server cannot convert it; empty if it can.
        provisioned: it comes from a file of the server.
        tagged: it carries our tag.
        labels: those of others too.
        raw: the object as it came, for a copy that can be put back.
    """

    uid: str
    title: str
    folder: str
    spec: Json
    resource_version: str
    version: int
    annotations: Mapping[str, str]
    stored: str = ""
    broken: str = ""
    provisioned: bool = False
    tagged: bool = False
    labels: Mapping[str, str]
    raw: Json

    def note(self, name: str) -> str:
        """Read one of Grafana's annotations by its short name."""
        return self.annotations.get(PREFIX + name, "")

    @property
    def marked(self) -> bool:
        """Tell whether it carries our mark, in one form or the other."""
        ours = self.note("managedBy") == MANAGER and self.note("managerId") == OURS
        return ours or (self.tagged and not self.manager)

    @property
    def manager(self) -> str:
        """Name whoever else owns it, in words; empty if nobody does."""
        if self.provisioned:
            return KINDS[FILES]
        kind, name = self.note("managedBy"), self.note("managerId")
        if kind not in KINDS or not name or (kind, name) == (MANAGER, OURS):
            return ""  # Grafana ignores unknown kinds, and managers without a name
        return f"{KINDS[kind]} ({name})"

    @property
    def checksum(self) -> str:
        """Read the hash of what we last pushed, where the server keeps it on the object; empty otherwise."""
        return self.note("sourceChecksum") if self.marked else ""

    @property
    def message_checksum(self) -> str:
        """Read the hash in the message of the last write; empty if that was not ours."""
        return checksum_of(self.note("message"))

    @property
    def dynamic(self) -> bool:
        """Tell whether it is said to be stored as a v2 dashboard, which the classic model cannot hold."""
        return self.stored.startswith("v2")

    @property
    def legacy(self) -> bool:
        """Tell whether the server drops annotations: its resourceVersion is the plain version number then."""
        return not self.resource_version or self.resource_version == str(self.version)


def from_object(item: Json) -> Live:
    """Read an item of `/apis/dashboard.grafana.app`."""
    metadata: Json = item.get("metadata", {})
    annotations: dict[str, str] = metadata.get("annotations") or {}
    conversion: Json = (item.get("status") or {}).get("conversion") or {}
    spec, tagged = _content(item.get("spec") or {})
    return Live(
        uid=metadata["name"],
        title=str(spec.get("title", "")),
        folder=annotations.get(PREFIX + "folder", ""),
        spec=spec,
        resource_version=str(metadata.get("resourceVersion", "")),
        version=int(metadata.get("generation", 0)),
        annotations=annotations,
        stored=str(conversion.get("storedVersion", "")),
        broken=str(conversion.get("error") or "cannot be converted") if conversion.get("failed") else "",
        provisioned=annotations.get(PREFIX + "managedBy") == FILES,
        tagged=tagged,
        labels=metadata.get("labels") or {},
        raw=item,
    )


def from_legacy(answer: Json) -> Live:
    """Read an answer of `/api/dashboards/uid/:uid`."""
    meta, dashboard = answer.get("meta", {}), answer["dashboard"]
    spec, tagged = _content(dashboard)
    return Live(
        uid=str(dashboard["uid"]),
        title=str(spec.get("title", "")),
        folder=str(meta.get("folderUid") or ""),
        spec=spec,
        resource_version="",
        version=int(meta.get("version", 0)),
        annotations={},
        stored=str(meta.get("apiVersion") or ""),
        provisioned=bool(meta.get("provisioned") or meta.get("provisionedExternalId")),
        tagged=tagged,
        labels={},
        raw=answer,
    )


def _content(spec: Json) -> tuple[Json, bool]:
    """Take identity and our tag out of a spec; the original stays as it is."""
    content = {key: value for key, value in spec.items() if key not in IDENTITY}
    tags = content.get("tags")
    tagged = isinstance(tags, list) and TAG in tags
    if isinstance(tags, list) and tagged:
        content["tags"] = without_tag(tags)
    return content, tagged
