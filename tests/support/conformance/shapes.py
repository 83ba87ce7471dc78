"""Which answers were recorded shortened, or have no order? Both sides are brought into the recorded shape."""

from collections.abc import Callable
from typing import Any

from scripts.jsonvalue import Json

_SETTINGS = ("buildInfo", "namespace", "featureToggles")
_SHORT = {
    "name": ("metadata", "name"),
    "folder": ("metadata", "annotations", "grafana.app/folder"),
    "title": ("spec", "title"),
}
"""Where a shortened item of a LIST has its values from."""


def shape(path: str, recorded: Any, actual: Any) -> tuple[Any, Any]:  # noqa: ANN401 - JSON of any shape
    """The recorded and the actual body, comparable."""
    if path == "/api/frontend/settings":
        return recorded, {key: actual[key] for key in _SETTINGS} | {"keys": sorted(actual)}
    if isinstance(recorded, dict) and isinstance(recorded.get("items"), str):
        return recorded, _shortened(actual)
    if _is_trash(recorded) and "creationTimestamp" in recorded["items"][0]:
        return recorded, {**actual, "items": [item["metadata"] for item in actual["items"]]}
    if path == "/apis":
        return _grouped(recorded), _grouped(actual)
    if path.endswith("/permissions") and isinstance(recorded, list):
        return sorted(recorded, key=_holder), sorted(actual, key=_holder)
    return recorded, condensed(recorded, actual)


def condensed(recorded: Any, actual: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """An answer as briefly as it was recorded: a number for how many there are, a few keys of each item."""
    if isinstance(recorded, int) and not isinstance(recorded, bool) and isinstance(actual, list | dict):
        return len(actual.get("items", actual) if isinstance(actual, dict) else actual)
    if isinstance(recorded, dict) and isinstance(actual, dict):
        if _excerpt(recorded, actual):
            return {key: _BRIEF[key](actual) if key in _BRIEF else actual.get(key) for key in recorded}
        items, shown = recorded.get("items"), actual.get("items")
        if _is_trash(recorded) and isinstance(items, list) and isinstance(shown, list):
            return {**actual, "items": [_brief(items[0], item) for item in shown]}
    return actual


def _excerpt(recorded: Json, actual: Json) -> bool:
    """Whether only a few things of an answer were written down; what it would have been refused with among them."""
    keys = set(recorded)
    known = keys <= {"message", "totalCount"} and bool(keys) and keys <= set(actual)
    return (
        known
        or keys == {"uid", "message"}
        or not keys.isdisjoint({"n", "uids", "keys", "spec keys"})
        or ("message" in recorded and recorded["message"] is None)
    )


def _listed(body: Json) -> list[Json]:
    """What is in a list, however the answer wraps it."""
    inside = body.get("result", body)
    found: list[Json] = next((value for value in inside.values() if isinstance(value, list)), [])
    return found


_BRIEF: dict[str, Callable[[Json], object]] = {
    "n": lambda body: len(_listed(body)),
    "uids": lambda body: [item.get("uid") for item in _listed(body)],
    "keys": lambda body: sorted(body["dashboard"])[:4],
    "spec keys": lambda body: sorted(body["spec"])[:4],
    "meta.apiVersion": lambda body: body["meta"].get("apiVersion"),
    "meta": lambda body: body.get("metadata"),
    "uid": lambda body: body.get("dashboard", body).get("uid"),
    "totalCount": lambda body: body.get("result", body).get("totalCount"),
}
"""What the recorder wrote down of an answer, by the name that it gave to it."""


def _brief(recorded: Json, item: Json) -> Json:
    return {key: _at(item, _SHORT.get(key, (key,))) for key in recorded}


def _at(item: Json, path: tuple[str, ...]) -> object:
    value: Any = item
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _is_trash(body: object) -> bool:
    """Whether it is a LIST of which only a part of each item was recorded."""
    items = body.get("items") if isinstance(body, dict) else None
    return isinstance(items, list) and bool(items) and "metadata" not in items[0]


def _shortened(body: Json) -> Json:
    """A LIST as it was recorded: how many items, and the first of them."""
    items = body["items"]
    return {**body, "items": f"{len(items)} items", **({"first": items[0]} if items else {})}


def _grouped(body: Json) -> Json:
    return {**body, "groups": sorted(body["groups"], key=lambda group: str(group["name"]))}


def _holder(line: Json) -> tuple[str, int, int]:
    """Grafana gives permission lists in no fixed order."""
    return line.get("role", ""), line["userId"], line["teamId"]
