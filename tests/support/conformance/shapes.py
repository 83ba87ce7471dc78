"""Which answers were recorded shortened, or have no order? Both sides are brought into the recorded shape."""

from typing import Any

from scripts.jsonvalue import Json

_SETTINGS = ("buildInfo", "namespace", "featureToggles")


def shape(path: str, recorded: Any, actual: Any) -> tuple[Any, Any]:  # noqa: ANN401 - JSON of any shape
    """The recorded and the actual body, comparable."""
    if path == "/api/frontend/settings":
        return recorded, {key: actual[key] for key in _SETTINGS} | {"keys": sorted(actual)}
    if isinstance(recorded, dict) and isinstance(recorded.get("items"), str):
        return recorded, _shortened(actual)
    if _is_trash(recorded):
        return recorded, {**actual, "items": [item["metadata"] for item in actual["items"]]}
    if path == "/apis":
        return _grouped(recorded), _grouped(actual)
    if path.endswith("/permissions") and isinstance(recorded, list):
        return sorted(recorded, key=_holder), sorted(actual, key=_holder)
    return recorded, actual


def _is_trash(body: object) -> bool:
    """Whether it is a LIST of deleted dashboards, of which only the metadata was recorded."""
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
