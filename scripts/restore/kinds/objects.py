"""How is an object of `/apis` made fit for another server?"""

from scripts.backup.model import Saved
from scripts.grafana.live import FILES
from scripts.grafana.marks import OWNERSHIP, PREFIX
from scripts.jsonvalue import Json

OWNERS = {FILES: "a provisioning file", "repo": "Git Sync"}
"""Owners who delete or refuse a copy that carries their mark: a restored one would be gone at the next reload."""

MARK = PREFIX + "managedBy"


def notes(saved: Saved) -> Json:
    """Read the annotations."""
    found: Json = saved.body["metadata"].get("annotations") or {}
    return found


def owner(saved: Saved) -> str:
    """Name, in words, the file or repository that owns an object; empty if none does."""
    return OWNERS.get(str(notes(saved).get(MARK, "")), "")


def without_owner(saved: Saved) -> Json:
    """Copy the body without the marks of a file or repository; other marks, such as ours, stay."""
    if not owner(saved):
        return saved.body
    return with_notes(saved.body, {key: value for key, value in notes(saved).items() if key not in OWNERSHIP})


def with_notes(body: Json, annotations: Json) -> Json:
    """Copy a body with other annotations."""
    metadata = {key: value for key, value in body["metadata"].items() if key != "annotations"}
    return {**body, "metadata": metadata | ({"annotations": annotations} if annotations else {})}


def sent(body: Json, live: Saved | None = None, **annotations: str) -> Json:
    """Make what is sent: metadata and spec, bound to the state that was read.

    Args:
        body: of the saved object.
        live: what is replaced; `None` to make one.
        annotations: more of them, by short name.
    """
    metadata: Json = dict(body["metadata"])
    if annotations:
        more = {PREFIX + name.replace("_", "-"): value for name, value in annotations.items()}
        metadata["annotations"] = {**(metadata.get("annotations") or {}), **more}
    if live is not None:
        metadata["resourceVersion"] = str(live.aside.get("resourceVersion", ""))
    return {"metadata": metadata, "spec": body["spec"]}


def excuse(path: str) -> str:
    """Say what storage mode 0 and the old API do not keep of an object; empty for what they do."""
    kept = f"metadata.annotations.{PREFIX}folder"
    if path.startswith(("metadata.annotations", "metadata.labels")) and path != kept:
        return "this server keeps no marks, messages, annotations and labels"
    return ""
