"""What of an object of `/apis` lasts, and what has this server put there?"""

from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

SERVERS = frozenset(
    PREFIX + name for name in ("createdBy", "updatedBy", "updatedTimestamp", "fullpath", "fullpathUIDs")
)
"""Annotations that tell who, when and where; they cannot be brought back."""

INTERNAL_ID = PREFIX + "deprecatedInternalID"


def parted(item: Json) -> tuple[Json, Json]:
    """Part the metadata of an object.

    Returns:
        What lasts: name, annotations and labels, without those that are empty. And what does not: resourceVersion,
        generation, who made and changed it and when.
    """
    metadata: Json = item["metadata"]
    notes: Json = metadata.get("annotations") or {}
    lasting: Json = {"name": metadata["name"]}
    annotations = {key: value for key, value in notes.items() if key not in SERVERS}
    labels = {key: value for key, value in (metadata.get("labels") or {}).items() if key != INTERNAL_ID}
    if annotations:
        lasting["annotations"] = annotations
    if labels:
        lasting["labels"] = labels
    aside = {
        "resourceVersion": metadata.get("resourceVersion"),
        "generation": metadata.get("generation"),
        "created": metadata.get("creationTimestamp"),
        "createdBy": notes.get(PREFIX + "createdBy"),
        "updated": notes.get(PREFIX + "updatedTimestamp"),
        "updatedBy": notes.get(PREFIX + "updatedBy"),
    }
    return lasting, {key: value for key, value in aside.items() if value is not None}
