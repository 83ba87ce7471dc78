"""What is in an export of grafana-backup-tool: a file an object, told apart by its ending?

As its release 1.4 writes them: `<kind>/<time>/<name>.<ending>`, in a folder or a `.tar.gz`.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from scripts.backup.kinds import (
    annotations,
    contactpoints,
    datasources,
    librarypanels,
    permissions,
    policies,
    rulegroups,
    teams,
)
from scripts.backup.model import Saved
from scripts.backup.store.files import FolderSource
from scripts.jsonvalue import Json
from scripts.restore.formats import classic
from scripts.restore.formats.foreign import ORG, Foreign

NAME = "grafana-backup-tool"
LOOKS = "such an export has files like dashboards/<time>/<uid>.dashboard, in a folder or a .tar.gz"

INTERVAL = 60
"""Seconds between two evaluations: the tool does not save those of a group, and this is what Grafana offers."""

WHY = {
    "user": "it holds no passwords, and what else is in it are numbers of another server",
    "organization": "an export is of one organisation: make the others first",
    "snapshot": "the tool does not save its key",
    "version": "the history of a dashboard cannot be restored from it",
    "alert_channel": "Grafana 11 and later have no such channels",
}
"""Endings whose files are left out."""


def recognised(paths: Sequence[str]) -> bool:
    """Tell the files by their endings."""
    return any(ending(path) in {"dashboard", "folder", "datasource", *READERS} for path in paths)


def read(source: FolderSource, paths: Sequence[str]) -> Foreign:
    """Read all objects that can be restored.

    Raises:
        BadBackup: a file is damaged.
    """
    foreign = Foreign(source.where, source)
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[ending(path)].append(path)
    boards, trees = found.get("dashboard", []), found.get("folder", [])
    objects: list[tuple[str, Callable[[], Saved]]] = [
        (path, partial(classic.dashboard, foreign, path)) for path in boards
    ]
    objects += [(path, partial(_folder, foreign, path)) for path in trees]
    objects += classic.mentioned(foreign, boards, [_folder(foreign, path).name for path in trees])
    for kind, reader in READERS.items():
        objects += [(found[kind][0], partial(replace, one)) for one in reader(foreign, found.get(kind, ()))]
    objects += [(found["team"][0], partial(replace, one)) for one in _teams(foreign, found)]
    left = [(path, why) for kind, why in WHY.items() for path in found.get(kind, ())]
    return foreign.fill(objects, left)


def ending(path: str) -> str:
    """Read the kind of a file."""
    return PurePosixPath(path).suffix.removeprefix(".")


def _folder(foreign: Foreign, path: str) -> Saved:
    item: Json = foreign.load(path)
    return classic.folder(
        str(item["uid"]), str(item["title"]), str(item.get("parentUid") or ""), str(item.get("description") or "")
    )


def _permissions(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    """The rows of a folder, in a file of its name."""
    return [
        permissions.saved(permissions.OF_FOLDERS, ORG, PurePosixPath(path).stem, foreign.load(path)) for path in paths
    ]


def _data_sources(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    return [datasources.saved(ORG, foreign.load(path)) for path in paths]


def _library(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    return [librarypanels.saved(ORG, foreign.load(path)) for path in paths]


def _rules(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    """Gather the rules of each group; their order and interval are not in the export."""
    groups: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for path in paths:
        rule: Json = foreign.load(path)
        groups[str(rule["folderUID"]), str(rule["ruleGroup"])].append(rule)
    return [
        rulegroups.saved(ORG, folder, name, INTERVAL, sorted(rules, key=lambda rule: int(rule.get("id") or 0)))
        for (folder, name), rules in groups.items()
    ]


def _contact_points(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    """One file with the integrations of all."""
    rows: list[Json] = [one for path in paths for one in foreign.load(path)]
    return list(contactpoints.gathered(ORG, rows))


def _policies(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    return [policies.saved(ORG, foreign.load(path)) for path in paths]


def _annotations(foreign: Foreign, paths: Sequence[str]) -> list[Saved]:
    """Gather the annotations of each day; those that alert rules made are left out, as in a backup of ours."""
    days: dict[str, list[Json]] = defaultdict(list)
    for path in paths:
        item: Json = foreign.load(path)
        if not item.get("alertId"):
            days[datetime.fromtimestamp(int(item["time"]) / 1000, UTC).strftime("%Y-%m-%d")].append(item)
    return [annotations.saved(ORG, day, items) for day, items in days.items()]


def _teams(foreign: Foreign, found: Mapping[str, Sequence[str]]) -> list[Saved]:
    """Bring teams and members together by the team's number."""
    members: dict[int, list[Json]] = defaultdict(list)
    for path in found.get("team_member", ()):
        row: Json = foreign.load(path)
        members[int(row["teamId"])].append(row)
    return [teams.saved(ORG, item, members[int(item["id"])]) for item in map(foreign.load, found.get("team", ()))]


READERS: Mapping[str, Callable[[Foreign, Sequence[str]], list[Saved]]] = {
    "datasource": _data_sources,
    "library_element": _library,
    "folder_permission": _permissions,
    "contact_point": _contact_points,
    "notification_policys": _policies,
    "alert_rule": _rules,
    "annotation": _annotations,
}
"""By the ending of a file; kinds that are few enough to be held."""
