"""Which program wrote which field? metadata.managedFields as the Kubernetes field manager keeps them for `Update`."""

from collections.abc import Iterator

from scripts.jsonvalue import Json

Path = tuple[str, ...]

_SECTIONS = ("metadata", "spec")
_META = ("annotations", "labels", "generateName")


def paths(metadata: Json, spec: Json) -> dict[Path, object]:
    """Every field that can be owned, with its value; a map is a field too, a list is one whole."""
    owned = {key: metadata[key] for key in _META if metadata.get(key)}
    return dict(_walk(("metadata",), owned)) | dict(_walk(("spec",), spec))


def _walk(prefix: Path, value: Json) -> Iterator[tuple[Path, object]]:
    for key, child in value.items():
        path = (*prefix, key)
        if isinstance(child, dict):
            yield path, dict
            yield from _walk(path, child)
        else:
            yield path, child


def owners(
    before: list[Json], live: dict[Path, object], sent: dict[Path, object], *, manager: str, version: str, stamp: str
) -> list[Json]:
    """The entries after a write: the writer owns what it changed, the others lose it."""
    changed = {path for path, value in sent.items() if path not in live or live[path] != value}
    removed = live.keys() - sent.keys()
    entries = []
    own: set[Path] = set()
    for entry in before:
        if entry["apiVersion"] != version:
            continue
        held = set(_held(entry["fieldsV1"]))
        if entry["manager"] == manager:
            own = held - removed
        elif left := held - changed - removed:
            entries.append(_entry(entry["manager"], version, entry["time"], left))
    mine = own | changed
    same = next(
        (entry for entry in before if entry["manager"] == manager and set(_held(entry["fieldsV1"])) == mine), None
    )
    if mine or not entries:
        entries.append(_entry(manager, version, same["time"] if same else stamp, mine))
    return sorted(entries, key=lambda entry: (entry["time"], entry["manager"]))


def _entry(manager: str, version: str, stamp: str, held: set[Path]) -> Json:
    return {
        "manager": manager,
        "operation": "Update",
        "apiVersion": version,
        "time": stamp,
        "fieldsType": "FieldsV1",
        "fieldsV1": _tree(held),
    }


def _tree(held: set[Path]) -> Json:
    tree: Json = {"f:spec": {}}
    for path in sorted(held):
        node = tree
        for depth, key in enumerate(path, 1):
            parent, node = node, node.setdefault(f"f:{key}", {})
            if depth < len(path) and path[:depth] in held:
                node["."] = {}
            del parent
    return tree


def _held(tree: Json, prefix: Path = ()) -> Iterator[Path]:
    for key, child in tree.items():
        if key == ".":
            yield prefix
            continue
        path = (*prefix, key.removeprefix("f:"))
        if child:
            yield from _held(child, path)
        elif path not in {("spec",), ("metadata",)}:
            yield path
