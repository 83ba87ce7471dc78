"""What does a saved object say of its place and of others: which folder, which owner, which data sources?"""

from collections.abc import Iterator
from typing import Any

from scripts import references
from scripts.backup.manifest import Entry
from scripts.backup.model import Saved
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

FOLDER = PREFIX + "folder"
Need = tuple[str, str]
"""Kind and name of what an object needs."""

BELONGS = {
    "folder-permissions": "folders",
    "dashboard-permissions": "dashboards",
    "dashboard-versions": "dashboards",
    "public-dashboards": "dashboards",
}
"""Kinds whose objects belong to one of another kind, under whose uid they are saved; a version as `uid/number`."""


def owner(one: Entry | Saved) -> str:
    """Name the uid that an object of such a kind belongs to."""
    return one.name.partition("/")[0]


def notes(saved: Saved) -> Json:
    """Read the annotations of an object of `/apis`."""
    found: Json = (saved.body.get("metadata") or {}).get("annotations") or {}
    return found


def folder(saved: Saved) -> str | None:
    """Name the folder that an object lies in: its uid, empty for the root; `None` for what lies in none."""
    match saved.kind:
        case "folders" | "dashboards":
            return str(notes(saved).get(FOLDER) or "")
        case "library-panels":
            found = str(saved.body.get("folderUid") or "")
            return "" if found == "general" else found
        case "rule-groups":
            return str(saved.body.get("folderUid") or saved.name.partition("/")[0])
    return None


def needs(saved: Saved) -> frozenset[Need]:
    """List what must be there before an object is of use: kind and name; its folder not included."""
    found = {("data-sources", name) for name in data_sources(saved.body)}
    match saved.kind:
        case "dashboards":
            found |= {("library-panels", uid) for uid in library_panels(saved)}
        case "notification-policies" | "rule-groups":
            found |= {("contact-points", name) for name in _texts(saved.body, "receiver")}
            found |= {("mute-timings", name) for key in TIMINGS for name in _texts(saved.body, key)}
            found |= {("rules", str(rule["uid"])) for rule in saved.body.get("rules") or ()}
        case "correlations":
            found |= {("data-sources", name) for key in ("sourceUID", "targetUID") for name in _texts(saved.body, key)}
        case "preferences":
            found |= {("dashboards", uid) for uid in _texts(saved.body, "homeDashboardUID")}
        case kind if kind in BELONGS:
            found.add((BELONGS[kind], owner(saved)))
    return frozenset(found)


TIMINGS = ("mute_time_intervals", "active_time_intervals", "mute_timings", "active_timings")
"""Keys of policies and rules that name mute timings."""


def tags(saved: Saved) -> list[str]:
    """List the tags of a dashboard."""
    found = (saved.body.get("spec") or {}).get("tags") or ()
    return [str(tag) for tag in found]


def library_panels(saved: Saved) -> set[str]:
    """List the uids of the library panels that a dashboard shows, of whatever version it is."""
    return {str(one["uid"]) for one in _values(saved.body.get("spec"), "libraryPanel") if _has_uid(one)}


def data_sources(body: Any) -> dict[str, str]:  # noqa: ANN401 - JSON of any shape
    """List what an object asks: type by uid or name of the data source; empty where the type is not said."""
    found: dict[str, str] = {}
    for one in _values(body, "datasource"):
        uid, kind = _named(one)
        if _real(uid, kind):
            found[uid] = found.get(uid) or kind
    for one in _values(body, "datasourceUid"):
        if isinstance(one, str) and _real(one, ""):
            found.setdefault(one, "")
    return found


def _named(reference: object) -> tuple[str, str]:
    if isinstance(reference, dict):
        uid = reference.get("uid") or reference.get("name") or ""  # v2 dashboards say `name`
        return str(uid), str(reference.get("type") or reference.get("group") or "")
    return (reference, "") if isinstance(reference, str) else ("", "")


def _real(uid: str, kind: str) -> bool:
    """Leave out variables, and what every Grafana has."""
    built_in = uid in references.BUILT_IN or kind in ("datasource", "__expr__") or uid in ("default", "-- Default --")
    return bool(uid) and not built_in and not references.VARIABLE.match(uid)


def _has_uid(one: object) -> bool:
    return isinstance(one, dict) and bool(one.get("uid"))


def _texts(body: Json, key: str) -> set[str]:
    """List the texts under a key, at any depth, alone or in a list."""
    found: set[str] = set()
    for value in _values(body, key):
        found |= {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one}
    return found


def _values(document: Any, key: str) -> Iterator[Any]:  # noqa: ANN401 - JSON of any shape
    """Find all values of a key, at any depth."""
    todo = [document]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if key in one:
                yield one[key]
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)
