"""Is everything there that the dashboards refer to, before the first of them is written?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scripts import references
from scripts.grafana import Client, folders, library
from scripts.grafana.capabilities import Capabilities
from scripts.jsonvalue import Json
from scripts.references import Kind, Reference


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Missing:
    """Something that dashboards need and Grafana does not have.

    Attributes:
        kind: what it is.
        name: its uid; for data sources of which any will do, the type.
        breaks: what would not work, as `api-performance: panel Error rate`.
    """

    kind: Kind
    name: str
    breaks: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        shown = ", ".join(self.breaks[:SHOWN])
        more = f" and {len(self.breaks) - SHOWN} more" if len(self.breaks) > SHOWN else ""
        return f"{self.kind} {self.name} is missing: needed by {shown}{more}"


SHOWN = 5
"""Panels that are named for each missing thing."""


def missing(client: Client, can: Capabilities, specs: Mapping[str, Json]) -> list[Missing]:
    """Find what the dashboards refer to and Grafana does not have.

    Asks for library panels and folders only where a dashboard refers to one.

    Args:
        client: where.
        can: what it can do, and which data sources and plugins it has.
        specs: dashboards by uid.

    Raises:
        DashError: the server does not answer.
    """
    users: dict[Reference, list[str]] = defaultdict(list)
    for uid, spec in specs.items():
        for one in references.of(spec):
            users[Reference(kind=one.kind, name=one.name, type=one.type, where="")].append(f"{uid}: {one.where}")
    there = _there(client, can, {one.kind for one in users})
    found: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    for one, where in users.items():
        if not there[one.kind](one):
            found[one.kind, one.name or one.type].extend(where)
    return sorted(
        Missing(kind=kind, name=name, breaks=tuple(dict.fromkeys(where))) for (kind, name), where in found.items()
    )


def _there(client: Client, can: Capabilities, needed: Iterable[Kind]) -> dict[Kind, Callable[[Reference], bool]]:
    """Make a test for each kind of thing."""
    names = {*can.datasources, *(uid for uid, _ in can.datasources.values())}
    types = {kind for _, kind in can.datasources.values()}
    panels = {one.uid for one in library.everything(client)} if "library panel" in needed else set()
    known: dict[str, bool] = {client.environment.folder.uid: True}

    def folder(one: Reference) -> bool:
        if one.name not in known:
            known[one.name] = folders.get(client, one.name) is not None
        return known[one.name]

    return {
        "data source": lambda one: one.name in names if one.name else one.type in types,
        "plugin": lambda one: not can.plugins or one.name in can.plugins,
        "library panel": lambda one: one.name in panels,
        "folder": folder,
    }
