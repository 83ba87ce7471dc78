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
    _order_causes(recorded)
    _order_causes(actual)
    for applies, bring in _SHAPES:
        if applies(path, recorded):
            return bring(recorded, actual)
    return recorded, condensed(recorded, actual)


def _order_causes(body: Any) -> None:  # noqa: ANN401 - JSON of any shape
    """The causes of a refusal come from a map, in no fixed order."""
    details = body.get("details") if isinstance(body, dict) else None
    if isinstance(details, dict) and isinstance(details.get("causes"), list):
        details["causes"].sort(key=lambda cause: str(cause.get("field")))


def _settings(recorded: Json, actual: Json) -> tuple[Json, Json]:
    return recorded, {key: actual[key] for key in _SETTINGS} | {"keys": sorted(actual)}


def _metadata_only(recorded: Json, actual: Json) -> tuple[Json, Json]:
    return recorded, {**actual, "items": [item["metadata"] for item in actual["items"]]}


def _some_keys(recorded: list[Json], actual: list[Json]) -> tuple[list[Json], list[Json]]:
    return recorded, [{key: each[key] for key in recorded[0]} for each in actual]


def _is_ruler(path: str, body: object) -> bool:
    return path.startswith("/api/ruler/grafana/api/v1/rules") and isinstance(body, dict)


def _is_short_list(path: str, body: object) -> bool:
    return path == "/api/datasources" and isinstance(body, list) and bool(body) and "id" not in body[0]


_SHAPES: tuple[tuple[Callable[[str, Any], bool], Callable[[Any, Any], tuple[Any, Any]]], ...] = (
    (lambda path, _: path == "/api/frontend/settings", _settings),
    (
        lambda _, body: isinstance(body, dict) and isinstance(body.get("items"), str),
        lambda recorded, actual: (recorded, _shortened(actual)),
    ),
    (lambda _, body: _is_trash(body) and "creationTimestamp" in body["items"][0], _metadata_only),
    (lambda path, _: path == "/apis", lambda recorded, actual: (_grouped(recorded), _grouped(actual))),
    (
        lambda path, body: path.endswith("/permissions") and isinstance(body, list),
        lambda recorded, actual: (sorted(recorded, key=_holder), sorted(actual, key=_holder)),
    ),
    (_is_ruler, lambda recorded, actual: (_names_sorted(recorded), _names_sorted(actual))),
    (_is_short_list, _some_keys),
    (
        lambda path, body: path == "/api/user/stars" and isinstance(body, list),
        lambda recorded, actual: (sorted(recorded), sorted(actual)),
    ),
)
"""Which answers need what, the first that applies."""


def _names_sorted(body: Json) -> Json:
    """The ruler gives the groups of a folder in no fixed order."""
    return {
        path: sorted(groups, key=lambda group: str(group["name"] if isinstance(group, dict) else group))
        for path, groups in body.items()
        if isinstance(groups, list)
    } | {path: each for path, each in body.items() if not isinstance(each, list)}


def condensed(recorded: Any, actual: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """An answer as briefly as it was recorded: a number for how many there are, a few keys of each item."""
    if isinstance(recorded, int) and not isinstance(recorded, bool) and isinstance(actual, list | dict):
        return len(_counted(actual) if isinstance(actual, dict) else actual)
    if recorded == "null" and actual is None:
        return recorded
    if isinstance(recorded, dict) and isinstance(actual, dict):
        if _excerpt(recorded, actual):
            return {key: _BRIEF[key](actual) if key in _BRIEF else actual.get(key) for key in recorded}
        items, shown = recorded.get("items"), actual.get("items")
        if _is_trash(recorded) and isinstance(items, list) and isinstance(shown, list):
            return {**actual, "items": [_brief(items[0], item) for item in shown]}
    return actual


def _counted(body: Json) -> list[Any] | Json:
    return next((body[key] for key in ("items", "versions") if key in body), body)


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
