"""Is a dashboard what Grafana's own models allow? The schema is derived from the Foundation SDK's classes.

Nobody ships a JSON Schema for dashboards as a package, so it is read off the models at run time: the keys from what
`to_json` writes, the types from the annotations, panels and queries from the plugin registry.
"""

import builtins
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from scripts.jsonvalue import Json

if TYPE_CHECKING:
    from jsonschema import ValidationError

NUMBER = {"type": "number"}
PLAIN: Mapping[object, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: NUMBER,
    object: {},
    typing.Any: {},
    type(None): {"type": "null"},
}
ANYTHING: Json = {}
BEYOND_THE_SDK: Mapping[str, Json] = {
    "VariableModel": {
        "regexApplyTo": {"enum": ["value", "text"]},
        "valuesFormat": {"enum": ["csv", "json"]},
        "filters": {"type": "array"},
        "baseFilters": {"type": "array"},
        "defaultKeys": {"type": "array"},
    },
    "AnnotationQuery": {"titleFormat": {"type": "string"}, "rawQuery": {"type": "string"}},
    "Panel": {"pluginVersion": {"type": "string"}},
    "RowPanel": {"type": {"const": "row"}},
    "ValueMap": {"type": {"const": "value"}},
}
"""Keys that Grafana 12.4 writes and the SDK's models do not know (`tests/recordings/ui-save`)."""


OPEN = (
    "common",
    "bargauge",
    "gauge",
    "heatmap",
    "logs",
    "piechart",
    "stat",
    "statetimeline",
    "table",
    "text",
    "timeseries",
)
"""Modules of plugin options: Grafana fills them in from newer models than the SDK's, so unknown keys are allowed."""


class Deriver:
    """Collects a definition for each model that is reached."""

    def __init__(self) -> None:
        """Begin without definitions."""
        self.definitions: dict[str, Json] = {}

    def of(self, annotation: Any) -> Json:  # noqa: ANN401 - any annotation
        """Write the schema of an annotation."""
        if annotation in PLAIN:
            return dict(PLAIN[annotation])
        inside = typing.get_args(annotation)
        match typing.get_origin(annotation):
            case typing.Union | types.UnionType:
                return {"anyOf": [self.of(one) for one in inside]}
            case builtins.list:
                return {"type": "array", "items": self.of(inside[0])}
            case builtins.dict:
                return {"type": "object", "additionalProperties": self.of(inside[1])}
            case typing.Literal:
                return {"enum": list(inside)}
        return self._class(annotation)

    def _class(self, annotation: Any) -> Json:  # noqa: ANN401
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return {"enum": [member.value for member in annotation]}
        return self.model(annotation) if isinstance(annotation, type) and hasattr(annotation, "to_json") else {}

    def model(self, model: type) -> Json:
        """Write a reference to a model's definition, deriving it the first time."""
        name = f"{model.__module__.rsplit('.', 1)[-1]}.{model.__name__}"
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._definition(model)
        return {"$ref": f"#/definitions/{name}"}

    def _definition(self, model: type) -> Json:
        hints = _hints(model)
        properties = {
            key: self.of(hints[attribute]) if attribute else {} for key, attribute in _keys(model, hints).items()
        }
        properties |= BEYOND_THE_SDK.get(model.__name__, {})
        return {"type": "object", "properties": properties, "additionalProperties": model.__module__.endswith(OPEN)}


def _hints(model: type) -> dict[str, Any]:
    return typing.get_type_hints(model)


def _keys(model: Any, hints: Mapping[str, Any]) -> dict[str, str | None]:  # noqa: ANN401 - an SDK model's class
    """Find the attribute behind each JSON key: each is marked with an object of its own, which the key then shows."""
    blank = model.__new__(model)
    marks = {name: object() for name in hints}
    for name, mark in marks.items():
        setattr(blank, name, mark)
    names = {id(mark): name for name, mark in marks.items()}
    return {key: names.get(id(value)) for key, value in blank.to_json().items() if key != "placement"}


