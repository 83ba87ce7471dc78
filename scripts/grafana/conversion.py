"""What does a dashboard say about the version of the API that it is stored at, and when is that true?

Read at another version a dashboard is rewritten, and a v2 one loses its tabs. An object says at which version it is
stored, but at just that version unified storage says whatever the last change of version left there. So the word of
one version is believed where it cannot be such a rest. Between v0 and v1, which have the same content, Kubernetes' own
record of the last write decides; about the others a second version is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scripts.errors import UnexpectedAnswer
from scripts.grafana.capabilities import Capabilities
from scripts.grafana.failures import NotPermitted
from scripts.jsonvalue import Json


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


def certain(item: Json, can: Capabilities) -> str:
    """Tell at which version a dashboard is stored, if the object itself, read at `can.api`, proves it; else nothing.

    `can.api` itself is proved by its word: read at another version than it is stored at, an object tells the truth.
    """
    word = _word(item)
    if _failed(item) or _is_v2(word):
        return ""
    if word in ("", can.api):
        return can.api
    if is_legacy(item):
        return word
    last = _last_written(item)
    return last if last in (word, can.api) else ""


def settled(can: Capabilities, item: Json, other: Json | None, ask: Callable[[str], Json | None]) -> Stored:
    """Decide where a dashboard is stored, and take it from there.

    Args:
        can: what the server can do.
        item: the dashboard at `can.api`, which does not prove it.
        other: the same at a v2 version; `None` if that could not be read.
        ask: gives the same at any version.
    """
    name, word = name_of(item), _word(item)
    try:
        if not is_legacy(item):
            said = _word(other) if other is not None else ""
            if said == can.api and not _is_v2(word):
                return Stored(name=name, version=can.api, item=item)
            if said == can.api and _word(ask(_first(can))) == can.api:
                return Stored(name=name, version=can.api, item=item)
        if not _is_v2(word) and not _failed(item):
            return Stored(name=name, version=word, item=item)
        there = other if other is not None and _version(other) == word else ask(word)
    except (UnexpectedAnswer, NotPermitted) as error:
        return Stored(name=name, version=word, item=item, why=f"cannot be read as {word}: {error.message}")
    if there is None or _failed(there):
        return Stored(name=name, version=word, item=item, why=f"the server cannot convert it from {word}")
    return Stored(name=name, version=word, item=there)


def witness(can: Capabilities) -> str:
    """Choose the v2 version to ask: the newest one; empty if there is none."""
    return max((version for version in can.dashboards if _is_v2(version)), key=_newness, default="")


def revision(item: Json) -> str:
    """Read the resourceVersion of an object."""
    return str(item["metadata"].get("resourceVersion", ""))


def is_legacy(item: Json) -> bool:
    """Tell storage mode 0, which counts versions from one, and tells the truth about where an object is stored."""
    return revision(item) == str(item["metadata"].get("generation", ""))


def name_of(item: Json) -> str:
    """Read the uid of a dashboard."""
    return str(item["metadata"]["name"])


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


def _is_v2(version: str) -> bool:
    return version.startswith("v2")


def _version(item: Json) -> str:
    return str(item.get("apiVersion", "")).rpartition("/")[2]
