"""What do the objects of a backup need, and which of that is not in it: what would a restore break?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scripts import references
from scripts.backup.model import BY_NAME, Saved
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json

PARENT = PREFIX + "folder"
V2 = "v2"
Key = tuple[str, str, str]
"""Organisation, kind, name."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Need:
    """Something that an object refers to.

    Attributes:
        org: organisation of both.
        kind: the kind of what is needed.
        name: its identity.
        by: who needs it, for people.
    """

    org: str
    kind: str
    name: str
    by: str

    def __str__(self) -> str:
        """Say it as a finding."""
        words = BY_NAME[self.kind].words if self.kind in BY_NAME else self.kind
        return f"{self.by} needs {words} {self.name}, which is not in the backup"


@dataclass(slots=True)
class Needs:
    """Collects what there is and what is needed, one object after the other; keeps no object."""

    _there: set[Key] = field(default_factory=set)
    _needed: dict[Key, list[str]] = field(default_factory=dict)
    _parents: dict[tuple[str, str], str] = field(default_factory=dict)
    _rules: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def see(self, saved: Saved) -> None:
        """Look at an object."""
        self._there.add((saved.org, saved.kind, saved.name))
        find = FINDERS.get(saved.kind)
        for kind, name in find(saved) if find else ():
            if name:
                self._needed.setdefault((saved.org, kind, name), []).append(str(saved))
        if saved.kind == "folders":
            self._parents[saved.org, saved.name] = _annotation(saved.body, PARENT)
        if saved.kind == "rule-groups":
            for rule in saved.body.get("rules") or ():
                self._rules.setdefault((saved.org, str(rule.get("uid"))), []).append(str(saved))

    def unmet(self, *, whole: bool = True) -> Iterator[str]:
        """Tell what is missing, and what cannot be restored beside each other.

        Args:
            whole: all kinds are in the backup; if only some were saved, what it lacks of others says nothing.
        """
        kinds = {kind for _, kind, _ in self._there}
        for (org, kind, name), by in sorted(self._needed.items()):
            if (org, kind, name) not in self._there and (whole or kind in kinds):
                more = f" and {len(by) - 1} more" if len(by) > 1 else ""
                yield f"{Need(org=org, kind=kind, name=name, by=by[0] + more)}"
        yield from self._circles()
        for (_, uid), groups in sorted(self._rules.items()):
            if len(groups) > 1:
                yield f"rule {uid} is in {len(groups)} groups: {', '.join(groups)}; a Grafana has each uid once"
        for org, kind, name in sorted(self._there):
            if kind == "dashboards" and (org, "folders", name) in self._there:
                yield f"{name} is a folder and a dashboard; a Grafana on legacy storage takes only one of them"

    def _circles(self) -> Iterator[str]:
        for org, name in sorted(self._parents):
            seen = [name]
            while parent := self._parents.get((org, seen[-1]), ""):
                if parent in seen:
                    if min(seen) == name:
                        yield f"folders lie in each other in a circle: {' in '.join([*seen, parent])}"
                    break
                seen.append(parent)


def _folder(saved: Saved) -> Iterator[tuple[str, str]]:
    yield "folders", _annotation(saved.body, PARENT)


def _dashboard(saved: Saved) -> Iterator[tuple[str, str]]:
    yield "folders", _annotation(saved.body, PARENT)
    spec: Json = saved.body.get("spec") or {}
    if str(saved.body.get("apiVersion", "")).startswith(V2):
        yield from set(_of_v2(spec))
        return
    names = {"data source": "data-sources", "library panel": "library-panels"}
    yield from {(names[one.kind], one.name) for one in references.of(spec) if one.kind in names}


def _of_v2(part: object) -> Iterator[tuple[str, str]]:
    """Find data sources and library panels anywhere in a dashboard of the v2 model."""
    if isinstance(part, list):
        for one in part:
            yield from _of_v2(one)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "datasource" and isinstance(value, dict):
                name = str(value.get("name") or value.get("uid") or "")
                if name and not name.startswith("$") and name not in references.BUILT_IN:
                    yield "data-sources", name
            elif key == "libraryPanel" and isinstance(value, dict):
                yield "library-panels", str(value.get("uid", ""))
            else:
                yield from _of_v2(value)


def _library_panel(saved: Saved) -> Iterator[tuple[str, str]]:
    yield "folders", str(saved.body.get("folderUid", ""))
    for one in references.of({"panels": [saved.body.get("model") or {}]}):
        if one.kind == "data source":
            yield "data-sources", one.name


def _rule_group(saved: Saved) -> Iterator[tuple[str, str]]:
    yield "folders", str(saved.body.get("folderUid", ""))
    for rule in saved.body.get("rules") or ():
        settings = rule.get("notification_settings") or {}
        yield "contact-points", str(settings.get("receiver", ""))
        yield from (("mute-timings", str(name)) for name in settings.get("mute_time_intervals") or ())
        for query in rule.get("data") or ():
            name = str(query.get("datasourceUid", ""))
            if name not in references.BUILT_IN:
                yield "data-sources", name


def _policies(saved: Saved) -> Iterator[tuple[str, str]]:
    routes = [saved.body]
    while routes:
        route = routes.pop()
        yield "contact-points", str(route.get("receiver", ""))
        for key in ("mute_time_intervals", "active_time_intervals"):
            yield from (("mute-timings", str(name)) for name in route.get(key) or ())
        routes += route.get("routes") or []


def _correlation(saved: Saved) -> Iterator[tuple[str, str]]:
    yield from (("data-sources", str(saved.body.get(key, ""))) for key in ("sourceUID", "targetUID"))


def _of_dashboard(saved: Saved) -> Iterator[tuple[str, str]]:
    yield "dashboards", str(saved.body.get("dashboardUid") or saved.name)


def _annotation(body: Json, key: str) -> str:
    return str(((body.get("metadata") or {}).get("annotations") or {}).get(key, ""))


FINDERS: dict[str, Callable[[Saved], Iterator[tuple[str, str]]]] = {
    "folders": _folder,
    "dashboards": _dashboard,
    "library-panels": _library_panel,
    "correlations": _correlation,
    "rule-groups": _rule_group,
    "notification-policies": _policies,
    "public-dashboards": _of_dashboard,
}