@functools.cache
def schema() -> Json:
    """Derive the schema of a dashboard.

    Returns:
        A JSON Schema (draft 2020-12) in which panels and targets are judged by the model of their type.
    """
    import panels  # noqa: F401, I001 - silences the SDK's import warning, so it comes first
    from grafana_foundation_sdk.cog import plugins, runtime
    from grafana_foundation_sdk.models import dashboard as model

    plugins.register_default_plugins()
    registry, deriver = runtime.Runtime(), Deriver()
    top, panel, row = deriver.model(model.Dashboard), deriver.model(model.Panel), deriver.model(model.RowPanel)
    definitions = deriver.definitions
    asked = [
        _when("datasource", {"type": {"const": kind}}, deriver.model(_owner(config.from_json_hook)))
        for kind, config in registry.dataquery_variants.items()
        if kind in ("prometheus", "loki")
    ]
    inside = definitions["dashboard.Panel"]
    inside["properties"]["targets"] = {"type": "array", "items": {"type": "object", "allOf": asked}}
    inside["allOf"] = [_by_type(kind, config, deriver) for kind, config in registry.panelcfg_variants.items()]
    definitions["dashboard.FieldConfig"]["properties"]["custom"] = {"type": "object"}
    is_row = {"type": "object", "properties": {"type": {"const": "row"}}, "required": ["type"]}
    each = {"if": is_row, "then": row, "else": panel}
    definitions["dashboard.Dashboard"]["properties"]["panels"] = {"type": "array", "items": each}
    definitions["dashboard.Dashboard"]["required"] = ["uid", "title", "schemaVersion", "panels"]
    inside["required"] = ["type", "title", "gridPos", "id"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "definitions": definitions}


def _owner(hook: Any) -> type:  # noqa: ANN401 - a bound class method of the SDK's registry
    owner: type = hook.__self__
    return owner


def _when(key: str, properties: Json, then: Json) -> Json:
    inner = {"type": "object", "properties": properties, "required": list(properties)}
    return {"if": {"type": "object", "properties": {key: inner}, "required": [key]}, "then": then}


def _by_type(kind: str, config: Any, deriver: Deriver) -> Json:  # noqa: ANN401 - an entry of the SDK's registry
    properties: Json = {"options": deriver.model(_owner(config.options_from_json_hook))}
    if config.field_config_from_json_hook is not None:
        custom = deriver.model(_owner(config.field_config_from_json_hook))
        properties["fieldConfig"] = {"properties": {"defaults": {"properties": {"custom": custom}}}}
    is_kind = {"type": "object", "properties": {"type": {"const": kind}}, "required": ["type"]}
    return {"if": is_kind, "then": {"properties": properties}}


@functools.cache
def _validator() -> Any:  # noqa: ANN401 - jsonschema is imported when it is needed
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def problems(spec: Json) -> Iterator[str]:
    """Say what the models do not allow, each with row, panel and field.

    Args:
        spec: a dashboard in the classic model.
    """
    for error in sorted(_validator().iter_errors(spec), key=lambda one: list(map(str, one.absolute_path))):
        deepest = _deepest(error)
        yield f"{where(spec, list(deepest.absolute_path))}: {deepest.message[:200]}"


def _deepest(error: "ValidationError") -> "ValidationError":
    """Go down to the error that says most: "is not valid under any of the given schemas" helps nobody."""
    while error.context:
        error = max(error.context, key=lambda one: (len(one.absolute_path), one.validator != "type"))
    return error


def where(spec: Json, path: list[str | int]) -> str:
    """Name a place in a dashboard as a person sees it: "Now / Error rate / fieldConfig.defaults.unit"."""
    names: list[str] = []
    node: Any = spec
    row = ""
    while len(path) > 1 and path[0] == "panels":
        before = node["panels"][: int(path[1]) + 1]
        node, path = before[-1], path[2:]
        above = [one.get("title", "") for one in before[:-1] if one.get("type") == "row"]
        row = row or (str(above[-1]) if above and node.get("type") != "row" else "")
        names = [*names, str(node.get("title") or f"panel {node.get('id')}")]
    field = ".".join(str(part) for part in path)
    return " / ".join(part for part in (row, *names, field) if part) or "the dashboard"
