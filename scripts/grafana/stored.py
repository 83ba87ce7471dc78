"""How are all dashboards read, each at the version of the API it is stored at?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from scripts.errors import UnexpectedAnswer
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.client import Client
from scripts.grafana.conversion import Stored, certain, is_legacy, name_of, revision, settled, witness
from scripts.grafana.failures import NotPermitted
from scripts.grafana.paging import PAGE, objects, pages
from scripts.jsonvalue import Json

FEW = 3
"""Dashboards of a page about which a second version is asked one by one; for more its list is read alongside."""


def everything(client: Client, can: Capabilities) -> Iterator[Stored]:
    """Read all dashboards that we may see, page by page, each at the version it is stored at.

    LIST /apis/dashboard.grafana.app/…/dashboards, once; a second time at a v2 version alongside it where many
    dashboards were saved with a newer version than the first.

    Raises:
        DashError: a page of the list could not be read.
    """
    second = Second(client, can)
    for page in pages(client, can.path()):
        items: list[Json] = page["items"]
        versions = {name_of(item): certain(item, can) for item in items}
        others = second.take([name for name, version in versions.items() if not version])
        for item in items:
            name = name_of(item)
            if versions[name]:
                yield Stored(name=name, version=versions[name], item=item)
            else:
                yield settled(can, item, others.get(name), partial(_read, client, can, name))


def get(client: Client, can: Capabilities, name: str) -> Stored | None:
    """Read one dashboard at the version it is stored at; `None` if it is gone.

    Raises:
        DashError: it could not be read at all.
    """
    item = _read(client, can, name, can.api)
    if item is None:
        return None
    if version := certain(item, can):
        return Stored(name=name, version=version, item=item)
    ask = partial(_read, client, can, name)
    return settled(can, item, ask(witness(can)), ask)


def state(client: Client, can: Capabilities) -> str:
    """Read a text that changes with every change of any dashboard; empty where the server has none (storage mode 0).

    LIST of one item: on unified storage the list itself has the resourceVersion of the last write.
    """
    page: Json = client.get(can.path(), {"limit": "1"}) or {}
    items: list[Json] = page.get("items") or []
    if any(is_legacy(item) for item in items):
        return ""
    return str((page.get("metadata") or {}).get("resourceVersion", ""))


def revisions(client: Client, can: Capabilities) -> Iterator[tuple[str, str]]:
    """List name and resourceVersion of all dashboards that we may see."""
    for item in objects(client, can.path(), {"limit": str(PAGE)}):
        yield name_of(item), revision(item)


@dataclass(slots=True)
class Second:
    """Dashboards at a second version, read alongside the first list: both have the same order.

    Holds one page; a dashboard that is not where it is expected is asked for by name.
    """

    client: Client
    can: Capabilities
    _pages: Iterator[Json] | None = None
    _page: list[Json] = field(default_factory=list)

    def take(self, names: Sequence[str]) -> dict[str, Json]:
        """Read these dashboards; those that the second version cannot show are left out."""
        if not names or not witness(self.can):
            return {}
        found: dict[str, Json] = {}
        if self._pages is not None or len(names) > FEW:
            wanted = set(names)
            self._collect(wanted, found)
            while wanted - found.keys() and self._next():
                self._collect(wanted, found)
        for name in names:
            item = None if name in found else _try(self.client, self.can, name)
            if item is not None:
                found[name] = item
        return found

    def _collect(self, wanted: set[str], found: dict[str, Json]) -> None:
        found |= {name_of(item): item for item in self._page if name_of(item) in wanted}

    def _next(self) -> bool:
        if self._pages is None:
            self._pages = pages(self.client, self.can.path(witness(self.can)))
        try:
            page = next(self._pages, None)
        except (UnexpectedAnswer, NotPermitted):
            page = None  # each is asked for by name instead
        self._page = page["items"] if page else []
        return page is not None


def _try(client: Client, can: Capabilities, name: str) -> Json | None:
    try:
        return _read(client, can, name, witness(can))
    except (UnexpectedAnswer, NotPermitted):
        return None


def _read(client: Client, can: Capabilities, name: str, version: str) -> Json | None:
    item: Json | None = client.find(f"{can.path(version)}/{quote(name, safe='')}")
    return item
