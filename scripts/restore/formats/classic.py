"""How are the answers of Grafana's old API, which other tools keep in files, brought into our form?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from scripts.backup.kinds import dashboards, folders
from scripts.backup.manifest import BadBackup
from scripts.backup.model import Saved
from scripts.grafana.live import from_legacy
from scripts.grafana.marks import PREFIX
from scripts.jsonvalue import Json
from scripts.restore.formats.foreign import GUESSED, ORG, Foreign

Found = Iterator[tuple[str, Callable[[], Saved]]]

GENERAL = "general"
"""What the old API calls the root."""


def dashboard(foreign: Foreign, path: str) -> Saved:
    """Read an answer of GET /api/dashboards/uid/:uid.

    Raises:
        BadBackup: it is another one, such as a message that something went wrong.
    """
    answer = foreign.load(path)
    if not isinstance(answer, dict) or not isinstance(answer.get("dashboard"), dict):
        said = f": {answer['message']}" if isinstance(answer, dict) and answer.get("message") else ""
        raise BadBackup(f"{foreign.where}: {path} is no dashboard{said}", "remove it to restore the rest")
    if not answer["dashboard"].get("uid"):
        raise BadBackup(f"{foreign.where}: {path} has no uid", "give it one, or remove it to restore the rest")
    meta: Json = answer.get("meta") or {}
    place = {"folderUid": "" if meta.get("folderUid") == GENERAL else meta.get("folderUid", "")}
    return dashboards.of_live(ORG, from_legacy({**answer, "meta": {**meta, **place}}))


def folder(uid: str, title: str, parent: str = "", description: str = "") -> Saved:
    """Make a folder of what the old API says."""
    notes = {PREFIX + "folder": parent} if parent else {}
    item: Json = {"metadata": {"name": uid, "annotations": notes}, "spec": {"title": title, "description": description}}
    return folders.saved(ORG, item)


def mentioned(foreign: Foreign, paths: Iterable[str], known: Iterable[str] = ()) -> Found:
    """Find the folders that dashboards lie in and that the export does not have: title and uid are with them."""
    seen = {"", GENERAL, *known}
    for path in paths:
        meta: Json = foreign.load(path).get("meta") or {}
        uid = str(meta.get("folderUid") or "")
        if uid not in seen:
            seen.add(uid)
            made = replace(folder(uid, str(meta.get("folderTitle") or uid)), aside=GUESSED)
            yield f"{path}:folder", partial(replace, made)
