"""What does a dashboard need on the server beside itself: data sources, library panels, folders, plugins?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scripts.jsonvalue import Json

Kind = Literal["data source", "library panel", "folder", "plugin"]

BUILT_IN = frozenset({"-- Grafana --", "-- Mixed --", "-- Dashboard --", "grafana", "__expr__", "-100"})
"""Data sources that every Grafana has."""

ROW = "row"
VARIABLE = re.compile(r"^\$(?:\{(\w+)(?::\w+)?\}|(\w+)|\[\[(\w+)\]\])$")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Reference:
    """Something that a panel needs.

    Attributes:
        kind: what it is.
        name: its uid, or the id of a plugin; empty for "any data source of this type".
        type: of a data source, as `prometheus`; empty if not said.
        where: title of the panel, or what else refers to it.
    """

    kind: Kind
    name: str
    type: str = ""
    where: str


def of(spec: Json) -> Iterator[Reference]:
    """List what a dashboard refers to; the same thing once for each panel that does."""
    variables = {
        str(one.get("name")): str(one.get("query", ""))
        for one in _listed(spec, "templating")
        if one.get("type") == "datasource"
    }
    for name, kind in variables.items():
        yield Reference(kind="data source", name="", type=kind, where=f"variable {name}")
    for part, title in (("templating", "variable"), ("annotations", "annotation")):
        for one in _listed(spec, part):
            yield from _source(one.get("datasource"), f"{title} {one.get('name')}", variables)
    for panel in panels(spec):
        yield from _panel(panel, variables)


def panels(spec: Json) -> Iterator[Json]:
    """List all panels, those of collapsed rows too, but not the rows."""
    for panel in spec.get("panels") or ():
        if panel.get("type") == ROW:
            yield from panel.get("panels") or ()
        else:
            yield panel


def _panel(panel: Json, variables: Mapping[str, str]) -> Iterator[Reference]:
    """List what one panel refers to."""
    where = f"panel {panel.get('title') or panel.get('id')}"
    library = panel.get("libraryPanel")
    if library:
        yield Reference(kind="library panel", name=str(library.get("uid", "")), where=where)
        return  # its own content is the library's
    if panel.get("type"):
        yield Reference(kind="plugin", name=str(panel["type"]), where=where)
    options: Json = panel.get("options") or {}
    folder = options.get("folderUID") or (options.get("folder") or {}).get("uid")
    if folder and not VARIABLE.match(str(folder)):
        yield Reference(kind="folder", name=str(folder), where=where)
    found = {
        one
        for holder in (panel, *(panel.get("targets") or ()))
        for one in _source(holder.get("datasource"), where, variables)
    }
    yield from sorted(found)


def _source(reference: object, where: str, variables: Mapping[str, str]) -> Iterator[Reference]:
    """Resolve a reference to a data source, through a variable if need be."""
    if isinstance(reference, dict):
        name, kind = str(reference.get("uid") or ""), str(reference.get("type") or "")
    else:
        name, kind = str(reference or ""), ""
    if not name or name in BUILT_IN or kind in ("datasource", "__expr__"):
        return
    variable = VARIABLE.match(name)
    if variable is None:
        yield Reference(kind="data source", name=name, type=kind, where=where)
        return
    kind = variables.get(next(group for group in variable.groups() if group), kind)
    if kind:
        yield Reference(kind="data source", name="", type=kind, where=where)


def _listed(spec: Json, part: str) -> list[Json]:
    """Get the `list` of variables or annotations."""
    found: list[Json] = (spec.get(part) or {}).get("list") or []
    return found
