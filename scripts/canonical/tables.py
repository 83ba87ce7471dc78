"""How does Grafana 12.4 bring a table of an earlier version up to date when it shows it?

Source: `tableMigrationHandler` of Grafana 12.4.
"""

from typing import Any

from scripts.canonical.values import object_of, objects
from scripts.jsonvalue import Json

REDUCERS = "custom.footer.reducers"


def brought_up(kept: Json) -> None:
    """Move footer, text wrap and hidden columns to where 12.4 keeps them; the panel is changed."""
    options = object_of(kept.get("options"))
    config = kept["fieldConfig"] = object_of(kept.get("fieldConfig"))
    config["defaults"] = object_of(config.get("defaults"))
    custom = config["defaults"]["custom"] = object_of(config["defaults"].get("custom"))
    if "footer" in options:
        _footer(options, config, custom, object_of(options.pop("footer")))
    if "wrapText" not in custom:
        _wrapped(config, custom)
    for override in objects(config.get("overrides")):
        for one in objects(override.get("properties")):
            if one.get("id") == "custom.hidden":
                one["id"] = "custom.hideFrom.viz"


def _footer(options: Json, config: Json, custom: Json, old: Json) -> None:
    if old.get("enablePagination") is not None:
        options["enablePagination"] = old["enablePagination"]
    if not old.get("show"):
        return
    reducers = _many(old.get("reducer"))
    fields = _many(old.get("fields"))
    if old.get("countRows") and reducers[:1] == ["count"]:
        custom["footer"] = {"reducers": ["countAll"]}
    elif fields:
        matcher: Json = (
            {"id": "byName", "options": fields[0]}
            if len(fields) == 1
            else {"id": "byNames", "options": {"mode": "include", "names": fields}}
        )
        custom.pop("footer", None)
        column = {"matcher": matcher, "properties": [{"id": REDUCERS, "value": reducers}]}
        config["overrides"] = [*objects(config.get("overrides")), column]
    else:
        custom["footer"] = {"reducers": reducers}


def _many(value: Any) -> list[Any]:  # noqa: ANN401 - whatever stands there
    """Read a list, or a single value; empty ones are none."""
    return [one for one in (value if isinstance(value, list) else [value]) if one]


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
