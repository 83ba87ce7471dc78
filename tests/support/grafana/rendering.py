"""How is a stored object written as JSON? Once per revision and version, for LIST is read often."""

import zlib

from support.grafana.conversion import NEW_MODELS, convert
from support.grafana.modes import V0
from support.grafana.state import State
from support.grafana.stored import Revision, Stored
from support.grafana.wire import dumps

from scripts.jsonvalue import Json


def render(state: State, stored: Stored, revision: Revision, version: str, *, numbered: bool = True) -> bytes:
    """One object at one API version.

    Args:
        state: for what conversion needs to know of the instance.
        stored: the object.
        revision: which of its states.
        version: the API version asked for.
        numbered: whether the resourceVersion is told; the answer to a save that changed nothing has none.
    """
    if numbered and version in revision.rendered:
        return revision.rendered[version]
    source = str(state.default_datasource() if version not in {revision.version, V0} else None)
    if numbered and (version, source) in revision.packed:
        return zlib.decompress(revision.packed[version, source])
    metadata = _metadata(state, stored, revision, numbered=numbered)
    spec, status = _content(state, stored, revision, version, metadata)
    shape = {"apiVersion": f"{stored.kind.group}/{version}", "kind": stored.kind.kind, "metadata": metadata}
    body = dumps({**shape, "spec": spec, **({} if status is None else {"status": status})})
    if numbered and version in {revision.version, V0}:
        revision.rendered[version] = body
    elif numbered:
        revision.packed[version, source] = zlib.compress(body, 1)
    return body


def _metadata(state: State, stored: Stored, revision: Revision, *, numbered: bool) -> Json:
    metadata: Json = {
        "name": stored.name,
        "namespace": state.namespace,
        "uid": stored.uid,
        "generation": revision.generation,
        "creationTimestamp": stored.created,
        "labels": revision.labels,
        "annotations": revision.annotations,
    }
    if numbered and revision.number:
        metadata["resourceVersion"] = str(revision.number)
    if revision.deleted:
        metadata["deletionTimestamp"] = revision.deleted
    if revision.managed:
        metadata["managedFields"] = revision.managed
    return {key: value for key, value in metadata.items() if value not in ({}, None, 0)}


def _content(
    state: State, stored: Stored, revision: Revision, version: str, metadata: Json
) -> tuple[Json | None, Json | None]:
    if stored.kind.kind == "Folder":
        return revision.spec, {} if state.mode.folder_status else None
    if stored.kind.kind == "Playlist":
        return revision.spec, {}
    if version == revision.version:
        return revision.spec, revision.status
    if revision.version in NEW_MODELS and not state.mode.downconverts:
        return None, {"conversion": _failed(stored, revision, metadata)}
    spec = convert(revision.spec, revision.version, version, state.default_datasource())
    return spec, {"conversion": {"failed": False, "storedVersion": revision.version}}


def _failed(stored: Stored, revision: Revision, metadata: Json) -> Json:
    source = {"kind": stored.kind.kind, "apiVersion": f"{stored.kind.group}/{revision.version}"}
    return {
        "failed": True,
        "error": "backend conversion not yet implemented",
        "storedVersion": revision.version,
        "source": {**source, "metadata": metadata, "spec": revision.spec, "status": {}},
    }
