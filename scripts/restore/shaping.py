"""What becomes of a saved object on the way: another folder, other data sources?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scripts.backup import contents
from scripts.backup.kinds import correlations
from scripts.backup.manifest import Entry
from scripts.backup.model import Saved
from scripts.jsonvalue import Json
from scripts.restore.kinds import objects
from scripts.restore.model import Origin

RULES, CORRELATIONS = "rule-groups", "correlations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the user wished about places and data sources.

    Attributes:
        origin: where the objects come from.
        into: uid of the folder that takes what has no folder of its own here; empty for none.
        folders: organisation and uid of the folders that are restored too.
        sources: uid or name of a data source in the backup -> uid in the target.
    """

    origin: Origin
    into: str = ""
    folders: frozenset[tuple[str, str]] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)

    def name(self, entry: Entry) -> str:
        """Name the object in the target: a rule group has its folder in its name, a correlation its content."""
        if entry.kind == CORRELATIONS and self.sources:
            return self.of(self.origin.object(entry)).name
        if entry.kind != RULES or not self.into:
            return entry.name
        folder, _, group = entry.name.partition("/")
        return f"{self._folder(entry.org, folder)}/{group}"

    def of(self, saved: Saved) -> Saved:
        """Give an object its place and its data sources."""
        body = _mapped(saved.body, self.sources) if self.sources else saved.body
        moved = correlations.renamed(saved, body) if saved.kind == CORRELATIONS else replace(saved, body=body)
        folder = contents.folder(saved)
        if folder is None or self._folder(saved.org, folder) == folder:
            return moved
        return _placed(moved, self._folder(saved.org, folder))

    def _folder(self, org: str, folder: str) -> str:
        return folder if not self.into or (org, folder) in self.folders else self.into


def _placed(saved: Saved, folder: str) -> Saved:
    """Move an object to another folder."""
    if saved.kind == RULES:
        group = saved.name.partition("/")[2]
        return replace(saved, name=f"{folder}/{group}", body={**saved.body, "folderUid": folder})
    if saved.kind == "library-panels":
        return replace(saved, body={**saved.body, "folderUid": folder})
    return replace(saved, body=objects.with_notes(saved.body, {**objects.notes(saved), contents.FOLDER: folder}))


def _mapped(document: Any, sources: Mapping[str, str], key: str = "") -> Any:  # noqa: ANN401 - JSON of any shape
    """Replace data sources wherever one is named, and chosen values of data source variables."""
    if isinstance(document, list):
        return [_mapped(one, sources, key) for one in document]
    if isinstance(document, str):
        return sources.get(document, document) if key in NAMING else document
    if not isinstance(document, dict):
        return document
    made: Json = {name: _mapped(value, sources, name) for name, value in document.items()}
    if key == "datasource":
        made |= {name: sources[made[name]] for name in ("uid", "name") if made.get(name) in sources}
    if made.get("type") == "datasource" and isinstance(made.get("current"), dict):
        made["current"] = _current(made["current"], sources)
    return made


NAMING = frozenset({"datasource", "datasourceUid", "sourceUID", "targetUID", "targetDatasourceUid"})
"""Keys whose text names a data source: dashboards, rules, correlations, recording rules."""


def _current(current: Json, sources: Mapping[str, str]) -> Json:
    """Choose the new data source in a variable."""
    return {
        name: [sources.get(one, one) for one in value] if isinstance(value, list) else sources.get(value, value)
        for name, value in current.items()
        if isinstance(value, (str, list))
    } | {name: value for name, value in current.items() if not isinstance(value, (str, list))}
