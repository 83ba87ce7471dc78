"""What does v1beta1 refuse with fieldValidation Strict? The rules and messages that the recordings show."""

from collections.abc import Iterator

from support.grafana.panelsteps import everything
from support.grafana.wire import Answer, failure

from scripts.jsonvalue import Json

_TYPES: dict[str, tuple[type, str, str]] = {
    "editable": (bool, "bool", "true"),
    "title": (str, "string", ""),
    "timezone": (str, "string", '"browser"'),
    "refresh": (str, "string", ""),
    "tags": (list, "[...string]", ""),
    "panels": (list, "[...]", ""),
    "links": (list, "[...]", ""),
    "liveNow": (bool, "bool", ""),
    "preload": (bool, "bool", ""),
}
_BOUNDS = {"w": (12, 1, 24, ">0", "<=24"), "h": (9, 1, None, ">0", ""), "x": (0, 0, 23, ">=0", "<24")}
_GO_NAMES = {bool: "bool", str: "string", int: "int", float: "float", list: "list", dict: "struct", type(None): "null"}


def complaints(spec: Json) -> list[tuple[str, str]]:
    """Field path and what is wrong with it, in the order in which Grafana names them."""
    return [*_types(spec), *_grid(spec)]


def _types(spec: Json) -> Iterator[tuple[str, str]]:
    for key, (kind, name, default) in _TYPES.items():
        value = spec.get(key)
        if key in spec and not isinstance(value, kind):
            shown, is_a = _shown(value), _GO_NAMES[type(value)]
            for other in (name, default) if default else (name,):
                text = f"conflicting values {shown} and {other} (mismatched types {is_a} and {name})"
                yield f"spec.{key}", f"Invalid value: {text}"


def _grid(spec: Json) -> Iterator[tuple[str, str]]:
    for index, panel in enumerate(everything(spec)):
        grid = panel.get("gridPos")
        for key, (default, low, high, above, below) in _BOUNDS.items():
            value = grid.get(key) if isinstance(grid, dict) else None
            if not isinstance(value, int | float) or isinstance(value, bool):
                continue
            bound = above if value < low else below if high is not None and value > high else ""
            if bound:
                path = f"spec.panels.{index}.gridPos.{key}"
                yield path, f"Invalid value: conflicting values {default} and {value}"
                yield path, f"Invalid value: invalid value {value} (out of bound {bound})"


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def invalid(name: str, causes: list[tuple[str, str]]) -> Answer:
    """The 422 that names each field."""
    texts = [f"{path}: {text}" for path, text in causes]
    listed = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    reasons = [{"reason": _reason(text), "message": text, "field": path} for path, text in causes]
    details: Json = {"group": "dashboard.grafana.app", "kind": "Dashboard", "causes": reasons}
    if name:
        details["name"] = name
    return failure(422, f'Dashboard.dashboard.grafana.app "{name}" is invalid: {listed}', "Invalid", details)


def _reason(text: str) -> str:
    return "FieldValueRequired" if text.startswith("Required") else "FieldValueInvalid"
