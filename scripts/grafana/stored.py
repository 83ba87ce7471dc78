"""At which version of the API is each dashboard stored, and what is it there?

Read at another version a dashboard is rewritten, and a v2 one loses its tabs. An object says at which version it is
stored, but at just that version unified storage says whatever the last change of version left there. So the word of
one version is believed where it cannot be such a rest. Between v0 and v1, which have the same content, Kubernetes' own
record of the last write decides; about the others a second version is asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from scripts.errors import AuthError, DashError
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.client import Client
from scripts.grafana.paging import PAGE, objects, pages
from scripts.jsonvalue import Json

FEW = 3
"""Dashboards of a page about which a second version is asked one by one; for more its list is read alongside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A dashboard as it is stored.

    Attributes:
        name: its uid.
        version: of the API.
        item: the object at that version.
        why: why it could not be read at that version; empty if it was.
    """

    name: str
    version: str
    item: Json
    why: str = ""


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
        versions = {_name(item): certain(item, can) for item in items}
        others = second.take([name for name, version in versions.items() if not version])
        for item in items:
            name = _name(item)
            if versions[name]:
                yield Stored(name=name, version=versions[name], item=item)
            else:
                yield settled(client, can, item, others.get(name))


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
    return settled(client, can, item, _read(client, can, name, _witness(can)))


def state(client: Client, can: Capabilities) -> str:
    """Read a text that changes with every change of any dashboard; empty where the server has none (storage mode 0).

    LIST of one item: on unified storage the list itself has the resourceVersion of the last write.
    """
    page: Json = client.get(can.path(), {"limit": "1"}) or {}
    items: list[Json] = page.get("items") or []
    if any(_legacy(item) for item in items):
        return ""
    return str((page.get("metadata") or {}).get("resourceVersion", ""))


def revisions(client: Client, can: Capabilities) -> Iterator[tuple[str, str]]:
    """List name and resourceVersion of all dashboards that we may see."""
    for item in objects(client, can.path(), {"limit": str(PAGE)}):
        yield _name(item), revision(item)


def revision(item: Json) -> str:
    """Read the resourceVersion of an object."""
    return str(item["metadata"].get("resourceVersion", ""))


def certain(item: Json, can: Capabilities) -> str:
    """Tell at which version a dashboard is stored, if the object itself, read at `can.api`, proves it; else nothing.

    `can.api` itself is proved by its word: read at another version than it is stored at, an object tells the truth.
    """
    word = _word(item)
    if _failed(item) or _is_v2(word):
        return ""
    if word in ("", can.api):
        return can.api
    if _legacy(item):
        return word
    last = _last_written(item)
    return last if last in (word, can.api) else ""


def settled(client: Client, can: Capabilities, item: Json, other: Json | None) -> Stored:
    """Decide where a dashboard is stored, and read it there.

    Args:
        client: where.
        can: what it can do.
        item: the dashboard at `can.api`, whose word is not `can.api`.
        other: the same at a v2 version; `None` if that could not be read.
    """
    name, word = _name(item), _word(item)
    try:
        if not _legacy(item):
            said = _word(other) if other is not None else ""
            if said == can.api and not _is_v2(word):
                return Stored(name=name, version=can.api, item=item)
            if said == can.api and _word(_read(client, can, name, _first(can))) == can.api:
                return Stored(name=name, version=can.api, item=item)
        if not _is_v2(word) and not _failed(item):
            return Stored(name=name, version=word, item=item)
        there = other if other is not None and _version(other) == word else _read(client, can, name, word)
    except AuthError:
        raise
    except DashError as error:
        return Stored(name=name, version=word, item=item, why=f"cannot be read as {word}: {error.message}")
    if there is None or _failed(there):
        return Stored(name=name, version=word, item=item, why=f"the server cannot convert it from {word}")
    return Stored(name=name, version=word, item=there)


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
        if not names or not _witness(self.can):
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
        found |= {_name(item): item for item in self._page if _name(item) in wanted}

    def _next(self) -> bool:
        if self._pages is None:
            self._pages = pages(self.client, self.can.path(_witness(self.can)))
        try:
            page = next(self._pages, None)
        except AuthError:
            raise
        except DashError:
            page = None  # each is asked for by name instead
        self._page = page["items"] if page else []
        return page is not None


def _try(client: Client, can: Capabilities, name: str) -> Json | None:
    try:
        return _read(client, can, name, _witness(can))
    except AuthError:
        raise
    except DashError:
        return None


def _read(client: Client, can: Capabilities, name: str, version: str) -> Json | None:
    item: Json | None = client.find(f"{can.path(version)}/{quote(name, safe='')}")
    return item


def _witness(can: Capabilities) -> str:
    """Choose the v2 version to ask: the newest one; empty if there is none."""
    return max((version for version in can.dashboards if _is_v2(version)), key=_newness, default="")


def _first(can: Capabilities) -> str:
    """Choose the v1 version to ask."""
    return max((version for version in can.dashboards if version.startswith("v1")), key=_newness, default=can.api)


def _newness(version: str) -> tuple[bool, str]:
    return "alpha" not in version and "beta" not in version, version


def _last_written(item: Json) -> str:
    """Read the version of the last write from `managedFields`; nothing where two of them share its second."""
    rows: list[Json] = item["metadata"].get("managedFields") or []
    newest = max((str(row.get("time", "")) for row in rows), default="")
    found = {_version(row) for row in rows if str(row.get("time", "")) == newest}
    return found.pop() if len(found) == 1 else ""


def _word(item: Json | None) -> str:
    return str(_conversion(item).get("storedVersion") or "")


def _failed(item: Json | None) -> bool:
    return bool(_conversion(item).get("failed"))


def _conversion(item: Json | None) -> Json:
    found: Json = ((item or {}).get("status") or {}).get("conversion") or {}
    return found


def _legacy(item: Json) -> bool:
    """Tell storage mode 0, which counts versions from one, and tells the truth about where an object is stored."""
    return revision(item) == str(item["metadata"].get("generation", ""))


def _is_v2(version: str) -> bool:
    return version.startswith("v2")


def _version(item: Json) -> str:
    return str(item.get("apiVersion", "")).rpartition("/")[2]


def _name(item: Json) -> str:
    return str(item["metadata"]["name"])
