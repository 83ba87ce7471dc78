"""How does Grafana 12.4 bring a table of an earlier version up to date when it shows it?

Source: `tableMigrationHandler` of Grafana 12.4.
"""

from typing import Any

from scripts.canonical.values import objects
from scripts.jsonvalue import Json

REDUCERS = "custom.footer.reducers"


def brought_up(kept: Json) -> None:
    """Move footer, text wrap and hidden columns to where 12.4 keeps them; the panel is changed."""
    options = kept.get("options")
    old = options.pop("footer", None) if isinstance(options, dict) else None
    config = kept.get("fieldConfig")
    if isinstance(old, dict):
        _footer(kept, old)
        config = kept.get("fieldConfig")
    if not isinstance(config, dict):
        return
    custom = (config.get("defaults") or {}).get("custom")
    if isinstance(custom, dict) and "wrapText" not in custom:
        _wrapped(config, custom)
    elif not isinstance(custom, dict):
        _wrapped(config, {})
    for override in objects(config.get("overrides")):
        for one in objects(override.get("properties")):
            if one.get("id") == "custom.hidden":
                one["id"] = "custom.hideFrom.viz"


def _footer(kept: Json, old: Json) -> None:
    if old.get("enablePagination") is not None:
        kept["options"]["enablePagination"] = old["enablePagination"]
    if not old.get("show"):
        return
    config = kept.setdefault("fieldConfig", {})
    reducers: list[Any] = old.get("reducer") or []
    fields = [one for one in _many(old.get("fields")) if one]
    if old.get("countRows") and reducers[:1] == ["count"]:
        _custom(config)["footer"] = {"reducers": ["countAll"]}
    elif fields:
        matcher: Json = (
            {"id": "byName", "options": fields[0]}
            if len(fields) == 1
            else {"id": "byNames", "options": {"mode": "include", "names": fields}}
        )
        _custom(config).pop("footer", None)
        config.setdefault("overrides", []).append(
            {"matcher": matcher, "properties": [{"id": REDUCERS, "value": reducers}]}
        )
    else:
        _custom(config)["footer"] = {"reducers": reducers}


def _many(value: Any) -> list[Any]:  # noqa: ANN401 - whatever stands there
    return value if isinstance(value, list) else [value]


def _custom(config: Json) -> Json:
    custom: Json = config.setdefault("defaults", {}).setdefault("custom", {})
    return custom


def _wrapped(config: Json, custom: Json) -> None:
    cell = custom.get("cellOptions")
    if isinstance(cell, dict) and "wrapText" in cell:
        custom["wrapText"] = cell.pop("wrapText")
    for override in objects(config.get("overrides")):
        override["properties"] = [part for one in objects(override.get("properties")) for part in _parts(one)]


def _parts(one: Json) -> list[Json]:
    value = one.get("value")
    if one.get("id") != "custom.cellOptions" or not isinstance(value, dict) or "wrapText" not in value:
        return [one]
    rest = {key: part for key, part in value.items() if key != "wrapText"}
    return [{**one, "value": rest}, {"id": "custom.wrapText", "value": value["wrapText"]}]
